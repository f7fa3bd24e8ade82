// What AWS taught by refusing: lengths a role does not give, codes it finds too old. Kept for the next plan.
import type { SignInId, TargetId } from '../../shared/names.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Vault } from '../vault/vault.ts'
import { jsonKey } from '../vault/vault-key.ts'
import type { Lessons } from './journey.ts'
import type { LearnedLength } from './rules.ts'

type Lesson = LearnedLength & {
  /** The smallest age of an MFA session, in seconds, that was refused where a fresh code was not. */
  readonly mfaTooOldAt: number | null
  readonly at: number
}

const kind = 'lesson'
const keyOf = (target: TargetId) => jsonKey<Lesson>(kind, target)

/** Roles are changed by their owners; after a week the old lesson is tried again. */
const lastsMs = 7 * 24 * 3_600_000

const fresh = (lesson: Lesson | undefined, now: number): Lesson | null =>
  lesson && now - lesson.at < lastsMs ? lesson : null

export const readLessons = async (vault: Vault, now: number): Promise<Result<Lessons>> => {
  const listed = await vault.list(kind)
  if (!listed.ok) return listed
  const lessons = new Map(listed.value.map(({ key, value }) => [key, value as Lesson]))
  return ok({
    roleLength: target => fresh(lessons.get(target), now),
    mfaTooOldAt: target => fresh(lessons.get(target), now)?.mfaTooOldAt ?? null,
  })
}

type SourceKind = 'key' | 'session'
const sourceKey = (signIn: SignInId) => jsonKey<SourceKind>('source-kind', signIn)

/** What a profile or a command gave last: a user's own key, or a session; by sign-in. */
export const readSources = async (vault: Vault): Promise<Result<ReadonlyMap<SignInId, SourceKind>>> => {
  const listed = await vault.list('source-kind')
  return listed.ok ? ok(new Map(listed.value.map(({ key, value }) => [key, value as SourceKind]))) : listed
}

export const learnSource = (vault: Vault, signIn: SignInId, kind: SourceKind): Promise<Result<void>> =>
  vault.update(draft => {
    if (draft.get(sourceKey(signIn)) !== kind) draft.set(sourceKey(signIn), kind)
  })

/** Adds to what is known of a target: lengths widen what was granted, ages and refusals narrow. Writes only news. */
export const learn = (
  vault: Vault,
  target: TargetId,
  news: { readonly granted?: number; readonly refused?: number; readonly mfaTooOldAt?: number },
  now: number,
): Promise<Result<void>> =>
  vault.update(draft => {
    const before = fresh(draft.get(keyOf(target)) ?? undefined, now)
    const least = (old: number | null | undefined, found: number | undefined): number | null =>
      found === undefined ? (old ?? null) : Math.min(old ?? Number.POSITIVE_INFINITY, found)
    const granted = Math.max(before?.granted ?? 0, news.granted ?? 0)
    const refused = least(before?.refused, news.refused)
    const lesson: Omit<Lesson, 'at'> = {
      granted:
        granted === 0 || (refused !== null && granted >= refused && news.refused !== undefined)
          ? null
          : granted,
      // A length that was given now is no longer one that is refused.
      refused: refused !== null && news.granted !== undefined && news.granted >= refused ? null : refused,
      mfaTooOldAt: least(before?.mfaTooOldAt, news.mfaTooOldAt),
    }
    const same =
      before?.granted === lesson.granted &&
      before.refused === lesson.refused &&
      before.mfaTooOldAt === lesson.mfaTooOldAt
    if (!same) draft.set(keyOf(target), { ...lesson, at: now })
  })
