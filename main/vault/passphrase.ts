// Wraps the vault's master key with a passphrase, for machines without a keychain.
import { randomBytes, scrypt } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { failed, ok, type Result } from '../../shared/result.ts'
import { unreadable } from '../disk/disk-failure.ts'
import { Secret } from '../secret.ts'
import { decrypt, encrypt, type KeyHeader } from './envelope.ts'

type Wrapped = Extract<KeyHeader, { mode: 'passphrase' }>

/** Asks a person; `create` when the passphrase is being chosen (then it is wise to ask twice). */
export type AskPassphrase = (why: 'open' | 'create') => Promise<Result<Secret>>

/** scrypt's cost for what people remember: 64 MiB and about 0.2 s for each guess. */
const costForPeople = 2 ** 16
/**
 * A key in all but name (256 random bits, written as hex or base64) cannot be guessed at any cost, so
 * a slow derivation would only make every command of a script slower.
 */
const costForKeys = 2 ** 6

/** What the wrapped key is bound to: the same blob under other parameters does not open. */
const boundTo = (header: Omit<Wrapped, 'wrapped'>): Buffer =>
  Buffer.from(`switchyard master key v1 ${header.n} ${header.r} ${header.p} ${header.salt}`)

export const wrapKey = async (master: Buffer, passphrase: Secret): Promise<Wrapped> => {
  const n = isKeyInAllButName(passphrase.reveal()) ? costForKeys : costForPeople
  const header = { mode: 'passphrase', n, r: 8, p: 1, salt: randomBytes(16).toString('base64') } as const
  const wrapped = encrypt(await derive(passphrase, header), master, boundTo(header)).toString('base64')
  return { ...header, wrapped }
}

/** Fails with passphrase-wrong; a changed header looks the same and is told so. */
export const unwrapKey = async (header: Wrapped, passphrase: Secret): Promise<Result<Buffer>> => {
  const master = decrypt(
    await derive(passphrase, header),
    Buffer.from(header.wrapped, 'base64'),
    boundTo(header),
  )
  return master === null ? failed({ kind: 'passphrase-wrong' }) : ok(master)
}

const derive = (passphrase: Secret, { n, r, p, salt }: Omit<Wrapped, 'wrapped'>): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // Typed the same on two keyboards, an accented letter may be one code point or two: NFC makes them one.
    const text = passphrase.reveal().normalize('NFC')
    const maxmem = 128 * n * r + 32 * 1024 * 1024
    scrypt(text, Buffer.from(salt, 'base64'), 32, { N: n, r, p, maxmem }, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })

const isKeyInAllButName = (text: string): boolean => {
  const distinct = new Set(text).size
  if (/^[0-9a-f]{64,}$/i.test(text)) return distinct >= 12
  // Of 43 random letters of base64 two small ones stand side by side at one place of six; in words at every second.
  const pairs = text.match(/[a-z](?=[a-z])/g)?.length ?? 0
  return (
    /^[A-Za-z0-9+/_-]{43,}={0,2}$/.test(text) &&
    distinct >= 24 &&
    pairs / text.length < 0.3 &&
    /\d/.test(text)
  )
}

/** What was taken out of an environment, for every vault that this process opens. */
const taken = new WeakMap<NodeJS.ProcessEnv, Secret>()

/** Reads SWITCHYARD_PASSPHRASE and removes it at once, so that no child process inherits it. */
export const takePassphrase = (env: NodeJS.ProcessEnv): Secret | null => {
  const text = env.SWITCHYARD_PASSPHRASE
  delete env.SWITCHYARD_PASSPHRASE
  if (text) taken.set(env, new Secret(text))
  return taken.get(env) ?? null
}

/** After this `takePassphrase` finds nothing any more. */
export const forgetPassphrase = (env: NodeJS.ProcessEnv): void => {
  taken.delete(env)
}

/** The passphrase in a file, without its final newline. Fails with file-unreadable, also when others may read the file. */
export const readPassphraseFile = async (path: string): Promise<Result<Secret>> => {
  try {
    const found = await stat(path)
    if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
      const mode = (found.mode & 0o777).toString(8)
      return failed({
        kind: 'file-unreadable',
        path,
        said: `It holds the passphrase, but others may read it (mode ${mode}). Make it yours alone: chmod 600.`,
      })
    }
    const text = (await readFile(path, 'utf8')).replace(/\r?\n$/, '')
    return text === ''
      ? failed({ kind: 'file-unreadable', path, said: 'It should hold the passphrase, but it is empty.' })
      : ok(new Secret(text))
  } catch (error) {
    return failed(unreadable(path, error))
  }
}
