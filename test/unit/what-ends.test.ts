// Holds the lines that say what ending everything would end, and the sentence about what it did.
import { describe, expect, test } from 'vitest'
import { someOf, whatEnded, whatEnds } from '../../renderer/frame/what-ends.ts'
import type { SessionView } from '../../shared/session.ts'
import type { SignInView } from '../../shared/snapshot.ts'

const session = (account: string, profile: string | null): SessionView => ({
  target: `ops-hub:${account}/Role`,
  profile,
  mode: profile === null ? null : 'keys',
  region: 'eu-west-1',
  accountId: '100000000101',
  assumedRoleArn: 'arn:aws:sts::100000000101:assumed-role/Role/ana',
  accessKeyId: 'ASIAEXAMPLE',
  startedAt: '2026-11-20T14:00:00Z',
  expiresAt: '2026-11-20T15:00:00Z',
  renews: true,
  until: null,
})
const signIn = (key: string, more: Partial<SignInView>): SignInView => ({
  id: `ops-hub:${key}`,
  signIn: key,
  catalog: 'ops-hub',
  key,
  title: null,
  kind: 'identity-center',
  state: 'in',
  user: null,
  expiresAt: null,
  hasKey: null,
  mfaSerial: null,
  listing: null,
  access: null,
  startedAt: null,
  renews: false,
  listTrouble: null,
  ...more,
})
const wordsOf = (facts: Parameters<typeof whatEnds>[0]) =>
  whatEnds(facts).map(({ what, which }) => `${what}: ${which}`)

describe('what would end', () => {
  test('sessions, profiles, portal sessions and MFA sessions, each by name', () => {
    const facts = {
      sessions: [session('acme', 'acme-Role'), session('globex', null)],
      signIns: [
        signIn('portal', {}),
        signIn('gone', { state: 'out' }),
        signIn('ops', { kind: 'iam-user', expiresAt: '2026-11-20T22:00:00Z', hasKey: true }),
      ],
    }
    expect(wordsOf({ ...facts, host: 'browser' })).toEqual([
      '2 sessions: acme / Role, globex / Role',
      '1 profile: acme-Role',
      '1 portal session: portal',
      '1 MFA session: ops',
    ])
    expect(wordsOf({ ...facts, host: 'desktop' }).at(-1)).toBe('Console windows: closed, with their data')
  })

  test('nothing of what cannot end: a user without MFA, a profile, a command', () => {
    const signIns = [
      signIn('machine', { kind: 'iam-user', hasKey: true }),
      signIn('work', { kind: 'profile' }),
      signIn('op', { kind: 'command' }),
    ]
    expect(whatEnds({ sessions: [], signIns, host: 'desktop' })).toEqual([])
  })

  test('many names are counted after the third', () => {
    expect(someOf(['a', 'b', 'c', 'd'])).toBe('a, b, c, d')
    expect(someOf(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more')
  })
})

test.each([
  [0, 0, 'Nothing was open.'],
  [1, 0, '1 session stopped.'],
  [3, 2, '3 sessions stopped, signed out of 2.'],
  [0, 1, 'Signed out of 1.'],
])('%i stopped, %i signed out: %s', (stopped, signedOut, sentence) =>
  expect(whatEnded(stopped, signedOut)).toBe(sentence),
)
