// Timers follow the clock they were set on, also when it is moved.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createClock } from '../../main/clock.ts'

const start = Date.parse('2026-11-21T12:00:00Z')
const minute = 60_000

beforeEach(() => {
  vi.useFakeTimers({ now: start })
})
afterEach(() => {
  vi.useRealTimers()
})

test('it runs with the system, from its offset', () => {
  const clock = createClock(5 * minute)
  expect(clock.now()).toBe(start + 5 * minute)
  vi.advanceTimersByTime(minute)
  expect(clock.now()).toBe(start + 6 * minute)
})

test('a timer runs once, at its time, in order', () => {
  const clock = createClock()
  const ran: string[] = []
  clock.at(start + 2 * minute, () => ran.push('second'))
  clock.at(start + minute, () => ran.push('first'))
  vi.advanceTimersByTime(minute - 1)
  expect(ran).toEqual([])
  vi.advanceTimersByTime(1)
  expect(ran).toEqual(['first'])
  vi.advanceTimersByTime(10 * minute)
  expect(ran).toEqual(['first', 'second'])
})

test('a cancelled timer does not run, and may be set again from within a timer', () => {
  const clock = createClock()
  const ran: number[] = []
  const cancel = clock.at(start + minute, () => ran.push(1))
  clock.at(start + minute, () => clock.at(clock.now() + minute, () => ran.push(2)))
  cancel()
  vi.advanceTimersByTime(3 * minute)
  expect(ran).toEqual([2])
})

test('moving the clock runs what has come due at once, and tells those who watch', () => {
  const clock = createClock()
  const told: string[] = []
  clock.at(start + 55 * minute, () => told.push('due'))
  const stop = clock.onJump(() => told.push('jump'))
  clock.move(60 * minute)
  expect(told).toEqual(['jump', 'due'])
  stop()
  clock.move(0)
  expect(told).toEqual(['jump', 'due'])
})

test('sleep of the machine is noticed within half a minute of waking', () => {
  const clock = createClock()
  const told: string[] = []
  clock.onJump(() => told.push('jump'))
  clock.at(start + 8 * 60 * minute, () => told.push('due'))
  vi.advanceTimersByTime(minute)
  vi.setSystemTime(start + 9 * 60 * minute)
  vi.advanceTimersByTime(30_000)
  expect(told).toEqual(['jump', 'due'])
})

test('without a timer nothing runs', () => {
  createClock().onJump(() => {})
  expect(vi.getTimerCount()).toBe(0)
})
