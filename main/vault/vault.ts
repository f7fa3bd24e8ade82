// Keeps every secret in one sealed file: typed keys, one writer, cheap reads.

import { randomBytes } from 'node:crypto'
import { rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Failure } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Clock } from '../clock.ts'
import { writeAtomic } from '../disk/atomic-write.ts'
import { unwritable } from '../disk/disk-failure.ts'
import { readIfChanged, stampOf } from '../disk/file-state.ts'
import { type Lease, withLock } from '../disk/lock.ts'
import {
  createDraft,
  listEntries,
  noSections,
  readEntry,
  readSections,
  type Sections,
  type VaultContents,
  writeSections,
} from './contents.ts'
import { deriveKey, type Header, keyIdOf, openVaultFile, readHeader, sealVaultFile } from './envelope.ts'
import type { KeySource } from './key-source.ts'
import { createMasterKey } from './master-key.ts'
import type { AskPassphrase } from './passphrase.ts'
import type { VaultKey } from './vault-key.ts'

export interface Vault {
  read<T>(key: VaultKey<T>): Promise<Result<T | null>>
  list(kind: string): Promise<Result<{ key: string; value: unknown }[]>>
  /**
   * Read-modify-write under the file lock. `change` must not wait; before the first vault is made it may
   * be run twice. Nothing is written when it changed nothing.
   */
  update<R>(change: (draft: VaultContents) => R): Promise<Result<R>>
  write<T>(key: VaultKey<T>, value: T): Promise<Result<void>>
  remove(key: VaultKey<unknown>): Promise<Result<void>>
  /** Forgets the key here and leaves a mark: in every process each call fails with vault-locked until `unlock`. */
  lock(): Promise<Result<void>>
  /** Gets the key, asking by `ask` if a person must say it, proves that it fits, and takes the mark away. */
  unlock(ask?: AskPassphrase): Promise<Result<void>>
  locked(): boolean
  /** Told after `locked()` became another, by this process or another one. Returns an unsubscribe. */
  onLockChange(take: () => void): () => void
  /** True when the key is in memory: a call that needs it will ask nobody. */
  ready(): boolean
  /** Opens the vault or, where there is none yet, looks whether the keychain could keep its key. Makes nothing. */
  usable(): Promise<Result<void>>
  /** The damaged vault that this process moved aside, under its new name; null when it met none. */
  setAside(): Failure | null
  /** The same as a sentence for whoever comes later. */
  problem(): string | null
  /** A key for another use than the vault's own file; makes an empty vault when there is none yet. */
  subkey(purpose: string): Promise<Result<{ key: Buffer; keyId: string }>>
}

export type VaultDeps = {
  readonly paths: { readonly vault: string; readonly lockMark: string }
  readonly keySource: KeySource
  readonly clock: Clock
  /**
   * For a process that stays: a person is asked for the key by `unlock` alone, never out of the blue by a read in the
   * background. Until then, and after the keychain's prompt was dismissed, the vault counts as locked.
   */
  readonly asksOnlyToUnlock?: boolean
}

/** One state of the file: `header` is null while there is none. */
type State = { readonly stamp: string; readonly header: Header | null; readonly sections: Sections }
type Damage = {
  readonly said: string /** With what the key was found, when that much could be read. */
  readonly header: Header | null
}

