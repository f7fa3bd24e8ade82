// Openings while the app ends: counted, held, waited for, turned away, or let go on.
import { expect, test } from 'vitest'
import { createOpeningGate } from '../../main/sessions/opening-gate.ts'
import { ok, type Result } from '../../shared/result.ts'

/** An opening that does not give up by itself: it is at its last step. */
const slow = () => {
  const done = Promise.withResolvers<Result<string>>()
  const signals: AbortSignal[] = []
  return {
    signals,
    finish: () => done.resolve(ok('open')),
    run: (signal: AbortSignal): Promise<Result<string>> => {
      signals.push(signal)
      return done.promise
    },
  }
}
const quick = () => Promise.resolve(ok('open'))
const refused = { ok: false, failure: { kind: 'cancelled' } }

test('what is under way is told to give up, and waited for all the same', async () => {
  const gate = createOpeningGate()
  const { run, finish, signals } = slow()
  const under = gate.pass(undefined, run)
  const held = gate.hold()
  expect(held.opening).toBe(1)
  expect(signals[0]?.aborted).toBe(false)
  let ended = false
  const end = held.end().then(() => (ended = true))
  expect(signals[0]?.aborted).toBe(true)
  await new Promise(setImmediate)
  expect(ended).toBe(false)
  finish()
  await end
  expect(await under).toEqual(ok('open'))
})

test('what comes while it is decided waits: it goes on, or is refused with all that come later', async () => {
  const gate = createOpeningGate()
  const first = gate.hold()
  expect(first.opening).toBe(0)
  let went = false
  const one = gate.pass(undefined, quick).then(result => {
    went = true
    return result
  })
  await new Promise(setImmediate)
  expect(went).toBe(false)
  first.release()
  expect(await one).toEqual(ok('open'))

  const second = gate.hold()
  const two = gate.pass(undefined, quick)
  await second.end()
  expect(await two).toMatchObject(refused)
  expect(await gate.pass(undefined, quick)).toMatchObject(refused)
  // Whoever ended them may still open the door again.
  second.release()
  expect(await gate.pass(undefined, quick)).toEqual(ok('open'))
})

test('who goes away while it is decided waits no longer, and opens nothing', async () => {
  const gate = createOpeningGate()
  const held = gate.hold()
  const caller = new AbortController()
  const { run, signals } = slow()
  const waiting = gate.pass(caller.signal, run)
  caller.abort()
  expect(await waiting).toMatchObject(refused)
  held.release()
  expect(signals).toEqual([])
})

test('a caller that goes takes its own opening along, and no other', async () => {
  const gate = createOpeningGate()
  const [mine, other] = [slow(), slow()]
  const caller = new AbortController()
  const both = [gate.pass(caller.signal, mine.run), gate.pass(undefined, other.run)]
  caller.abort()
  expect([mine.signals[0]?.aborted, other.signals[0]?.aborted]).toEqual([true, false])
  mine.finish()
  other.finish()
  await Promise.all(both)
  expect(gate.hold().opening).toBe(0)
})
