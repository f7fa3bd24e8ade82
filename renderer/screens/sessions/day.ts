// What the record says of sessions: what each live one was handed out for, and which ended today.
import type { ActivityRow } from '../../../shared/activity.ts'
import type { SessionView } from '../../../shared/session.ts'
import type { IconName } from '../../parts/icon.tsx'

export type Use = {
  readonly key: string
  readonly icon: IconName
  readonly words: string
  readonly title: string
}

type Kind = { readonly icon: IconName; readonly one: string; readonly many: string; readonly title: string }

const kinds: Readonly<Record<string, Kind>> = {
  console: { icon: 'console', one: 'Console', many: 'consoles', title: 'Opened in the AWS console' },
  terminal: {
    icon: 'terminal',
    one: '1 terminal',
    many: 'terminals',
    title: 'Terminals opened as this target',
  },
  environment: {
    icon: 'copy',
    one: 'Environment',
    many: 'environments',
    title: 'Keys handed to an environment: they work until the session ends',
  },
  exec: { icon: 'command', one: '1 command', many: 'commands', title: 'Commands run as this target' },
  endpoint: {
    icon: 'plug',
    one: 'Endpoint',
    many: 'endpoints',
    title: 'Served to programs as container credentials',
  },
  process: { icon: 'plug', one: 'Process', many: 'Process', title: 'Answered to credential_process' },
}

const deliveryOf = (row: ActivityRow): string | null =>
  row.outcome !== 'done'
    ? null
    : row.what === 'console'
      ? 'console'
      : row.what === 'delivery'
        ? (row.detail ?? '')
        : null

/** Its profile first, then what it was handed out for since it began. @param rows oldest first */
export const usesOf = (session: SessionView, rows: readonly ActivityRow[]): readonly Use[] => {
  const counts = new Map<string, number>()
  for (const row of rows) {
    if (row.target !== session.target || row.at < session.startedAt) continue
    const delivery = deliveryOf(row)
    if (delivery !== null) counts.set(delivery, (counts.get(delivery) ?? 0) + 1)
  }
  const handed = Object.entries(kinds).flatMap(([key, kind]) => {
    const count = counts.get(key) ?? 0
    if (count === 0) return []
    const words =
      count === 1 || kind.many === kind.one ? kind.one : `${count.toLocaleString('en')} ${kind.many}`
    return [{ key, icon: kind.icon, words, title: kind.title }]
  })
  return session.profile === null
    ? handed
    : [
        {
          key: 'profile',
          icon: 'file',
          words: session.profile,
          title: `Profile ${session.profile}, ${session.mode ?? 'keys'} mode`,
        },
        ...handed,
      ]
}

/** Why it was opened, where somebody had to say it. */
export const reasonOf = (session: SessionView, rows: readonly ActivityRow[]): string | null =>
  rows.findLast(
    row => row.target === session.target && row.what === 'session-start' && row.reason !== undefined,
  )?.reason ?? null

export type Ended = {
  readonly target: string
  readonly environment: string | null
  /** When it was stopped, ISO-8601 UTC; null = it ran to its end. */
  readonly stoppedAt: string | null
  readonly profile: string | null
  /** When it was last opened or renewed. */
  readonly openedAt: string
}

const opens = new Set(['session-start', 'session-renew'])

/** Those opened or stopped since `since` that live no more, the latest first. @param rows oldest first */
export const endedSince = (
  rows: readonly ActivityRow[],
  live: ReadonlySet<string>,
  since: string,
): readonly Ended[] => {
  const found = new Map<string, Ended>()
  for (const row of rows) {
    const { target, at } = row
    if (target === undefined || row.outcome !== 'done' || at < since || live.has(target)) continue
    if (opens.has(row.what)) {
      const profile = /^profile (\S+)$/.exec(row.detail ?? '')?.[1] ?? null
      const before = found.get(target)
      found.set(target, {
        target,
        environment: row.environment ?? null,
        stoppedAt: null,
        profile: profile ?? (before?.stoppedAt === null ? before.profile : null),
        openedAt: at,
      })
    } else if (row.what === 'session-stop') {
      const { environment = null, profile = null, openedAt = at } = found.get(target) ?? {}
      found.set(target, { target, environment, stoppedAt: at, profile, openedAt })
    }
  }
  const last = (one: Ended): string => one.stoppedAt ?? one.openedAt
  return [...found.values()].sort((a, b) => last(b).localeCompare(last(a)))
}
