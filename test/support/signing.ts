// Keys and signatures made by the real minisign.
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export type Signer = {
  /** The base64 line. */
  readonly key: string
  readonly keyFile: string
  /** Writes FILE.minisig beside it. `at`: seconds since the epoch. */
  sign(
    file: string,
    options?: { readonly legacy?: boolean; readonly at?: number; readonly as?: string },
  ): void
}

/** A new key pair without a password. */
export const newSigner = async (): Promise<Signer> => {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-minisign-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const [keyFile, secret] = [join(folder, 'minisign.pub'), join(folder, 'minisign.key')]
  const run = (args: readonly string[]): void =>
    void execFileSync('minisign', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  run(['-G', '-W', '-f', '-p', keyFile, '-s', secret])
  const text = await readFile(keyFile, 'utf8')
  return {
    key: text.trim().split('\n').at(-1) ?? '',
    keyFile,
    sign(file, { legacy = false, at, as } = {}) {
      const comment = at === undefined ? [] : ['-t', `timestamp:${at}\tfile:switchyard.yaml`]
      run([
        '-S',
        '-s',
        secret,
        '-m',
        file,
        '-x',
        as ?? `${file}.minisig`,
        ...(legacy ? ['-l'] : []),
        ...comment,
      ])
    },
  }
}
