// Where the vault's master key comes from: the system's keychain, or a passphrase.
import { randomBytes } from 'node:crypto'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Secret } from '../secret.ts'
import type { KeyHeader } from './envelope.ts'
import { createKeychain, type Keychain } from './keychain.ts'
import {
  type AskPassphrase,
  forgetPassphrase,
  readPassphraseFile,
  takePassphrase,
  unwrapKey,
  wrapKey,
} from './passphrase.ts'

export interface KeySource {
  readonly mode: KeyHeader['mode']
  /** The master key of a vault with this header; null when the place where it lay has none. `ask` goes before the usual one. */
  open(header: KeyHeader, ask?: AskPassphrase): Promise<Result<Buffer | null>>
  /** True when only a person can say what opens the vault. */
  needsPerson(): boolean
  /** Asks what `create` will need; called before the vault's lock is taken. */
  prepare(): Promise<Result<void>>
  /** A master key for a new vault; called under the vault's lock, so that two processes never make two keys. */
  create(): Promise<Result<{ key: Buffer; header: KeyHeader }>>
  /** Forgets every passphrase it was given. */
  forget(): void
}

export type KeySourceOptions = {
  /** Read once; SWITCHYARD_PASSPHRASE is removed from it. */
  readonly env: NodeJS.ProcessEnv
  /** The absolute Switchyard home: each has its own keychain item. */
  readonly home: string
  /** Asks a person for the passphrase; without it such a vault needs SWITCHYARD_PASSPHRASE_FILE. */
  readonly ask?: AskPassphrase
  readonly keychain?: Keychain
}

/** Follows SWITCHYARD_KEYCHAIN (`os`, the default, or `passphrase`). Fails with usage for another value. */
export const createKeySource = (options: KeySourceOptions): Result<KeySource> => {
  const passphrase = takePassphrase(options.env)
  const wished = options.env.SWITCHYARD_KEYCHAIN || 'os'
  if (wished === 'os') return ok(createOsSource(options.keychain ?? createKeychain({ home: options.home })))
  if (wished === 'passphrase') {
    return ok(createPassphraseSource(options, passphrase))
  }
  return failed({
    kind: 'usage',
    message: `SWITCHYARD_KEYCHAIN is "${wished}"; it may be "os" or "passphrase".`,
  })
}

/** The item's text; the first part lets a later version keep something else there. */
const itemPattern = /^v1:([A-Za-z0-9+/]{43}=)$/

const createOsSource = (keychain: Keychain): KeySource => {
  const find = async (): Promise<Result<Buffer | null>> => {
    const item = await keychain.get()
    if (!item.ok) return item
    if (item.value === null) return ok(null)
    const match = itemPattern.exec(item.value)
    if (match) return ok(Buffer.from(match[1] as string, 'base64'))
    return failed({
      kind: 'keychain-unavailable',
      said: 'Its item "Switchyard" does not hold a key that this version knows.',
    })
  }
  return {
    mode: 'os',
    async prepare() {
      const found = await find()
      return found.ok ? ok(undefined) : found
    },
    open: header => (header.mode === 'os' ? find() : Promise.resolve(failed(madeFor('passphrase')))),
    needsPerson: () => false,
    async create() {
      const found = await find()
      if (!found.ok) return found
      if (found.value !== null) return ok({ key: found.value, header: { mode: 'os' } })
      const key = randomBytes(32)
      const kept = await keychain.set(`v1:${key.toString('base64')}`)
      return kept.ok ? ok({ key, header: { mode: 'os' } }) : kept
    },
    forget: () => {},
  }
}

const madeFor = (mode: string) => ({
  kind: 'keychain-unavailable' as const,
  said: `This vault was made with SWITCHYARD_KEYCHAIN=${mode}; set it so again.`,
})

const createPassphraseSource = ({ env, ask }: KeySourceOptions, given: Secret | null): KeySource => {
  const file = env.SWITCHYARD_PASSPHRASE_FILE
  let kept = given
  /** Chosen for a vault that is about to be made. */
  let chosen: Secret | null = null
  const passphrase = async (why: 'open' | 'create', asker = ask): Promise<Result<Secret>> => {
    if (kept !== null) return ok(kept)
    if (file) return readPassphraseFile(file)
    if (asker) return asker(why)
    return failed({ kind: 'answer-needed', missing: ['passphrase'] })
  }
  return {
    mode: 'passphrase',
    needsPerson: () => kept === null && !file,
    async open(header, asker) {
      if (header.mode !== 'passphrase') return failed(madeFor('os'))
      const answer = await passphrase('open', asker)
      return answer.ok ? unwrapKey(header, answer.value) : answer
    },
    async prepare() {
      if (chosen !== null) return ok(undefined)
      const answer = await passphrase('create')
      if (!answer.ok) return answer
      if (answer.value.reveal() === '') {
        return failed({
          kind: 'answer-refused',
          what: 'passphrase',
          message: 'A passphrase cannot be empty.',
        })
      }
      chosen = answer.value
      return ok(undefined)
    },
    async create() {
      const prepared = await this.prepare()
      if (!prepared.ok) return prepared
      const key = randomBytes(32)
      const header = await wrapKey(key, chosen as Secret)
      chosen = null
      return ok({ key, header })
    },
    forget() {
      kept = null
      chosen = null
      forgetPassphrase(env)
    },
  }
}
