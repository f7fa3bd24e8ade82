// Writes our profiles into the person's two AWS files and takes them out again: locked, swapped whole, undoable.
import { join } from 'node:path'
import type { Problem } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Clock } from '../clock.ts'
import { hashOf, removeLeftovers } from '../disk/atomic-write.ts'
import type { Sealer } from '../vault/seal.ts'
import { fileProblems } from './aws-file.ts'
import { findFences } from './fences.ts'
import { createFilePair, type Edits, type HeldPair } from './file-pair.ts'
import { type Change, createHistory } from './history.ts'
import { parseIni } from './ini.ts'
import { type AwsTexts, type OwnedProfile, ownedProfiles, staleProfiles } from './owned-profiles.ts'
import { checkBlock, type ProfileBlock } from './profile-block.ts'
import { makeChange, type ProfileChange } from './profile-change.ts'
import { foreignSections } from './profile-edit.ts'
import { damageOf, planRemove, planWrite } from './profile-plan.ts'
import { previewBack, takeBack, type UndoneChange, type UndoPreview } from './profile-undo.ts'
import type { AwsFile } from './section-names.ts'

export type ProfileCheck = {
  /** Paths of the files in which someone else has a profile of this name. */
  readonly foreign: readonly string[]
  readonly problems: readonly { readonly path: string; readonly problem: Problem }[]
}

export type ProfileFiles = {
  /**
   * Writes one profile. Fails with bad-input, foreign-profile (unless `replaceForeign`), file-invalid,
   * file-unreadable, file-unwritable, file-busy, or as the sealer does; then both files are as they were.
   */
  write(block: ProfileBlock, options?: { readonly replaceForeign?: boolean }): Promise<Result<ProfileChange>>
  /** Writes all or none. */
  writeMany(
    blocks: readonly ProfileBlock[],
    options?: { readonly replaceForeign?: boolean },
  ): Promise<Result<ProfileChange>>
  /**
   * Removes what is ours of these names, also with the vault locked; names that are not there are no failure. With
   * `partOf`, the profile that was just written in their stead, both are one step to undo.
   */
  remove(
    profiles: readonly string[],
    options?: { readonly partOf?: string | undefined },
  ): Promise<Result<ProfileChange>>
  list(): Promise<Result<OwnedProfile[]>>
  /** Removes our blocks whose keys have ended at `now` (ms), and what a killed process left behind. */
  sweep(now?: number): Promise<Result<ProfileChange>>
  /**
   * Takes our last `count` changes back, keeping what others changed since; a negative count makes them again.
   * Repeated, it goes further back. Fails with nothing-to-undo, then nothing was changed.
   */
  undo(count?: number): Promise<Result<ProfileChange>>
  /** What `undo(count)` would do, by name; writes nothing. Fails as `undo` does. */
  previewUndo(count: number): Promise<Result<UndoPreview>>
  /** Makes the last `count` changes that were taken back again. Fails with nothing-to-undo. */
  redo(count?: number): Promise<Result<ProfileChange>>
  /** Newest first; those with `undone` are taken back and can be redone. */
  history(): Promise<readonly (Pick<Change, 'at' | 'what' | 'profiles'> & { readonly undone: boolean })[]>
  /** What would stand in the way of writing this name, and everything that is wrong with the files. */
  check(profile: string): Promise<Result<ProfileCheck>>
}

export type ProfileFilesDeps = {
  readonly paths: {
    readonly awsConfig: string
    readonly awsCredentials: string
    readonly profileHistory: string
    readonly locks: string
  }
  readonly sealer: Sealer
  readonly clock: Pick<Clock, 'now'>
}

const files: readonly AwsFile[] = ['config', 'credentials']

