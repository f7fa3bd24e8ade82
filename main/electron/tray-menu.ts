// The tray's menu, its words and its look, as pure functions of what the window would show.
import { type Look, lookOf } from '../../shared/environment-look.ts'
import type { TargetId } from '../../shared/names.ts'
import type { SessionView } from '../../shared/session.ts'
import type { SignInView, Snapshot } from '../../shared/snapshot.ts'
import type { TargetRow } from '../../shared/target-row.ts'
import { countdown, timeLeft } from '../../shared/time-left.ts'
import type { Item } from './menu-item.ts'
import { palettePlace, targetPlace } from './place.ts'

export type TrayView = {
  readonly snapshot: Snapshot
  readonly rows: readonly TargetRow[]
  /** Targets used last, the latest first. */
  readonly recents: readonly TargetId[]
  /** Ms since the epoch, by main's clock. */
  readonly now: number
}

/** A menu is for what is used every day; the rest is behind the search. */
const mostPins = 12
const mostRecents = 5
/** From here on a session that does not renew is something to see. */
const soon = 5 * 60_000

/** `acme / acme-production`, without the catalog where the list knows the target. */
export const nameOf = (target: TargetId, row: TargetRow | undefined): string => {
  if (row) return `${row.account.key} / ${row.role}`
  const [account = target, ...role] = target.slice(target.indexOf(':') + 1).split('/')
  return role.length === 0 ? account : `${account} / ${role.join('/')}`
}

const lookOfRow = (snapshot: Snapshot, row: TargetRow | undefined): Look => {
  const key = row?.account.environment ?? null
  const found = snapshot.environments.find(each => each.catalog === row?.catalog && each.key === key)
  return lookOf(key, found?.color ?? null)
}

const openItems = (target: TargetId, terminal: boolean): readonly Item[] => [
  { kind: 'act', text: 'Open console', act: { do: 'console', target } },
  ...(terminal
    ? [{ kind: 'act', text: 'Open terminal', act: { do: 'terminal', target } } as const satisfies Item]
    : []),
]
const liveItem = ({ snapshot, now }: TrayView, session: SessionView, row: TargetRow | undefined): Item => ({
  kind: 'menu',
  text: `${nameOf(session.target, row)}   ${countdown(session.expiresAt, now)}`,
  look: lookOfRow(snapshot, row),
  items: [
    ...openItems(session.target, snapshot.terminal),
    { kind: 'act', text: 'Copy environment', act: { do: 'copy-environment', target: session.target } },
    { kind: 'act', text: 'Renew', act: { do: 'renew', target: session.target } },
    { kind: 'act', text: 'Show in window', act: { do: 'show', place: targetPlace(session.target) } },
    { kind: 'line' },
    { kind: 'act', text: 'Stop', act: { do: 'stop', target: session.target } },
  ],
})
const restingItem = ({ snapshot }: TrayView, row: TargetRow): Item => ({
  kind: 'menu',
  text: nameOf(row.target, row),
  look: lookOfRow(snapshot, row),
  items: [
    { kind: 'act', text: 'Assume', act: { do: 'assume', target: row.target } },
    ...openItems(row.target, snapshot.terminal),
    { kind: 'line' },
    { kind: 'act', text: 'Show in window', act: { do: 'show', place: targetPlace(row.target) } },
  ],
})

const signInItem = (signIn: SignInView, now: number): Item => {
  const name = signIn.title ?? signIn.signIn
  if (signIn.state === 'out')
    return { kind: 'act', text: `Sign in to ${name}…`, act: { do: 'sign-in', signIn: signIn.id } }
  const left = signIn.expiresAt === null ? '' : `   ${countdown(signIn.expiresAt, now)}`
  return {
    kind: 'menu',
    text: `${name}${left}`,
    items: [
      { kind: 'act', text: 'Sign out', act: { do: 'sign-out', signIn: signIn.id } },
      { kind: 'act', text: 'Show in window', act: { do: 'show', place: 'sign-ins' } },
    ],
  }
}

