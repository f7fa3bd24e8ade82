// A person's own command as a sign-in: runs it, reads credentials from what it prints, stores nothing.
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Credentials } from '../aws/credentials.ts'
import { Secret } from '../secret.ts'
import { type Program, runProgram, withoutSecrets } from './run-program.ts'

export type CommandRun = Program & { readonly signIn: string }

/** Fails with command-failed (what it said, its exit code) or cancelled. What it printed is never repeated. */
export const runForCredentials = async (run: CommandRun): Promise<Result<Credentials>> => {
  if (run.signal?.aborted) return failed({ kind: 'cancelled', what: 'the command' })
  const ended = await runProgram(run)
  if (run.signal?.aborted) return failed({ kind: 'cancelled', what: 'the command' })
  const refuse = (said: string): Result<never> =>
    failed({ kind: 'command-failed', signIn: run.signIn, said, code: ended.code })
  if (ended.problem !== null) return refuse(ended.problem)
  if (ended.code !== 0) return refuse(withoutSecrets(ended.stderr) || 'It failed without a word.')
  return (
    readCredentials(ended.stdout) ??
    refuse('It printed no credentials: neither the process protocol’s JSON nor AWS_... lines.')
  )
}

const readCredentials = (printed: string): Result<Credentials> | null => {
  const fields = readJson(printed) ?? readLines(printed)
  const { id, secret, token, end } = fields
  if (!id || !secret || !/^\w{16,128}$/.test(id)) return null
  const expiresAt = end ? Date.parse(end) : null
  if (expiresAt !== null && Number.isNaN(expiresAt)) return null
  return ok({
    accessKeyId: id,
    secretAccessKey: new Secret(secret),
    sessionToken: token ? new Secret(token) : null,
    expiresAt,
  })
}

type Fields = {
  id?: string | undefined
  secret?: string | undefined
  token?: string | undefined
  end?: string | undefined
}
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** The process protocol (Version 1), the container endpoint's words, and what `aws sts` prints below `Credentials`. */
const readJson = (printed: string): Fields | null => {
  try {
    const read = JSON.parse(printed) as Record<string, unknown> | null
    const inner = typeof read?.Credentials === 'object' ? (read.Credentials as Record<string, unknown>) : read
    return {
      id: text(inner?.AccessKeyId),
      secret: text(inner?.SecretAccessKey),
      token: text(inner?.SessionToken) ?? text(inner?.Token),
      end: text(inner?.Expiration),
    }
  } catch {
    return null
  }
}

/** `export AWS_ACCESS_KEY_ID=...`, `set ...`, `$env:...`, or bare; quoted or not. */
const readLines = (printed: string): Fields => {
  const found = new Map<string, string>()
  const line =
    /^\s*(?:export\s+|set\s+(?:-gx\s+)?|\$env:|setx?\s+)?(AWS_[A-Z_]+)\s*[= ]\s*(["']?)(.*?)\2;?\s*$/gm
  for (const match of printed.matchAll(line)) found.set(match[1] ?? '', match[3] ?? '')
  return {
    id: text(found.get('AWS_ACCESS_KEY_ID')),
    secret: text(found.get('AWS_SECRET_ACCESS_KEY')),
    token: text(found.get('AWS_SESSION_TOKEN')),
    end: text(found.get('AWS_CREDENTIAL_EXPIRATION')),
  }
}
