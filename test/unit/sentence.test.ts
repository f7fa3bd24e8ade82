// The one sentence under a route, word for word.
import { describe, expect, test } from 'vitest'
import { type Known, knowNothing, planRoute, type Wishes } from '../../main/routes/plan.ts'
import { spellSeconds } from '../../main/routes/spell-time.ts'
import type { SignIn, Target } from '../../shared/catalog.ts'
import { environment, estate, iamUser, portal, target } from '../support/estate.ts'

const now = Date.UTC(2026, 10, 21, 12)
const say = (signIn: SignIn, made: Target, wishes: Wishes = {}, known: Partial<Known> = {}): string => {
  const planned = planRoute(estate([signIn], [made]), made.id, wishes, {
    ...knowNothing(now),
    ready: () => true,
    ...known,
  })
  if (!planned.ok) throw new Error(planned.failure.kind)
  return planned.value.sentence
}
const role = target('acme/acme-production', ['ops'])

describe('the sentence', () => {
  test('a code is asked for', () => {
    expect(say(iamUser('ops'), role)).toBe(
      'One MFA code for ops now, then no further code for 12 h. One hour at a time, renewed silently.',
    )
  })
  test('a code was given before', () => {
    const lives = { expiresAt: now + (11 * 60 + 12) * 60_000, startedAt: null }
    expect(say(iamUser('ops'), role, {}, { mfaSession: () => lives })).toBe(
      'No code needed: the MFA session of ops lasts 11 h 12 min. One hour at a time, renewed silently.',
    )
  })
  test('the role wants a younger code than that', () => {
    const lives = { expiresAt: now + 3_600_000, startedAt: now - 3_600_000 }
    expect(say(iamUser('ops'), role, {}, { mfaSession: () => lives, mfaTooOldAt: () => 1_200 })).toBe(
      'One MFA code for ops now: acme/acme-production takes only a recent one. One hour at a time, renewed silently.',
    )
  })
  test('a long session of its own', () => {
    expect(say(iamUser('ops'), role, { seconds: 14_400 })).toBe(
      'One MFA code for ops now, for 4 h of acme/acme-production alone. A renewal takes a new code.',
    )
  })
  test('no MFA, no key yet', () => {
    const machine = iamUser('ops', { mfa: false })
    expect(say(machine, role)).toBe(
      'No code needed: the key of ops may take the role as it is. One hour at a time, renewed silently.',
    )
    expect(say(machine, role, {}, { ready: () => false })).toMatch(/^The key of ops comes first\. /)
  })
  test('a portal', () => {
    const set = target('dev/Developer', ['portal'], { kind: 'permission-set' })
    expect(say(portal('portal'), set)).toBe(
      'No question: portal is signed in. One hour at a time, renewed silently.',
    )
    expect(say(portal('portal'), set, {}, { ready: () => false })).toBe(
      'Sign in to portal first. One hour at a time, renewed silently.',
    )
  })
  test('a role for emergencies, which is not renewed by itself', () => {
    expect(say(iamUser('root-admin'), target('acme/Admin', ['root-admin'], { breakGlass: true }))).toBe(
      'One MFA code for root-admin now, then no further code for 12 h. 1 h, then it asks for a reason again.',
    )
  })
  test('an environment that bounds the opening', () => {
    const guarded = { ...role, environment: environment('production', { maxDuration: 3_600 }) }
    expect(say(iamUser('ops'), guarded, { seconds: 14_400 })).toBe(
      'One MFA code for ops now, then no further code for 12 h. 1 h in all, then it is asked for again. ' +
        'Shortened from 4 h to 1 h: production allows no more.',
    )
    const longer = { ...role, environment: environment('production', { maxDuration: 7_200 }) }
    expect(say(iamUser('ops'), longer)).toMatch(/One hour at a time, renewed silently, for 2 h in all\.$/)
  })
})

test('lengths as people say them', () => {
  expect([45, 900, 3_600, 40_320, 43_200, 129_600, 604_800].map(spellSeconds)).toEqual([
    '45 s',
    '15 min',
    '1 h',
    '11 h 12 min',
    '12 h',
    '36 h',
    '7 days',
  ])
})
