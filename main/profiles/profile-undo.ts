// Walks along the line of our changes, back and forth, leaving what others wrote where it is.
import { failed, ok, type Result } from '../../shared/result.ts'
import { fileProblems } from './aws-file.ts'
import type { Edits, HeldPair } from './file-pair.ts'
import { type Change, type History, stateOf, type Timeline } from './history.ts'
import { blocking } from './ini-problems.ts'
import { type AwsTexts, ownedProfiles } from './owned-profiles.ts'
import type { ProfileChange } from './profile-change.ts'
import { reverseChange } from './profile-reverse.ts'
import type { AwsFile } from './section-names.ts'

export type UndoneChange = 'undo' | 'redo'

/** One change to reverse: the files go from `after` to `before`. */
type Step = { readonly change: Change; readonly before: AwsTexts; readonly after: AwsTexts }

const files: readonly AwsFile[] = ['config', 'credentials']

type Plan = {
  /** What is left to take back once these steps are done. */
  readonly line: readonly Change[]
  readonly steps: readonly Step[]
  readonly found: AwsTexts
  readonly edits: Edits
  readonly planned: AwsTexts
}

const planBack = async (
  history: History,
  timeline: Timeline,
  held: HeldPair,
  paths: Readonly<Record<AwsFile, string>>,
  count: number,
  direction: UndoneChange,
): Promise<Result<Plan>> => {
  const found = await held.read()
  if (!found.ok) return found
  const line = direction === 'undo' ? [...timeline.changes] : [...timeline.undone]
  const steps: Step[] = []
  let texts = found.value
  while (steps.length < count) {
    const change = line.pop()
    if (!change) return failed({ kind: 'nothing-to-undo', ...(steps.length > 0 && { kept: steps.length }) })
    const [from, to] = direction === 'undo' ? [change.after, change.before] : [change.before, change.after]
    // A change that a crash or a full disk prevented, or that is gone by other ways, is no step.
    if (stateOf(texts) === to && from !== to) continue
    const [after, before] = [await history.open(from), await history.open(to)]
    if (!after.ok) return after
    if (!before.ok) return before
    const step = { change, before: before.value, after: after.value }
    texts = reverseBoth(texts, step)
    steps.push(step)
  }

  const backIn =
    (file: AwsFile) =>
    (text: string | null): Result<string | null> => {
      const next = steps.reduce(
        (current, step) => reverseChange(current, file, step.before[file], step.after[file]).text,
        text,
      )
      const asBefore = next === steps.at(-1)?.before[file] || next === text
      const problems = asBefore ? [] : blocking(fileProblems(next))
      return problems.length > 0 ? failed({ kind: 'file-invalid', path: paths[file], problems }) : ok(next)
    }
  const edits = { config: backIn('config'), credentials: backIn('credentials') }
  const config = edits.config(found.value.config)
  if (!config.ok) return config
  const credentials = edits.credentials(found.value.credentials)
  if (!credentials.ok) return credentials
  const planned = { config: config.value, credentials: credentials.value }
  return ok({ line, steps, found: found.value, edits, planned })
}

/**
 * Takes `count` changes back, or makes as many again. Where a file holds exactly what the change left, it gets
 * exactly what was there before, byte for byte; where others wrote since, or keys were renewed, our blocks alone go
 * back. Fails with nothing-to-undo when there are not as many changes, with file-invalid when a tool would refuse
 * the outcome, with vault-damaged when a kept state was altered, or as the sealer does.
 */
export const takeBack = async (
  history: History,
  held: HeldPair,
  paths: Readonly<Record<AwsFile, string>>,
  count: number,
  direction: UndoneChange,
): Promise<Result<ProfileChange>> => {
  const timeline = await history.read()
  const plan = await planBack(history, timeline, held, paths, count, direction)
  if (!plan.ok) return plan
  const { line, steps, found, edits } = plan.value
  const applied = await held.apply(edits)
  if (!applied.ok) return applied
  const done = steps.map(step => step.change)
  const written = await history.write(
    direction === 'undo'
      ? { changes: line, undone: [...timeline.undone, ...done] }
      : { changes: [...timeline.changes, ...done], undone: line },
  )
  if (!written.ok) return written
  return ok({
    changed: applied.value.changed,
    profiles: [...new Set(done.flatMap(change => change.profiles))],
    notices: noticesOf(steps, found, paths),
  })
}

export type UndoPreview = {
  /** Profiles of ours that would be there again, be gone, or hold something else. */
  readonly back: readonly string[]
  readonly gone: readonly string[]
  readonly other: readonly string[]
  readonly files: readonly string[]
  readonly notices: readonly string[]
}

/** What `takeBack` would do, by name: nothing is written. Fails as it does. */
export const previewBack = async (
  history: History,
  held: HeldPair,
  paths: Readonly<Record<AwsFile, string>>,
  count: number,
): Promise<Result<UndoPreview>> => {
  const plan = await planBack(history, await history.read(), held, paths, count, 'undo')
  if (!plan.ok) return plan
  const { steps, found, planned } = plan.value
  const namesIn = (texts: AwsTexts) => new Set(ownedProfiles(texts, paths).map(owned => owned.profile))
  const [now, then] = [namesIn(found), namesIn(planned)]
  const touched = [...new Set(steps.flatMap(step => step.change.profiles))].toSorted()
  return ok({
    back: touched.filter(name => then.has(name) && !now.has(name)),
    gone: touched.filter(name => now.has(name) && !then.has(name)),
    other: touched.filter(name => now.has(name) === then.has(name)),
    files: files.filter(file => planned[file] !== found[file]).map(file => paths[file]),
    notices: noticesOf(steps, found, paths),
  })
}

const reverseBoth = (texts: AwsTexts, step: Step): AwsTexts => ({
  config: reverseChange(texts.config, 'config', step.before.config, step.after.config).text,
  credentials: reverseChange(
    texts.credentials,
    'credentials',
    step.before.credentials,
    step.after.credentials,
  ).text,
})

/** Says where not the exact earlier file came back, and which profiles were left to whoever made them since. */
const noticesOf = (
  steps: readonly Step[],
  found: AwsTexts,
  paths: Readonly<Record<AwsFile, string>>,
): string[] =>
  files.flatMap(file => {
    const notices: string[] = []
    let text = found[file]
    let exact = true
    for (const step of steps) {
      exact &&= text === step.after[file]
      const reversed = reverseChange(text, file, step.before[file], step.after[file])
      for (const name of reversed.left)
        notices.push(
          `Another program has made a profile ${name} in ${paths[file]} since; it was left as it is.`,
        )
      text = reversed.text
    }
    if (!exact && text !== found[file])
      notices.unshift(
        `${paths[file]} was changed since: that stays, and only Switchyard's own blocks go back.`,
      )
    return notices
  })
