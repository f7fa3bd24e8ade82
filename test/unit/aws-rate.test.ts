// The pace of calls: never above the limit, slower when AWS says so, and one piece of work for many who want it.
import { describe, expect, test } from 'vitest'
import { createRate } from '../../main/aws/rate.ts'
import { createSingleFlight } from '../../main/single-flight.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { bad, good } from '../support/sign-in-room.ts'

const throttled = (retryAfterSeconds?: number): Result<never> =>
  failed({
    kind: 'throttled',
    operation: 'X',
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  })
const after = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

describe('the pace', () => {
  test('keeps the limit a second and the limit at once', async () => {
    const rate = createRate({ perSecond: 50, atOnce: 3 })
    let [running, most] = [0, 0]
    const starts: number[] = []
    const call = async (): Promise<Result<null>> => {
      starts.push(performance.now())
      running += 1
      most = Math.max(most, running)
      await after(40)
      running -= 1
      return ok(null)
    }
    await Promise.all(Array.from({ length: 25 }, () => rate.run(call)))
    expect(most).toBeLessThanOrEqual(3)
    for (let first = 0; first + 10 < starts.length; first += 1) {
      const window = (starts[first + 10] ?? 0) - (starts[first] ?? 0)
      expect(window).toBeGreaterThan(185)
    }
  })

  test('slows down when throttled, waits as long as AWS says, and gets there', async () => {
    const rate = createRate({ perSecond: 200, atOnce: 4 })
    let calls = 0
    const began = performance.now()
    const result = await rate.run(() => {
      calls += 1
      return Promise.resolve(calls < 3 ? throttled(0.1) : ok('done'))
    })
    expect(good(result)).toBe('done')
    expect(calls).toBe(3)
    expect(performance.now() - began).toBeGreaterThan(190)
  })

  test('gives up after its tries; other failures are handed on at once', async () => {
    const rate = createRate({ perSecond: 200, atOnce: 1, attempts: 2 })
    let calls = 0
    const count = (result: Result<never>) => () => {
      calls += 1
      return Promise.resolve(result)
    }
    expect(bad(await rate.run(count(throttled(0)))).kind).toBe('throttled')
    expect(calls).toBe(2)
    expect(bad(await rate.run(count(failed({ kind: 'unreachable', host: 'h', said: 's' })))).kind).toBe(
      'unreachable',
    )
    expect(calls).toBe(3)
  })

  test('a caller who leaves does not wait for its turn, and frees its place', async () => {
    const rate = createRate({ perSecond: 1, atOnce: 1 })
    good(await rate.run(() => Promise.resolve(ok(1))))
    const controller = new AbortController()
    const waiting = rate.run(() => Promise.resolve(ok(2)), { signal: controller.signal })
    controller.abort()
    expect(bad(await waiting).kind).toBe('cancelled')
    expect(good(await rate.run(() => Promise.resolve(ok(3))))).toBe(3)
  })

  test('urgent calls go before a long line, so many at once as are allowed, and the line pays for them', async () => {
    const rate = createRate({ perSecond: 20, atOnce: 1, burst: 3 })
    const order: string[] = []
    const call = (name: string) => () => {
      order.push(name)
      return Promise.resolve(ok(name))
    }
    const began = performance.now()
    const list = Array.from({ length: 4 }, (_, index) => rate.run(call(`list ${index}`)))
    const urgent = ['a', 'b'].map(name => rate.run(call(name), { urgent: true }))
    await Promise.all(urgent)
    // Both are within the burst: neither waited for a turn of 50 ms behind the three that wait.
    expect(order).toEqual(['list 0', 'a', 'b'])
    await Promise.all(list)
    expect(order).toEqual(['list 0', 'a', 'b', 'list 1', 'list 2', 'list 3'])
    expect(performance.now() - began).toBeGreaterThan(235)
  })

  test('after a throttled answer an urgent call keeps as quiet as the others', async () => {
    const rate = createRate({ perSecond: 100, atOnce: 4, burst: 5 })
    const began = performance.now()
    expect(bad(await rate.run(() => Promise.resolve(throttled(0.2)), { attempts: 1 })).kind).toBe('throttled')
    good(await rate.run(() => Promise.resolve(ok(1)), { urgent: true }))
    expect(performance.now() - began).toBeGreaterThan(190)
  })

  test('a call that throws frees its place', async () => {
    const rate = createRate({ perSecond: 100, atOnce: 1 })
    await expect(rate.run(() => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug')
    expect(good(await rate.run(() => Promise.resolve(ok(1))))).toBe(1)
  })
})

describe('one flight for many', () => {
  test('a throw reaches everybody, and the next one starts anew', async () => {
    const flights = createSingleFlight()
    const fly = () =>
      flights.run('k', { canAnswer: true }, async () => {
        await after(10)
        throw new Error('a bug')
      })
    const both = await Promise.allSettled([fly(), fly()])
    expect(both.map(one => one.status)).toEqual(['rejected', 'rejected'])
    expect(good(await flights.run('k', { canAnswer: true }, () => Promise.resolve(ok(1))))).toBe(1)
  })

  test('stops only when all have left', async () => {
    const flights = createSingleFlight()
    let stopped = false
    const run = (signal: AbortSignal) =>
      new Promise<Result<number>>(resolve => {
        signal.addEventListener('abort', () => {
          stopped = true
          resolve(failed({ kind: 'cancelled', what: 'it' }))
        })
      })
    const [one, two] = [new AbortController(), new AbortController()]
    const rides = [one, two].map(({ signal }) => flights.run('k', { canAnswer: true, signal }, run))
    one.abort()
    expect(bad((await rides[0]) as Result<number>).kind).toBe('cancelled')
    expect(stopped).toBe(false)
    two.abort()
    expect(bad((await rides[1]) as Result<number>).kind).toBe('cancelled')
    expect(stopped).toBe(true)
  })
})
