// Turns an arrival into a session that is kept: its record, then the AWS files and the vault together, or neither.
import type { Target } from '../../shared/catalog.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Route } from '../../shared/route.ts'
import type { ProfileMode } from '../../shared/session.ts'
import type { Arrival } from '../routes/journey.ts'
import { lastPart } from '../routes/trip.ts'
import type { SessionBookDeps } from './book-deps.ts'
import { type ProfileWish, writeProfile } from './deliver-profile.ts'
import type { Opening } from './guards.ts'
import type { SessionStore } from './session-store.ts'
import type { StoredSession } from './stored-session.ts'

/** Whom the portal's own role session names, where nothing on the way asked for the name: the record says who it was. */
const portalUser = (route: Route, arrival: Arrival): string | null => {
  const [first] = arrival.hops
  return route.hops[0]?.kind === 'role-credentials' && first?.step === 1
    ? lastPart(first.assumedRoleArn)
    : null
}

export const composeSession = (facts: {
  readonly target: Target
  readonly route: Route
  readonly arrival: Arrival
  readonly opening: Opening
  /** As it was known before the journey. */
  readonly user: string | null
  readonly region: string
  readonly wished: number | null
  readonly profile: string | null
  readonly mode: ProfileMode | null
  readonly breakGlass: boolean
}): StoredSession => {
  const { target, route, arrival, opening } = facts
  return {
    version: 1,
    target: target.id,
    signIn: route.signIn,
    user: arrival.user ?? facts.user ?? portalUser(route, arrival),
    accountId: target.account.id,
    region: facts.region,
    assumedRoleArn: arrival.assumedRoleArn,
    accessKeyId: arrival.credentials.accessKeyId,
    secretAccessKey: arrival.credentials.secretAccessKey.reveal(),
    sessionToken: arrival.credentials.sessionToken.reveal(),
    startedAt: opening.openedAt,
    issuedAt: arrival.issuedAt,
    expiresAt: arrival.expiresAt,
    until: opening.until,
    // An emergency ends: who still needs the role says again why.
    silentUntil: facts.breakGlass ? 0 : arrival.silentUntil,
    wished: facts.wished,
    strategy: route.strategy,
    reason: opening.reason,
    profile: facts.profile,
    mode: facts.mode,
    hops: arrival.hops.map(hop => hop.key),
    chained: route.hops.length > 1 || route.signInKind !== 'iam-user',
    skewMs: arrival.skewMs,
  }
}

/**
 * Writes the profile, then the vault. When either fails, a new session leaves nothing behind and an older
 * one stays as it was. `before` = the living session of the same target.
 */
export const settleSession = async (
  deps: SessionBookDeps,
  store: SessionStore,
  session: StoredSession,
  before: StoredSession | null,
  wish: ProfileWish | null,
): Promise<Result<{ readonly stored: StoredSession; readonly notices: readonly string[] }>> => {
  const stored: StoredSession =
    wish === null ? session : { ...session, profile: wish.profile, mode: wish.mode }
  const isNew = stored.profile !== null && before?.profile !== stored.profile
  const written = await writeProfile(deps, stored, wish?.replaceForeign === true)
  if (!written.ok) return written
  const kept = await store.write(stored)
  if (!kept.ok) {
    // A block without its session would be a key that nobody can see or stop.
    if (isNew && stored.profile !== null) await deps.profiles.remove([stored.profile])
    return kept
  }
  if (isNew && stored.profile !== null) {
    const claimed = await store.claimProfile(stored.target, stored.profile)
    if (!claimed.ok) return claimed
  }
  if (before?.profile && before.profile !== stored.profile) {
    // A new name for the same profile: one step to undo, although the old one goes only after all else has worked.
    const removed = await deps.profiles.remove([before.profile], { partOf: stored.profile ?? undefined })
    if (!removed.ok) return removed
  }
  return ok({ stored, notices: written.value })
}
