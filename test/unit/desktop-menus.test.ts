// The desktop's menus, words and notifications as pure functions of the snapshot.
import { describe, expect, test } from 'vitest'
import { type Item, toElectronMenu } from '../../main/electron/menu-item.ts'
import { applicationMenu } from '../../main/electron/menu-template.ts'
import { noticesOf } from '../../main/electron/notices.ts'
import { quitChoice, quitQuestion } from '../../main/electron/quitting.ts'
import { trayMenu, trayState, trayTitle, trayTooltip } from '../../main/electron/tray-menu.ts'
import type { SessionView } from '../../shared/session.ts'
import { settingsSchema } from '../../shared/settings.ts'
import type { SignInView, Snapshot } from '../../shared/snapshot.ts'
import type { TargetRow } from '../../shared/target-row.ts'

const now = Date.parse('2026-11-20T14:00:00Z')
const inMinutes = (minutes: number): string => new Date(now + minutes * 60_000).toISOString()

const session = (account: string, minutes: number, renews = true): SessionView => ({
  target: `ops-hub:${account}/admin`,
  profile: account,
  mode: 'keys',
  region: 'eu-west-1',
  accountId: '100000000101',
  assumedRoleArn: 'arn:aws:sts::100000000101:assumed-role/admin/ana',
  accessKeyId: 'ASIAEXAMPLE',
  startedAt: inMinutes(-10),
  expiresAt: inMinutes(minutes),
  renews,
  until: null,
})
const row = (account: string, pinned: string | null = null): TargetRow => ({
  target: `ops-hub:${account}/admin`,
  catalog: 'ops-hub',
  account: { key: account, id: '100000000101', name: account, unit: null, environment: 'production' },
  role: 'admin',
  arn: 'arn:aws:iam::100000000101:role/admin',
  signIn: 'ops',
  hops: 1,
  mfa: true,
  breakGlass: false,
  granted: null,
  pinned,
  session: null,
})
const signIn = (state: SignInView['state'], expiresAt: string | null = null): SignInView => ({
  id: 'ops-hub:ops',
  signIn: 'ops',
  catalog: 'ops-hub',
  key: 'ops',
  title: null,
  kind: 'iam-user',
  state,
  user: 'ana',
  expiresAt,
  hasKey: true,
  mfaSerial: null,
  listing: null,
  access: null,
  startedAt: null,
  renews: false,
  listTrouble: null,
})
const snapshot = (change: Partial<Snapshot> = {}): Snapshot => ({
  revision: 1,
  now: new Date(now).toISOString(),
  host: 'desktop',
  version: '0.1.0',
  demo: null,
  locked: false,
  notices: [],
  catalogs: [],
  environments: [],
  signIns: [],
  sessions: [],
  unread: { catalogs: null, signIns: null, sessions: null },
  sessionNotices: [],
  targetsRevision: 1,
  prompts: [],
  settings: settingsSchema.parse({}),
  terminal: false,
  clipboard: true,
  ...change,
})
const texts = (items: readonly Item[]): string[] =>
  items.map(item => ('text' in item ? item.text : item.kind === 'role' ? item.role : '—'))
const menuOf = (shown: Snapshot, rows: readonly TargetRow[] = [], recents: readonly string[] = []) =>
  trayMenu({ snapshot: shown, rows, recents, now })

describe('the tray’s menu', () => {
  test('of an app with nothing to show', () => {
    expect(texts(menuOf(snapshot()))).toEqual(['Search targets…', 'Open Switchyard', 'Lock', '—', 'Quit'])
  })
  test('shows a target once: live, pinned or recent', () => {
    const rows = [row('acme', 'a'), row('globex', 'g'), row('hooli'), row('initech')]
    const shown = snapshot({ sessions: [session('acme', 47)], signIns: [signIn('in', inMinutes(660))] })
    const recents = [
      'ops-hub:acme/admin',
      'ops-hub:globex/admin',
      'ops-hub:hooli/admin',
      'ops-hub:gone/admin',
    ]
    expect(texts(menuOf(shown, rows, recents))).toEqual([
      'Live',
      'acme / admin   47 min',
      '—',
      'Pinned',
      'globex / admin',
      '—',
      'Recent',
      'hooli / admin',
      '—',
      'Search targets…',
      'Sign-ins   1 of 1',
      'Open Switchyard',
      'Lock',
      '—',
      'End everything…   1 live',
      'Quit…',
    ])
  })
  test('offers a terminal only where there is one', () => {
    const items = (terminal: boolean) => {
      const [, live] = menuOf(snapshot({ sessions: [session('acme', 47)], terminal }), [row('acme')])
      return live?.kind === 'menu' ? texts(live.items) : []
    }
    expect(items(false)).not.toContain('Open terminal')
    expect(items(true)).toContain('Open terminal')
  })
  test('offers for a live session what the day needs, and its end apart from that', () => {
    const [, live] = menuOf(snapshot({ sessions: [session('acme', 47)], terminal: true }), [row('acme')])
    const items = live?.kind === 'menu' ? live.items : []
    expect(texts(items)).toEqual([
      'Open console',
      'Open terminal',
      'Copy environment',
      'Renew',
      'Show in window',
      '—',
      'Stop',
    ])
    const renew = items.find(item => 'text' in item && item.text === 'Renew')
    expect(renew).toMatchObject({ act: { do: 'renew', target: 'ops-hub:acme/admin' } })
    // What does not live cannot be renewed.
    const resting = menuOf(snapshot(), [row('acme', 'a')])[1]
    expect(resting?.kind === 'menu' && texts(resting.items)).not.toContain('Renew')
  })
  test('marks the environment, by its own color where the team chose one', () => {
    const environment = { catalog: 'ops-hub', key: 'production', mfa: true, reason: false, confirm: false }
    const look = (shown: Snapshot) => {
      const [, live] = menuOf(shown, [row('acme')])
      return live?.kind === 'menu' ? live.look : null
    }
    const sessions = [session('acme', 47)]
    expect(look(snapshot({ sessions }))).toBe('red')
    const environments = [{ ...environment, color: 'violet' as const, maxDuration: null }]
    expect(look(snapshot({ sessions, environments }))).toBe('violet')
  })
  test('names survive a menu: an & is no mark of a letter', () => {
    const [item] = toElectronMenu(
      [{ kind: 'heading', text: 'R&D' }],
      () => undefined,
      () => undefined,
    )
    expect(item?.label).toBe('R&&D')
  })
  test('a locked vault is unlocked from there', () => {
    expect(texts(menuOf(snapshot({ locked: true })))).toContain('Unlock…')
  })
})

