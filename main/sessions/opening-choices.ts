// What of a kept session still serves an opening, and what the opening asks of the AWS files; pure.
import type { Target } from '../../shared/catalog.ts'
import type { Failure } from '../../shared/failure.ts'
import type { ProfileMode } from '../../shared/session.ts'
import { ticketIn } from '../../shared/ticket.ts'
import { type ProfileWish, profileNameOf } from './deliver-profile.ts'
import type { Opening } from './guards.ts'
import type { OpenWishes } from './sessions.ts'
import { isOpen, readyToIssue, type StoredSession } from './stored-session.ts'

/** The opening that is still good, or null. Who gives a reason anew opens anew. @param now ms since the epoch */
export const livingOpening = (
  stored: StoredSession | null,
  wishes: OpenWishes,
  now: number,
): Opening | null =>
  stored && isOpen(stored, now) && wishes.reason === undefined && wishes.confirm === undefined
    ? { openedAt: stored.startedAt, until: stored.until, reason: stored.reason }
    : null

/** Living credentials do, unless the person asked for others. */
export const stillDoes = (
  stored: StoredSession | null,
  opening: Opening,
  wishes: OpenWishes,
  now: number,
): boolean =>
  stored !== null &&
  wishes.force !== true &&
  readyToIssue(stored, now, wishes.minSeconds ?? null) &&
  (wishes.seconds === undefined || wishes.seconds === stored.wished) &&
  ticketIn(opening.reason) === ticketIn(stored.reason)

/**
 * Credentials that still live are better than none, where the caller asked for no particular length.
 * @param left the caller has gone, so that what was cancelled is no person's no
 */
export const makesDo = (
  stored: StoredSession,
  wishes: OpenWishes,
  failure: Failure,
  left: boolean,
  now: number,
): boolean =>
  !(wishes.write || wishes.force || wishes.minSeconds !== undefined) &&
  isOpen(stored, now + 60_000) &&
  failure.kind !== 'interrupted' &&
  (failure.kind !== 'cancelled' || left)

/** The profile that is to be written or kept fresh; null where there is none. */
export const profileWish = (
  target: Target,
  stored: StoredSession | null,
  wishes: OpenWishes,
  who: { readonly user: string | null; readonly reason: string | null },
  /** The person's settings: their template of a name, and the mode. */
  own: { readonly name: string | null; readonly mode: ProfileMode },
): ProfileWish | null => {
  const kept = stored?.profile ?? null
  if (!wishes.write && kept === null) return null
  const named = wishes.profile ?? (wishes.write ? profileNameOf(target, own.name, who) : kept)
  return {
    profile: named ?? '',
    mode:
      wishes.mode ??
      (kept === null || wishes.write ? null : stored?.mode) ??
      (wishes.write ? own.mode : 'keys'),
    replaceForeign: wishes.replaceForeign === true,
  }
}
