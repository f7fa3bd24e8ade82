// One piece of work for many callers: who leaves, who cannot answer, and who begins anew.
import { describe, expect, test } from 'vitest'
import { createSingleFlight } from '../../main/single-flight.ts'
import { failed, ok, type Result } from '../../shared/result.ts'

const gate = () => {
  let open = (_: Result<string>): void => undefined
  const result = new Promise<Result<string>>(resolve => {
    open = resolve
  })
  return { result, open }
}
const able = { canAnswer: true }
const cancelled = failed({ kind: 'cancelled', what: 'x' })

describe('single flight', () => {
  test('all get the same answer, and the next caller begins anew', async () => {
    const flights = createSingleFlight()
    const { result, open } = gate()
    let begun = 0
    const work = () => {
      begun += 1
      return result
    }
    const all = Array.from({ length: 20 }, () => flights.run('key', able, work))
    open(ok('done'))
    expect(new Set(await Promise.all(all)).size).toBe(1)
    await flights.run('key', able, work)
    expect(begun).toBe(2)
  })

  test('the work is called off when everybody has left, and not before', async () => {
    const flights = createSingleFlight()
    let signal: AbortSignal | undefined
    const work = (given: AbortSignal) => {
      signal = given
      return gate().result
    }
    const [one, two] = [new AbortController(), new AbortController()]
    const first = flights.run('key', { canAnswer: true, signal: one.signal }, work)
    const second = flights.run('key', { canAnswer: true, signal: two.signal }, work)
    one.abort()
    expect(await first).toMatchObject({ failure: { kind: 'cancelled' } })
    expect(signal?.aborted).toBe(false)
    two.abort()
    expect(await second).toMatchObject({ failure: { kind: 'cancelled' } })
    expect(signal?.aborted).toBe(true)
    expect(await flights.run('key', able, async () => ok('anew'))).toEqual(ok('anew'))
  })

  test('who can answer begins anew after one who could not', async () => {
    const flights = createSingleFlight()
    const { result, open } = gate()
    const mute = flights.run('key', { canAnswer: false }, () => result)
    const other = flights.run('key', { canAnswer: false }, async () => ok('never'))
    const answer = flights.run('key', able, async () => ok('answered'))
    open(failed({ kind: 'answer-needed', missing: ['mfa'] }))
    expect(await mute).toMatchObject({ failure: { kind: 'answer-needed' } })
    expect(await other).toMatchObject({ failure: { kind: 'answer-needed' } })
    expect(await answer).toEqual(ok('answered'))
  })

  test('a question that died with its asker is asked again, a no of the person is not', async () => {
    const flights = createSingleFlight()
    const [window, terminal] = [{}, {}]
    const ask = async (asker: object) => {
      const { result, open } = gate()
      const leaver = new AbortController()
      const first = flights.run(
        'key',
        { canAnswer: true, asker: terminal, signal: leaver.signal },
        () => result,
      )
      const second = flights.run('key', { canAnswer: true, asker }, async () => ok('anew'))
      leaver.abort()
      expect(await first).toMatchObject({ failure: { kind: 'cancelled' } })
      open(cancelled)
      return second
    }
    expect(await ask(window)).toEqual(ok('anew'))
    expect(await ask(terminal)).toEqual(cancelled)
    const { result, open } = gate()
    const both = [flights.run('key', able, () => result), flights.run('key', able, async () => ok('never'))]
    open(cancelled)
    expect(await Promise.all(both)).toEqual([cancelled, cancelled])
  })
})
