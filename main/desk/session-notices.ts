// Keeps what was said about sessions for as long as it is of use to somebody who looks at the window.
import type { SessionView } from '../../shared/session.ts'
import type { SessionNoticeView } from '../../shared/snapshot.ts'
import type { Clock } from '../clock.ts'
import type { SessionNotice } from '../sessions/sessions.ts'

/** After this nobody is helped by it, in ms. */
const longest = 15 * 60_000
/** A session with so much left was renewed since, in ms: what was said of its end no longer holds. */
const renewed = 10 * 60_000

export interface SessionNotices {
  add(notice: SessionNotice): void
  /** What still holds, the latest first, one for each target. */
  now(live: readonly SessionView[]): readonly SessionNoticeView[]
}

export const createSessionNotices = (clock: Clock): SessionNotices => {
  const told = new Map<string, { readonly sentence: string; readonly at: number }>()
  return {
    add({ target, sentence }) {
      told.set(target, { sentence, at: clock.now() })
    },
    now(live) {
      const time = clock.now()
      const ends = new Map(live.map(({ target, expiresAt }) => [target, Date.parse(expiresAt)]))
      for (const [target, { at }] of told)
        if (time - at > longest || (ends.get(target) ?? 0) - time > renewed) told.delete(target)
      return [...told]
        .sort(([, a], [, b]) => b.at - a.at)
        .map(([target, { sentence, at }]) => ({ target, sentence, at: new Date(at).toISOString() }))
    },
  }
}
