// Holds the words of time: what is left, when it ends, and how much of a ring is drawn.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  clockTime,
  countdownSeconds,
  endsSoon,
  lengthInWords,
  percentLeft,
  secondsInWords,
} from '../../renderer/time/countdown.ts'
import { countdown, timeLeft } from '../../shared/time-left.ts'

const now = Date.parse('2026-11-20T14:32:00Z')
const later = (seconds: number): string => new Date(now + seconds * 1_000).toISOString()

describe('countdown', () => {
  it.each([
    [47 * 60 + 59, '47 min'],
    [60, '1 min'],
    [59, 'under 1 min'],
    [0, 'ended'],
    [-5, 'ended'],
    [3_600, '1 h'],
    [11 * 3_600 + 12 * 60, '11 h 12 min'],
    [47 * 3_600 + 59 * 60, '47 h 59 min'],
    [48 * 3_600, '2 days'],
    [7 * 86_400, '7 days'],
  ])('says %i seconds as %s', (seconds, words) => expect(countdown(later(seconds), now)).toBe(words))

  it('never says more than is left, and never counts seconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 47 * 3_600 }), seconds => {
        const words = countdown(later(seconds), now)
        const hours = Number(/(\d+) h/.exec(words)?.[1] ?? 0)
        const minutes = Number(/(\d+) min/.exec(words.replace('under ', 'under-'))?.[1] ?? 0)
        if (words !== 'under 1 min') {
          expect(hours * 3_600 + minutes * 60).toBeLessThanOrEqual(seconds)
          expect(seconds - hours * 3_600 - minutes * 60).toBeLessThan(60)
        }
        expect(words).not.toMatch(/\d s\b/)
      }),
    )
  })

  it('treats an end that is no date as ended', () => {
    expect(timeLeft('soon', now)).toBe(0)
    expect(countdown('', now)).toBe('ended')
  })
})

describe('prompts count seconds', () => {
  it('rounds up, so that 0 s is shown only when it is over', () => {
    expect(countdownSeconds(later(11.2), now)).toBe('12 s')
    expect(countdownSeconds(later(581), now)).toBe('9 min 41 s')
    expect(countdownSeconds(later(-1), now)).toBe('0 s')
    expect(secondsInWords(120)).toBe('2 min')
  })
})

describe('lengths', () => {
  it.each([
    [900, '15 min'],
    [3_600, '1 h'],
    [5_400, '1 h 30 min'],
    [43_200, '12 h'],
  ])('says %i seconds as %s', (seconds, words) => expect(lengthInWords(seconds)).toBe(words))
})

describe('ring', () => {
  it('draws what is left between start and end', () => {
    expect(percentLeft(later(-1_800), later(1_800), now)).toBe(50)
    expect(percentLeft(later(-3_600), later(-1), now)).toBe(0)
    expect(percentLeft(later(60), later(3_660), now)).toBe(100)
    expect(percentLeft(later(0), later(0), now)).toBe(0)
    expect(percentLeft('never', later(60), now)).toBe(0)
  })
  it('is soon in the last ten minutes', () => {
    expect(endsSoon(later(599), now)).toBe(true)
    expect(endsSoon(later(600), now)).toBe(false)
  })
})

describe('clock time', () => {
  it('leaves out the day when the end is within 24 hours', () => {
    expect(clockTime('2026-11-20T15:19:00Z', now, 'UTC')).toBe('15:19')
    expect(clockTime('2026-11-21T01:44:00Z', now, 'Europe/Berlin')).toBe('02:44')
    expect(clockTime('2026-11-27T09:05:00Z', now, 'UTC')).toBe('27 Nov, 09:05')
  })
})
