// Keeps the last states of the two AWS files, sealed, so that each of our changes can be taken back.
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { failed, ok, type Result } from '../../shared/result.ts'
import { hashOf, readBytes, readText, writeAtomic } from '../disk/atomic-write.ts'
import type { Sealer } from '../vault/seal.ts'
import type { AwsTexts } from './owned-profiles.ts'

/** One change of ours; `before` and `after` name sealed states by their hash. */
export type Change = {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly what: 'write' | 'remove' | 'undo'
  readonly profiles: readonly string[]
  readonly before: string
  readonly after: string
}

export type Timeline = {
  /** Oldest first. */
  readonly changes: readonly Change[]
  /** Changes that were taken back, the next to be redone last. A new change of ours puts them behind it. */
  readonly undone: readonly Change[]
}

export const mostChanges = 20

export type History = {
  /** True when keeping a state will ask neither a person nor the keychain. */
  ready(): boolean
  read(): Promise<Timeline>
  /** Seals a state and names it. Fails as the sealer does, or with file-unwritable. */
  keep(texts: AwsTexts): Promise<Result<string>>
  /** Fails as the sealer does, with vault-damaged, or with file-unreadable. */
  open(state: string): Promise<Result<AwsTexts>>
  /** Stores the timeline, at most 20 changes, and removes states that none of them needs. */
  write(timeline: Timeline): Promise<Result<void>>
}

const empty: Timeline = { changes: [], undone: [] }

/** The name a state has, kept or not. */
export const stateOf = (texts: AwsTexts): string => hashOf(JSON.stringify([texts.config, texts.credentials]))

/** `folder` belongs to one pair of AWS files: states of another pair must never be written into this one. */
export const createHistory = (folder: string, sealer: Sealer): History => {
  const index = join(folder, 'timeline.json')
  const fileOf = (state: string): string => join(folder, `${state}.sealed`)

  return {
    ready: () => sealer.ready(),

    async read() {
      const text = await readText(index)
      if (!text.ok || text.value === null) return empty
      try {
        const found = JSON.parse(text.value) as Timeline
        return Array.isArray(found.changes) && Array.isArray(found.undone) ? found : empty
      } catch {
        return empty
      }
    },

    async keep(texts) {
      const state = stateOf(texts)
      const there = await readBytes(fileOf(state))
      if (there.ok && there.value !== null) return ok(state)
      const sealed = await sealer.seal(Buffer.from(JSON.stringify(texts)))
      if (!sealed.ok) return sealed
      // A power cut that loses a state loses an undo; no secret and no profile hangs on it.
      const written = await writeAtomic(fileOf(state), sealed.value, { durable: false })
      return written.ok ? ok(state) : written
    },

    async open(state) {
      const sealed = await readBytes(fileOf(state))
      if (!sealed.ok) return sealed
      if (sealed.value === null) return failed({ kind: 'nothing-to-undo' })
      const plain = await sealer.open(sealed.value)
      if (!plain.ok) return plain
      return ok(JSON.parse(plain.value.toString('utf8')) as AwsTexts)
    },

    async write(timeline) {
      const kept: Timeline = {
        ...timeline,
        changes: timeline.changes.slice(-mostChanges),
        undone: timeline.undone.slice(-mostChanges),
      }
      const written = await writeAtomic(index, JSON.stringify(kept), { durable: false })
      if (!written.ok) return written
      const needed = new Set(
        [...kept.changes, ...kept.undone].flatMap(change => [change.before, change.after]),
      )
      for (const name of await readdir(folder)) {
        const state = /^([0-9a-f]{64})\.sealed$/.exec(name)?.[1]
        if (state && !needed.has(state)) await rm(join(folder, name), { force: true })
      }
      return ok(undefined)
    },
  }
}