export const createVault = ({ paths, keySource, clock, asksOnlyToUnlock }: VaultDeps): Vault => {
  let cached: State | null = null
  const masterKey = createMasterKey({
    paths,
    keySource,
    clock,
    asksOnlyToUnlock: asksOnlyToUnlock === true,
    knowsMore: () => cached !== null,
    onForget() {
      cached = null
    },
  })
  const { isLocked } = masterKey

  /** The present state of the file. A damaged one is handed to `onDamage`. */
  const load = async (onDamage: (damage: Damage) => Promise<Result<State>>): Promise<Result<State>> => {
    if (isLocked()) return failed({ kind: 'vault-locked' })
    const file = await readIfChanged(paths.vault, cached?.stamp ?? null)
    if (!file.ok) return file
    if (file.value === 'unchanged') return ok(cached as State)
    const { stamp, bytes } = file.value
    if (bytes === null) {
      cached = { stamp, header: null, sections: noSections }
      return ok(cached)
    }
    const read = readHeader(bytes)
    if (read.state === 'newer') {
      return failed({
        kind: 'vault-damaged',
        path: paths.vault,
        said: `A newer Switchyard wrote it (form ${read.version}).`,
      })
    }
    if (read.state === 'damaged') return onDamage({ said: read.said, header: null })
    const key = await masterKey.open(read.header)
    if (!key.ok) return key
    const plain = openVaultFile(bytes, key.value)
    if (plain === null)
      return onDamage({ said: 'Its contents were changed or lost in part.', header: read.header })
    cached = { stamp, header: read.header, sections: readSections(plain) }
    return ok(cached)
  }

  let lost: Extract<Failure, { kind: 'vault-damaged' }> | null = null
  /** Only under the file lock: moves the bad file aside, keeping the key if its header told it, and fails with its new name. */
  const setAside = async ({ said, header }: Damage): Promise<Result<State>> => {
    const time = new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/g, '')
    const aside = join(dirname(paths.vault), `vault.damaged-${time}-${randomBytes(3).toString('hex')}.bin`)
    try {
      await rename(paths.vault, aside)
    } catch (error) {
      return failed(unwritable(paths.vault, error))
    }
    lost = { kind: 'vault-damaged', path: aside, said: `${said} An empty vault begins.` }
    const master = masterKey.known()
    if (header !== null && master !== null) await save({ header, sections: noSections }, master)
    return failed(lost)
  }
  /** A reader looks again under the lock, because another process may have mended the file meanwhile. */
  const loadAndMend = (): Promise<Result<State>> => load(() => withLock(paths.vault, () => load(setAside)))

  const save = async (
    { header, sections }: { header: Header; sections: Sections },
    key: Buffer,
  ): Promise<Result<void>> => {
    const written = await writeAtomic(paths.vault, sealVaultFile(header, key, writeSections(sections)), {
      keepMode: false,
    })
    if (!written.ok) return written
    const stamp = await stampOf(paths.vault)
    cached = stamp.ok ? { stamp: stamp.value, header, sections } : null
    return ok(undefined)
  }

  /** Writes `sections` over `state`, with its key or, for the first time, a new one. */
  const replace = async (state: State, sections: Sections, lease: Lease): Promise<Result<void>> => {
    let header = state.header
    if (header === null) {
      const made = await keySource.create()
      if (!made.ok) return made
      masterKey.keep(made.value.key)
      header = { key: made.value.header, keyId: keyIdOf(made.value.key) }
    }
    const key = await masterKey.open(header)
    if (!key.ok) return key
    if (lease.lost()) return failed({ kind: 'file-busy', path: paths.vault })
    if (isLocked()) return failed({ kind: 'vault-locked' })
    return save({ header, sections }, key.value)
  }

  /** Runs `change` under the lock; false when a vault must first be made, for which a person may have to be asked. */
  const attempt = <R>(
    change: (draft: VaultContents) => R,
    mayMake: boolean,
  ): Promise<Result<{ result: R } | false>> =>
    withLock(paths.vault, async (lease): Promise<Result<{ result: R } | false>> => {
      const state = await load(setAside)
      if (!state.ok) return state
      const { draft, finish } = createDraft(state.value.sections)
      const result = change(draft)
      if (result instanceof Promise) throw new Error('A change of the vault must not wait.')
      const sections = finish()
      if (sections === null) return ok({ result })
      if (state.value.header === null && !mayMake) return ok(false)
      const replaced = await replace(state.value, sections, lease)
      return replaced.ok ? ok({ result }) : replaced
    })

  const update = async <R>(change: (draft: VaultContents) => R): Promise<Result<R>> => {
    // Whoever must be asked is asked before the lock is taken, so that others wait for it only briefly.
    const opened = await loadAndMend()
    if (!opened.ok) return opened
    const first = await attempt(change, false)
    if (!first.ok) return first
    if (first.value !== false) return ok(first.value.result)
    const prepared = await keySource.prepare()
    if (!prepared.ok) return prepared
    const second = await attempt(change, true)
    return second.ok ? ok((second.value as { result: R }).result) : second
  }

  /** Makes an empty vault where there is none, so that its key has a place. */
  const begin = async (): Promise<Result<void>> => {
    const prepared = await keySource.prepare()
    if (!prepared.ok) return prepared
    return withLock(paths.vault, async lease => {
      const state = await load(setAside)
      if (!state.ok) return state
      return state.value.header === null ? replace(state.value, noSections, lease) : ok(undefined)
    })
  }

  return {
    update,
    write: (key, value) => update(draft => draft.set(key, value)),
    remove: key => update(draft => draft.remove(key)),
    async read(key) {
      const state = await loadAndMend()
      return state.ok ? ok(readEntry(state.value.sections, key)) : state
    },
    async list(kind) {
      const state = await loadAndMend()
      return state.ok ? ok(listEntries(state.value.sections, kind)) : state
    },
    setAside: () => lost,
    problem: () =>
      lost && `The vault could not be read, so an empty one began; the old one was kept: ${lost.path}`,
    lock: masterKey.lock,
    unlock: masterKey.unlock,
    locked: isLocked,
    onLockChange: masterKey.onLockChange,
    async usable() {
      const state = await loadAndMend()
      if (!state.ok) return state
      return state.value.header === null && !keySource.needsPerson() ? keySource.prepare() : ok(undefined)
    },
    ready: () => !isLocked() && masterKey.known() !== null,
    async subkey(purpose) {
      const began = await loadAndMend()
      if (!began.ok) return began
      if (began.value.header === null) {
        const made = await begin()
        if (!made.ok) return made
      }
      const master = masterKey.known()
      return isLocked() || master === null
        ? failed({ kind: 'vault-locked' })
        : ok({ key: deriveKey(master, purpose), keyId: keyIdOf(master) })
    },
  }
}
