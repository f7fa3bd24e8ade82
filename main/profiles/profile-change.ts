// Makes one change to the two AWS files: plan, keep the states for undo, apply, and correct what raced.
import { ok, type Result } from '../../shared/result.ts'
import { fileProblems } from './aws-file.ts'
import type { Edits, HeldPair } from './file-pair.ts'
import { type Change, type History, stateOf, type Timeline } from './history.ts'
import type { AwsTexts } from './owned-profiles.ts'
import { shapeOf } from './profile-plan.ts'
import type { AwsFile } from './section-names.ts'

export type ProfileChange = {
  /** Paths of the files that were changed. */
  readonly changed: readonly string[]
  /** Profiles whose blocks were changed. */
  readonly profiles: readonly string[]
  /** Sentences a person should see. */
  readonly notices: readonly string[]
}

/** `partOf`: a profile whose write, when it was the last change, makes one step with this one. */
type Entry = Pick<Change, 'at' | 'what' | 'profiles'> & { readonly partOf?: string | undefined }

const files: readonly AwsFile[] = ['config', 'credentials']

/**
 * Applies `edits` as one change. With `mustKeep` nothing is written unless it can be undone; without it, keys go
 * even while the vault is locked. A renewal, which changes the values in our blocks alone, is no change to undo.
 */
export const makeChange = async (
  history: History,
  held: HeldPair,
  paths: Readonly<Record<AwsFile, string>>,
  edits: Edits,
  entry: Entry,
  mustKeep: boolean,
): Promise<Result<ProfileChange>> => {
  const texts = await held.read()
  if (!texts.ok) return texts
  const config = edits.config(texts.value.config)
  if (!config.ok) return config
  const credentials = edits.credentials(texts.value.credentials)
  if (!credentials.ok) return credentials
  const planned: AwsTexts = { config: config.value, credentials: credentials.value }
  if (files.every(file => planned[file] === texts.value[file]))
    return ok({ changed: [], profiles: [], notices: [] })

  const renewal = files.every(file => shapeOf(planned[file], file) === shapeOf(texts.value[file], file))
  const keeps = !renewal && (mustKeep || history.ready())
  const timeline = await history.read()
  const joined = joinedWith(timeline, entry, texts.value)
  if (keeps) {
    const kept = await (joined
      ? putLast(history, timeline.changes.slice(0, -1), joined, planned)
      : addChange(history, timeline, entry, texts.value, planned))
    if (!kept.ok && mustKeep) return kept
  }
  const applied = await held.apply(edits)
  if (!applied.ok) return applied
  const { before, after, changed } = applied.value
  // Another program wrote between planning and swapping: what is kept must be what really was there.
  if (keeps && files.some(file => before[file] !== texts.value[file] || after[file] !== planned[file])) {
    // What came in between belongs to neither of two joined changes, so they are two again.
    if (joined) await history.keep(texts.value)
    await addChange(history, timeline, entry, before, after)
  }
  return ok({ changed, profiles: entry.profiles, notices: noticesOf(after, paths) })
}

const noticesOf = (texts: AwsTexts, paths: Readonly<Record<AwsFile, string>>): string[] =>
  files.flatMap(file =>
    fileProblems(texts[file]).map(problem => `${paths[file]}, line ${problem.line}: ${problem.message}`),
  )

/** The last change grown by this one, which is part of it; null when it is none, or something happened in between. */
const joinedWith = (timeline: Timeline, entry: Entry, now: AwsTexts): Omit<Change, 'after'> | null => {
  const last = timeline.changes.at(-1)
  if (entry.partOf === undefined || last?.what !== 'write' || timeline.undone.length > 0) return null
  if (!last.profiles.includes(entry.partOf) || last.after !== stateOf(now)) return null
  return { ...last, at: entry.at, profiles: [...new Set([...last.profiles, ...entry.profiles])] }
}

/**
 * Puts a change at the end of the line before it is made, so that a crash after it leaves no change without its
 * undo. Changes that were taken back before it stay reachable: they are kept as made, then as taken back.
 */
const addChange = async (
  history: History,
  timeline: Timeline,
  { at, what, profiles }: Entry,
  before: AwsTexts,
  after: AwsTexts,
): Promise<Result<void>> => {
  const from = await history.keep(before)
  if (!from.ok) return from
  const earlier = [...timeline.changes, ...settled(timeline, at)]
  return putLast(history, earlier, { at, what, profiles, before: from.value }, after)
}

const putLast = async (
  history: History,
  earlier: readonly Change[],
  change: Omit<Change, 'after'>,
  after: AwsTexts,
): Promise<Result<void>> => {
  const to = await history.keep(after)
  if (!to.ok) return to
  return history.write({ changes: [...earlier, { ...change, after: to.value }], undone: [] })
}

const settled = ({ undone }: Timeline, at: number): Change[] => {
  const [last, first] = [undone[0], undone.at(-1)]
  if (!last || !first) return []
  const profiles = [...new Set(undone.flatMap(change => change.profiles))]
  return [...undone.toReversed(), { at, what: 'undo', profiles, before: last.after, after: first.before }]
}
