// A person's own command as a sign-in: runs it, reads credentials from what it prints, stores nothing.
import { spawn } from 'node:child_process'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Credentials } from '../aws/credentials.ts'
import { Secret } from '../secret.ts'

export type CommandRun = {
  readonly signIn: string
  /** The program and its arguments; no shell ever sees them. */
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal?: AbortSignal | undefined
}

/** Time for a person to touch a key or unlock a password store, in ms. */
const longestRun = 60_000
const largestOutput = 1_000_000

type Ended = {
  readonly code: number | null
  readonly stdout: string
  readonly problem: string | null
  readonly stderr: string
}

/** Fails with command-failed (what it said, its exit code) or cancelled. What it printed is never repeated. */
export const runForCredentials = async (run: CommandRun): Promise<Result<Credentials>> => {
  if (run.signal?.aborted) return failed({ kind: 'cancelled', what: 'the command' })
  const ended = await execute(run)
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

const execute = ({ command, env, signal }: CommandRun): Promise<Ended> =>
  new Promise(resolve => {
    const [program = '', ...args] = command
    let [stdout, stderr, problem]: [string, string, string | null] = ['', '', null]
    const { SWITCHYARD_PASSPHRASE: _, ...rest } = env
    const child = spawn(program, args, {
      env: rest,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: false,
      windowsHide: true,
    })
    const stop = (why: string): void => {
      problem ??= why
      child.kill('SIGTERM')
      // One that does not listen is not waited for.
      setTimeout(() => child.kill('SIGKILL'), 2_000).unref()
    }
    const timer = setTimeout(() => stop(`It did not end within ${longestRun / 1000} s.`), longestRun)
    const onAbort = (): void => stop('It was cancelled.')
    signal?.addEventListener('abort', onAbort)
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      stdout += part
      if (stdout.length > largestOutput) stop('It printed more than a megabyte.')
    })
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      stderr = (stderr + part).slice(-2_000)
    })
    const done = (code: number | null): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      resolve({ code, stdout, stderr, problem })
    }
    child.once('error', (error: NodeJS.ErrnoException) => {
      problem ??= error.code === 'ENOENT' ? `There is no program ${program}.` : error.message
      done(null)
    })
    child.once('close', code => done(code))
  })

/** A failing command may print anything: only the last line, and in it nothing that is long enough to be a secret. */
const withoutSecrets = (text: string): string =>
  (text.trim().split('\n').at(-1) ?? '')
    .replace(/[A-Za-z0-9+/=_-]{20,}/g, '…')
    .replace(/\p{Cc}/gu, '')
    .slice(0, 200)

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