/** A heading with its items and a line after them; nothing at all when there are none. */
const section = (text: string, items: readonly Item[]): readonly Item[] =>
  items.length === 0 ? [] : [{ kind: 'heading', text }, ...items, { kind: 'line' }]

export const trayMenu = (view: TrayView): readonly Item[] => {
  const { snapshot, rows, recents, now } = view
  const { sessions, signIns, settings } = snapshot
  const known = new Map(rows.map(row => [row.target, row]))
  const live = new Set(sessions.map(session => session.target))
  const resting = rows.filter(row => !live.has(row.target))
  const pins = resting
    .filter(row => row.pinned !== null)
    .sort((a, b) => (a.pinned ?? '').localeCompare(b.pinned ?? ''))
    .slice(0, mostPins)
  const used = recents
    .flatMap(target => known.get(target) ?? [])
    .filter(row => !live.has(row.target) && row.pinned === null)
    .slice(0, mostRecents)
  const signedIn = signIns.filter(signIn => signIn.state !== 'out').length
  return [
    ...section(
      'Live',
      sessions.map(session => liveItem(view, session, known.get(session.target))),
    ),
    ...section(
      'Pinned',
      pins.map(row => restingItem(view, row)),
    ),
    ...section(
      'Recent',
      used.map(row => restingItem(view, row)),
    ),
    {
      kind: 'act',
      text: 'Search targets…',
      act: { do: 'show', place: palettePlace },
      ...(settings.shortcut === null ? {} : { keys: settings.shortcut }),
    },
    ...(signIns.length === 0
      ? []
      : [
          {
            kind: 'menu',
            text: `Sign-ins   ${signedIn} of ${signIns.length}`,
            items: signIns.map(signIn => signInItem(signIn, now)),
          } as const satisfies Item,
        ]),
    { kind: 'act', text: 'Open Switchyard', act: { do: 'show', place: null } },
    snapshot.locked
      ? { kind: 'act', text: 'Unlock…', act: { do: 'unlock' } }
      : { kind: 'act', text: 'Lock', act: { do: 'lock' } },
    { kind: 'line' },
    ...(sessions.length === 0 && signedIn === 0
      ? []
      : [
          {
            kind: 'act',
            text: sessions.length === 0 ? 'End everything…' : `End everything…   ${sessions.length} live`,
            act: { do: 'end-everything' },
          } as const satisfies Item,
        ]),
    { kind: 'act', text: sessions.length === 0 ? 'Quit' : 'Quit…', act: { do: 'quit' } },
  ]
}

export type TrayState = 'idle' | 'live' | 'attention'

/** `attention`: a question waits, or a session ends soon and will not renew by itself. */
export const trayState = ({ prompts, sessions }: Snapshot, now: number): TrayState => {
  if (prompts.length > 0) return 'attention'
  if (sessions.some(session => !session.renews && timeLeft(session.expiresAt, now) <= soon))
    return 'attention'
  return sessions.length > 0 ? 'live' : 'idle'
}

const nextEnd = (sessions: readonly SessionView[]): SessionView | undefined =>
  [...sessions].sort((a, b) => Date.parse(a.expiresAt) - Date.parse(b.expiresAt))[0]

/** The time of the next end, beside the icon where that exists (macOS); empty without a session. */
export const trayTitle = ({ sessions }: Snapshot, now: number): string => {
  const first = nextEnd(sessions)
  return first ? countdown(first.expiresAt, now) : ''
}

/** The same as a sentence, for a tooltip. */
export const trayTooltip = (
  { sessions, prompts }: Snapshot,
  rows: readonly TargetRow[],
  now: number,
): string => {
  if (prompts.length > 0) return 'Switchyard: a question waits'
  const first = nextEnd(sessions)
  if (!first) return 'Switchyard: no sessions'
  const row = rows.find(each => each.target === first.target)
  const count = sessions.length === 1 ? '1 session' : `${sessions.length} sessions`
  return `Switchyard: ${count}. ${nameOf(first.target, row)} ends in ${countdown(first.expiresAt, now)}`
}
