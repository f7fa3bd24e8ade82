// Holds what the record says of sessions: what they are in use for, why they were opened, which ended today, and why one cannot renew.
import { describe, expect, test } from 'vitest'
import { endedSince, reasonOf, usesOf } from '../../renderer/screens/sessions/day.ts'
import { whyNoRenewal } from '../../renderer/screens/sessions/renewal.ts'
import type { ActivityRow } from '../../shared/activity.ts'
import type { SessionView } from '../../shared/session.ts'

const acme = 'ops-hub:acme/acme-production'
const session: SessionView = {
  target: acme,
  profile: 'acme-production',
  mode: 'keys',
  region: 'eu-west-1',
  accountId: '100000000101',
  assumedRoleArn: 'arn:aws:sts::100000000101:assumed-role/acme-production/ana',
  accessKeyId: 'ASIAEXAMPLE',
  startedAt: '2026-11-20T13:00:00Z',
  expiresAt: '2026-11-20T14:00:00Z',
  renews: true,
  until: null,
}
let seq = 0
const row = (at: string, what: ActivityRow['what'], more: Partial<ActivityRow> = {}): ActivityRow => {
  seq += 1
  return {
    seq,
    at: `2026-11-20T${at}:00.000Z`,
    what,
    who: 'ana',
    target: acme,
    outcome: 'done',
    door: 'window',
    prev: '',
    hash: '',
    ...more,
  }
}
const wordsOf = (rows: readonly ActivityRow[], of = session) => usesOf(of, rows).map(({ words }) => words)

describe('what a session is in use for', () => {
  test('its profile, then what it was handed out for since it began', () => {
    const rows = [
      row('12:59', 'delivery', { detail: 'terminal' }),
      row('13:01', 'console'),
      row('13:02', 'delivery', { detail: 'terminal' }),
      row('13:03', 'delivery', { detail: 'terminal' }),
      row('13:04', 'delivery', { detail: 'environment' }),
      row('13:05', 'delivery', { detail: 'process' }),
      row('13:06', 'delivery', { detail: 'process' }),
      row('13:07', 'delivery', { detail: 'endpoint', outcome: 'failed' }),
      row('13:08', 'console', { target: 'ops-hub:globex/globex-production' }),
    ]
    expect(wordsOf(rows)).toEqual(['acme-production', 'Console', '2 terminals', 'Environment', 'Process'])
  })

  test('nothing, where nothing was handed out', () => {
    expect(wordsOf([], { ...session, profile: null })).toEqual([])
  })

  test('the reason of its last opening', () => {
    const rows = [
      row('09:00', 'session-start', { reason: 'OPS-1 old' }),
      row('13:00', 'session-start', { reason: 'OPS-2417 queue stuck' }),
      row('13:30', 'session-renew'),
    ]
    expect(reasonOf(session, rows)).toBe('OPS-2417 queue stuck')
    expect(reasonOf(session, [])).toBeNull()
  })
})

describe('what ended today', () => {
  const globex = 'ops-hub:globex/globex-production'
  test('stopped ones with their profile, and those that ran to their end; live and refused ones not', () => {
    const rows = [
      row('08:00', 'session-start', { target: globex, detail: 'profile yesterday' }),
      row('10:00', 'session-start', {
        target: globex,
        detail: 'profile globex-production',
        environment: 'production',
      }),
      row('11:00', 'session-renew', {
        target: globex,
        detail: 'profile globex-production',
        environment: 'production',
      }),
      row('12:10', 'session-stop', { target: globex }),
      row('09:30', 'session-start', { target: 'ops-hub:qa/Operator' }),
      row('13:00', 'session-start'),
      row('13:10', 'refusal', { target: 'ops-hub:hooli/hooli-production', outcome: 'refused' }),
    ]
    expect(endedSince(rows, new Set([acme]), '2026-11-20T09:00:00.000Z')).toEqual([
      {
        target: globex,
        environment: 'production',
        stoppedAt: '2026-11-20T12:10:00.000Z',
        profile: 'globex-production',
        openedAt: '2026-11-20T11:00:00.000Z',
      },
      {
        target: 'ops-hub:qa/Operator',
        environment: null,
        stoppedAt: null,
        profile: null,
        openedAt: '2026-11-20T09:30:00.000Z',
      },
    ])
  })

  test('opened again after a stop without a profile, the old one is not told of', () => {
    const rows = [
      row('10:00', 'session-start', { detail: 'profile acme' }),
      row('10:10', 'session-stop'),
      row('10:20', 'session-start'),
    ]
    expect(endedSince(rows, new Set(), '2026-11-20T00:00:00.000Z')).toMatchObject([
      { stoppedAt: null, profile: null },
    ])
  })
})

describe('why a session cannot renew', () => {
  const signIn = { signIn: 'portal', kind: 'identity-center', state: 'in', expiresAt: null } as const
  const ends = { ...session, renews: false }
  const why = (facts: Partial<Parameters<typeof whyNoRenewal>[0]>) =>
    whyNoRenewal({ session: ends, breakGlass: false, signIn, ...facts })

  test.each([
    [{ session }, null],
    [{ breakGlass: true }, 'An emergency ends: who still needs the role says again why.'],
    [
      { session: { ...ends, until: ends.expiresAt } },
      'Its environment bounds each opening; assuming it again asks anew.',
    ],
    [{ signIn: { ...signIn, state: 'out' as const } }, 'Its sign-in, portal, is out.'],
    [{ signIn: { ...signIn, expiresAt: '2026-11-20T13:50:00Z' } }, 'Its sign-in, portal, ends first.'],
    [
      { signIn: { ...signIn, kind: 'command' as const, state: 'out' as const } },
      'Renewing it needs an answer from you.',
    ],
    [{ signIn: null }, 'Renewing it needs an answer from you.'],
  ])('%j', (facts, sentence) => expect(why(facts)?.sentence ?? null).toBe(sentence))

  test('a sign-in helps only where the sign-in is what ends', () => {
    expect(why({ signIn: { ...signIn, state: 'out' } })?.remedy).toBe('sign-in')
    expect(why({ breakGlass: true })?.remedy).toBe('assume')
  })
})
