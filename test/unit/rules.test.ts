// AWS's rules of durations and MFA, as far as they decide what is asked for.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lengthOf, needsMfa, roleMaximum, strategyOf } from '../../main/routes/rules.ts'
import { environment, iamUser, portal, target } from '../support/estate.ts'

const length = (more: Partial<Parameters<typeof lengthOf>[0]>) =>
  lengthOf({ wish: 3_600, source: 'user-key', learned: null, environmentMax: null, ...more })

describe('how long a hop may be asked for', () => {
  test('the first role of a long-term key may last up to twelve hours', () => {
    expect(length({ wish: 43_200 })).toEqual({ seconds: 43_200, cap: null })
    expect(length({ wish: 90_000 })).toEqual({ seconds: 43_200, cap: 'role' })
  })
  test.each(['user-session', 'role-session'] as const)('behind a %s one hour is the end', source => {
    expect(length({ wish: 3_600, source })).toEqual({ seconds: 3_600, cap: null })
    expect(length({ wish: 3_601, source })).toEqual({ seconds: 3_600, cap: 'chained' })
  })
  test('the environment bounds it, and the tightest rule is the one that is named', () => {
    expect(length({ wish: 14_400, environmentMax: 1_800, source: 'role-session' })).toEqual({
      seconds: 1_800,
      cap: 'environment',
    })
    expect(length({ wish: 14_400, environmentMax: 7_200, source: 'role-session' })).toEqual({
      seconds: 3_600,
      cap: 'chained',
    })
    expect(length({ wish: 3_600, environmentMax: 3_600 })).toEqual({ seconds: 3_600, cap: null })
  })
  test('a refused length is not tried again, a shorter one is', () => {
    const learned = { granted: null, refused: 14_400 }
    expect(length({ wish: 14_400, learned })).toEqual({ seconds: 3_600, cap: 'role' })
    expect(length({ wish: 7_200, learned })).toEqual({ seconds: 7_200, cap: null })
    expect(length({ wish: 14_400, learned: { granted: 7_200, refused: 14_400 } })).toEqual({
      seconds: 7_200,
      cap: 'role',
    })
    expect(roleMaximum(3_600, null)).toBeNull()
  })
  test('whatever is wished, it is something AWS takes, and a cap is named only when it is shorter', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -10, max: 200_000 }),
        fc.constantFrom('user-key' as const, 'user-session' as const, 'role-session' as const),
        fc.option(fc.integer({ min: -100, max: 50_000 }), { nil: null }),
        fc.option(
          fc.record({
            granted: fc.option(fc.integer({ min: 900, max: 43_200 }), { nil: null }),
            refused: fc.option(fc.integer({ min: 3_601, max: 43_200 }), { nil: null }),
          }),
          { nil: null },
        ),
        (wish, source, environmentMax, learned) => {
          const { seconds, cap } = lengthOf({ wish, source, environmentMax, learned })
          expect(seconds).toBeGreaterThanOrEqual(900)
          expect(seconds).toBeLessThanOrEqual(source === 'user-key' ? 43_200 : 3_600)
          const possible = Math.min(Math.max(wish, 900), 43_200)
          if (cap === null) expect(seconds).toBe(possible)
          else expect(seconds).toBeLessThanOrEqual(possible)
        },
      ),
    )
  })
})

describe('how MFA is given', () => {
  const role = target('acme/acme-production', ['ops'])
  const strategy = (more: Partial<Parameters<typeof strategyOf>[0]>) =>
    strategyOf({ signIn: iamUser('ops'), chain: [role], asked: null, reachable: 43_200, ...more })

  test('one shared session is the rule', () => {
    expect(strategy({})).toBe('shared-mfa-session')
    expect(strategy({ asked: 3_600 })).toBe('shared-mfa-session')
  })
  test('who asks for more than an hour spends a code on the role itself', () => {
    expect(strategy({ asked: 14_400 })).toBe('mfa-on-assume')
  })
  test('but not where nothing longer can be had', () => {
    expect(strategy({ asked: 14_400, reachable: 3_600 })).toBe('shared-mfa-session')
  })
  test('without MFA the key takes the role as it is', () => {
    expect(strategy({ signIn: iamUser('ops', { mfa: false }) })).toBe('no-mfa')
  })
  test('a role or an environment on the way asks for it as well', () => {
    const signIn = iamUser('ops', { mfa: false })
    expect(needsMfa(signIn, [role])).toBe(false)
    expect(needsMfa(signIn, [{ ...role, mfa: true }, role])).toBe(true)
    expect(needsMfa(signIn, [role, { ...role, environment: environment('production', { mfa: true }) }])).toBe(
      true,
    )
  })
  test('only an IAM user has one', () => {
    expect(strategy({ signIn: portal('portal') })).toBeNull()
  })
})
