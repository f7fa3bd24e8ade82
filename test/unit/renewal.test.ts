// When a session is renewed, and what may still be handed out of it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  enoughLeft,
  isLastStretch,
  noticeTimes,
  renewalAt,
  renewsSilently,
} from '../../main/sessions/renewal.ts'

const minute = 60_000
const start = Date.UTC(2026, 10, 21, 12)
const life = (minutes: number, more: { until?: number | null; silentUntil?: number | null } = {}) => ({
  issuedAt: start,
  expiresAt: start + minutes * minute,
  until: null,
  silentUntil: null,
  ...more,
})

describe('when', () => {
  test('before less than 15 minutes are left, spread over the five before that', () => {
    expect(renewalAt(life(60))).toBe(start + 45 * minute)
    expect(renewalAt(life(60), 1)).toBe(start + 40 * minute)
  })
  test('a session that AWS made short keeps a third', () => {
    expect(renewalAt(life(15))).toBe(start + 10 * minute)
  })
  test('always before the end, and never at once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 720 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (minutes, jitter) => {
          const at = renewalAt(life(minutes), jitter)
          expect(at).toBeLessThan(start + minutes * minute)
          expect(at).toBeGreaterThan(start + (minutes * minute) / 2)
          expect(enoughLeft(life(minutes), at - 1)).toBe(true)
        },
      ),
    )
  })
})

describe('silently', () => {
  test('only where something runs that can do it', () => {
    expect(renewsSilently(life(60), true)).toBe(true)
    expect(renewsSilently(life(60), false)).toBe(false)
  })
  test('not when the code it stands on ends first', () => {
    expect(renewsSilently(life(60, { silentUntil: start + 44 * minute }), true)).toBe(false)
    expect(renewsSilently(life(60, { silentUntil: start + 46 * minute }), true)).toBe(true)
    expect(renewsSilently(life(60, { silentUntil: 0 }), true)).toBe(false)
  })
  test('not in the last stretch of its opening', () => {
    const last = life(60, { until: start + 60 * minute })
    expect(isLastStretch(last)).toBe(true)
    expect(renewsSilently(last, true)).toBe(false)
    expect(renewsSilently(life(60, { until: start + 90 * minute }), true)).toBe(true)
  })
  test('who is told of an end, and when', () => {
    expect(noticeTimes(life(60), true)).toEqual([])
    expect(noticeTimes(life(60, { silentUntil: 0 }), true)).toEqual([start + 55 * minute])
    // One that was short from the start needs no telling.
    expect(noticeTimes(life(5, { silentUntil: 0 }), true)).toEqual([])
  })
})

describe('what may be handed out', () => {
  test('more than 15 minutes', () => {
    expect(enoughLeft(life(60), start + 45 * minute - 1)).toBe(true)
    expect(enoughLeft(life(60), start + 45 * minute)).toBe(false)
  })
  test('as much as the caller asks for', () => {
    expect(enoughLeft(life(60), start + 20 * minute, 30 * 60)).toBe(true)
    expect(enoughLeft(life(60), start + 31 * minute, 30 * 60)).toBe(false)
    expect(enoughLeft(life(60), start + 46 * minute, 60)).toBe(false)
  })
  test('the rest of an opening that cannot be longer', () => {
    const last = life(60, { until: start + 60 * minute })
    expect(enoughLeft(last, start + 59 * minute)).toBe(true)
    expect(enoughLeft(last, start + 60 * minute)).toBe(false)
  })
})
