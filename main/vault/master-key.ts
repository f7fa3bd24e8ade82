// The vault's key in this process: found once, asked for once however many wait, and forgotten by a lock.
import { existsSync } from 'node:fs'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Clock } from '../clock.ts'
import { readIfChanged } from '../disk/file-state.ts'
import { type Header, keyIdOf, readHeader } from './envelope.ts'
import type { KeySource } from './key-source.ts'
import { createLockMark } from './lock-mark.ts'
import type { AskPassphrase } from './passphrase.ts'

export interface MasterKey {
  /** The key in memory, or null; asks nobody. */
  known(): Buffer | null
  /** One that was just made. */
  keep(key: Buffer): void
  /** The key for this header; many callers share one question. */
  open(header: Header, ask?: AskPassphrase): Promise<Result<Buffer>>
  isLocked(): boolean
  /** Forgets the key here and leaves a mark for every other process. */
  lock(): Promise<Result<void>>
  /** Gets the key, proves that it fits, and takes the mark away. */
  unlock(ask?: AskPassphrase): Promise<Result<void>>
  onLockChange(take: () => void): () => void
}

export type MasterKeyDeps = {
  readonly paths: { readonly vault: string; readonly lockMark: string }
  readonly keySource: KeySource
  readonly clock: Clock
  /** See `VaultDeps`. */
  readonly asksOnlyToUnlock: boolean
  /** Something that the key opened is still in memory. */
  readonly knowsMore: () => boolean
  /** What the key opened is to be forgotten with it. */
  readonly onForget: () => void
}

export const createMasterKey = (deps: MasterKeyDeps): MasterKey => {
  const { paths, keySource } = deps
  let master: Buffer | null = null
  let dismissed = false
  let asking: Promise<Result<Buffer | null>> | null = null
  const mark = createLockMark(paths.lockMark, deps.clock)

  const forget = (): void => {
    master = null
    deps.onForget()
    keySource.forget()
  }
  const waitsForUnlock = (): boolean =>
    deps.asksOnlyToUnlock &&
    master === null &&
    (dismissed || (keySource.needsPerson() && existsSync(paths.vault)))
  const isLocked = (): boolean => {
    if (!mark.there()) return waitsForUnlock()
    if (master !== null || deps.knowsMore()) forget()
    return true
  }

  const open = async (header: Header, ask?: AskPassphrase): Promise<Result<Buffer>> => {
    if (master !== null && keyIdOf(master) === header.keyId) return ok(master)
    asking ??= keySource.open(header.key, ask).finally(() => {
      asking = null
    })
    const found = await asking
    dismissed = !found.ok && found.failure.kind === 'keychain-dismissed'
    if (!found.ok) return found
    if (found.value !== null && keyIdOf(found.value) === header.keyId) {
      master = found.value
      return ok(found.value)
    }
    const said =
      found.value === null
        ? 'The keychain no longer holds its key.'
        : 'The keychain holds the key of another vault.'
    return failed({
      kind: 'vault-damaged',
      path: paths.vault,
      said: `${said} To begin anew, move this file away.`,
    })
  }

  const prove = async (ask: AskPassphrase | undefined): Promise<Result<void>> => {
    const file = await readIfChanged(paths.vault, null)
    if (!file.ok) return file
    const bytes = file.value === 'unchanged' ? null : file.value.bytes
    if (bytes === null) return ok(undefined)
    const read = readHeader(bytes)
    // A damaged header is found, and set aside, by the first read after unlocking.
    if (read.state !== 'header') return ok(undefined)
    const key = await open(read.header, ask)
    return key.ok ? ok(undefined) : key
  }

  return {
    known: () => master,
    keep(key) {
      master = key
    },
    open,
    isLocked,
    async lock() {
      const marked = await mark.set()
      if (marked.ok) forget()
      mark.tell()
      return marked
    },
    async unlock(ask) {
      if (!isLocked()) return ok(undefined)
      const proven = await prove(ask)
      if (!proven.ok) return proven
      const removed = await mark.remove()
      mark.tell()
      return removed
    },
    onLockChange: take => mark.onChange(isLocked, take),
  }
}