export const createProfileFiles = ({ paths, sealer, clock }: ProfileFilesDeps): ProfileFiles => {
  const pair = createFilePair({ config: paths.awsConfig, credentials: paths.awsCredentials }, paths.locks)
  const pairName = hashOf(`${paths.awsConfig}\n${paths.awsCredentials}`).slice(0, 16)
  const history = createHistory(join(paths.profileHistory, pairName), sealer)

  const writeMany: ProfileFiles['writeMany'] = async (blocks, options = {}) => {
    for (const block of blocks) {
      const checked = checkBlock(block)
      if (!checked.ok) return checked
    }
    const replace = options.replaceForeign === true
    const edits: Edits = {
      config: planWrite(pair.paths.config, 'config', blocks, replace),
      credentials: planWrite(pair.paths.credentials, 'credentials', blocks, replace),
    }
    const names = blocks.map(block => block.profile)
    return pair.hold(held =>
      makeChange(history, held, pair.paths, edits, { at: clock.now(), what: 'write', profiles: names }, true),
    )
  }

  const removeHeld = (
    held: HeldPair,
    profiles: readonly string[],
    partOf: string | undefined,
  ): Promise<Result<ProfileChange>> => {
    const edits: Edits = {
      config: planRemove('config', profiles),
      credentials: planRemove('credentials', profiles),
    }
    const entry = { at: clock.now(), what: 'remove', profiles, partOf } as const
    return makeChange(history, held, pair.paths, edits, entry, false)
  }

  const step = async (count: number, direction: UndoneChange): Promise<Result<ProfileChange>> =>
    pair.hold(held => takeBack(history, held, pair.paths, count, direction))

  return {
    write: (block, options) => writeMany([block], options),
    writeMany,

    remove: (profiles, options = {}) =>
      pair.hold(async held => {
        const removed = await removeHeld(held, profiles, options.partOf)
        if (!removed.ok) return removed
        const texts = await held.read()
        if (!texts.ok) return texts
        for (const file of files) {
          const problems = damageOf(texts.value[file], file, profiles)
          if (problems.length > 0) return failed({ kind: 'file-invalid', path: pair.paths[file], problems })
        }
        return removed
      }),

    async list() {
      const texts = await pair.read()
      return texts.ok ? ok(ownedProfiles(texts.value, pair.paths)) : texts
    },

    async sweep(now = clock.now()) {
      for (const file of files) await removeLeftovers(pair.paths[file])
      const stale = (texts: AwsTexts): string[] =>
        staleProfiles(ownedProfiles(texts, pair.paths), pair.paths.credentials, now).map(
          owned => owned.profile,
        )
      const seen = await pair.read()
      if (!seen.ok) return seen
      if (stale(seen.value).length === 0) return ok({ changed: [], profiles: [], notices: [] })
      return pair.hold(async held => {
        const texts = await held.read()
        if (!texts.ok) return texts
        const names = stale(texts.value)
        const applied = await held.apply({
          config: planRemove('config', names),
          credentials: planRemove('credentials', names),
        })
        return applied.ok ? ok({ changed: applied.value.changed, profiles: names, notices: [] }) : applied
      })
    },

    undo: (count = 1) => (count < 0 ? step(-count, 'redo') : step(count, 'undo')),
    redo: (count = 1) => step(count, 'redo'),
    previewUndo: count => pair.hold(held => previewBack(history, held, pair.paths, count)),

    async history() {
      const { changes, undone } = await history.read()
      const shown = (change: Change, isUndone: boolean) => ({
        at: change.at,
        what: change.what,
        profiles: change.profiles,
        undone: isUndone,
      })
      return [
        ...undone.map(change => shown(change, true)),
        ...changes.toReversed().map(change => shown(change, false)),
      ]
    },

    async check(profile) {
      const texts = await pair.read()
      if (!texts.ok) return texts
      const lines = {
        config: parseIni(texts.value.config ?? ''),
        credentials: parseIni(texts.value.credentials ?? ''),
      }
      return ok({
        foreign: files
          .filter(file => foreignSections(lines[file], file, new Set([profile])).length > 0)
          .map(file => pair.paths[file]),
        problems: files.flatMap(file =>
          [...fileProblems(texts.value[file]), ...findFences(lines[file], file).damage].map(problem => ({
            path: pair.paths[file],
            problem,
          })),
        ),
      })
    },
  }
}