describe('the tray’s icon', () => {
  const prompt = { id: '1', kind: 'passphrase', purpose: 'open', problem: null } as const

  test.each([
    ['idle', {}],
    ['live', { sessions: [session('acme', 47)] }],
    ['live', { sessions: [session('acme', 3, true)] }],
    ['attention', { sessions: [session('acme', 3, false)] }],
    ['attention', { prompts: [prompt] }],
  ] as const)('is %s', (state, change) => expect(trayState(snapshot(change), now)).toBe(state))

  test('says the next end', () => {
    const shown = snapshot({ sessions: [session('acme', 47), session('globex', 6)] })
    expect(trayTitle(shown, now)).toBe('6 min')
    expect(trayTooltip(shown, [row('globex')], now)).toBe(
      'Switchyard: 2 sessions. globex / admin ends in 6 min',
    )
    expect(trayTitle(snapshot(), now)).toBe('')
  })
})

describe('the application’s menu', () => {
  test('has what macOS expects, and developer tools in a checkout only', () => {
    const mac = applicationMenu({ platform: 'darwin', snapshot: null, packaged: true })
    expect(texts(mac)).toEqual(['Switchyard', 'Edit', 'Go', 'View', 'Window'])
    const all = (packaged: boolean) =>
      JSON.stringify(applicationMenu({ platform: 'linux', snapshot: null, packaged }))
    expect(all(true)).not.toContain('toggleDevTools')
    expect(all(false)).toContain('toggleDevTools')
    expect(JSON.stringify(mac)).toContain('hideOthers')
    expect(all(true)).not.toContain('hideOthers')
  })
})

describe('notifications', () => {
  const mfa = {
    id: '7',
    kind: 'mfa',
    signIn: 'ops-hub:ops',
    user: 'ana',
    serial: 'arn:aws:iam::100000000001:mfa/ana',
    nextCodeInSeconds: null,
    problem: null,
    target: null,
    callers: { windows: 1, commands: 0, programs: 0 },
  } as const
  const titles = (before: Snapshot | null, after: Snapshot) =>
    noticesOf(before, after, now).map(({ title }) => title)

  test('nothing is told of what was there at the start', () => {
    expect(titles(null, snapshot({ prompts: [mfa], signIns: [signIn('out')] }))).toEqual([])
  })
  test('a code that is asked for, once', () => {
    expect(titles(snapshot(), snapshot({ prompts: [mfa] }))).toEqual(['MFA code needed'])
    expect(titles(snapshot({ prompts: [mfa] }), snapshot({ prompts: [mfa] }))).toEqual([])
  })
  test('a sign-in that ended by time, not one that a person ended', () => {
    const after = snapshot({ signIns: [signIn('out')] })
    expect(titles(snapshot({ signIns: [signIn('expiring', inMinutes(-1))] }), after)).toEqual([
      'Sign-in needed',
    ])
    expect(titles(snapshot({ signIns: [signIn('in', inMinutes(60))] }), after)).toEqual([])
  })
})

describe('quitting', () => {
  test('asks only when there is something to ask', () => {
    expect(quitQuestion(0, 0, 'ask')).toBeNull()
    expect(quitQuestion(3, 1, 'keep')).toBeNull()
    expect(quitQuestion(1, 0, 'ask')?.message).toBe('1 session is live.')
    expect(quitQuestion(3, 1, 'ask')?.message).toBe('3 sessions are live.')
    expect(quitQuestion(0, 1, 'ask')?.message).toBe('1 session is being opened.')
    expect(quitQuestion(0, 2, 'ask')?.message).toBe('2 sessions are being opened.')
  })
  test('whatever else closes the question keeps the app running', () => {
    expect([0, 1, 2, -1, 9].map(quitChoice)).toEqual(['end', 'keep', 'stay', 'stay', 'stay'])
  })
})
