// What assuming costs beyond the time AWS itself takes: per hop, and for 200 targets behind one hub.
import { ms, ratio } from './table.mjs'
import { median, percentile } from './timing.mjs'
import { target } from './world.mjs'

/** @typedef {Awaited<ReturnType<typeof import('./world.mjs').openWorld>>} World */

/** Sums the time the demo spends on calls, from the first byte of a request to the last of its answer. @param {World} world */
const meterOf = ({ demo }) => {
  let total = 0
  const { calls } = demo
  const begin = calls.begin
  calls.begin = service => {
    const began = performance.now()
    const end = begin(service)
    return call => {
      total += performance.now() - began
      end(call)
    }
  }
  return {
    /** @returns {number} ms since the last reading */
    read() {
      const read = total
      total = 0
      return read
    },
  }
}

/** Issues one target through the agent. @param {World} world @param {string} role */
const issue = async ({ client }, role) => {
  const issued = await client.call.issue({ target: target(role), delivery: 'process' })
  if (!issued.ok) throw new Error(`${role}: ${JSON.stringify(issued.failure)}`)
}

/** @param {World} world @param {{ direct: number, chained: number }} shape @returns {Promise<import('./table.mjs').Figure[]>} */
export const benchHops = async (world, { direct, chained }) => {
  const meter = meterOf(world)
  /** @param {string} kind @param {number} from @param {number} to @param {number} hops */
  const overheads = async (kind, from, to, hops) => {
    const all = []
    for (let index = from; index < to; index += 1) {
      meter.read()
      const began = performance.now()
      await issue(world, `${kind}${index}`)
      all.push((performance.now() - began - meter.read()) / hops)
    }
    // The first few pay for code that is not warm yet; the agent lives for days.
    return all.slice(5)
  }
  const one = await overheads('Direct', 2, direct, 1)
  const two = await overheads('Chained', 0, chained, 2)
  const figure = (/** @type {string} */ what, /** @type {readonly number[]} */ all) => ({
    what,
    measured: `${ms(median(all))} per hop (p95 ${ms(percentile(all, 0.95))})`,
    promise: 'at most 15 ms per hop beyond AWS’s own time',
    kept: median(all) <= 15,
  })
  return [figure('assume, one hop', one), figure('assume, two hops', two)]
}

/** AWS answers in about this time from nearby. */
const latency = 100

/**
 * The figures of one fan: calls for the hub, most in flight, the whole against the ideal of that limit.
 * @param {World} world @param {number} spokes @param {string} how @param {() => Promise<unknown>} go
 * @returns {Promise<import('./table.mjs').Figure[]>}
 */
const fan = async ({ demo }, spokes, how, go) => {
  demo.faults.clear()
  demo.faults.add({ kind: 'latency', milliseconds: latency, on: 'all' })
  demo.calls.clear()
  const began = performance.now()
  await go()
  const took = performance.now() - began
  demo.faults.clear()
  const calls = demo.calls.list().filter(({ operation }) => operation === 'AssumeRole').length
  const limit = demo.calls.most().sts ?? 0
  const ideal = latency + Math.ceil(spokes / limit) * latency
  return [
    {
      what: `${how}: calls for the hub`,
      measured: String(calls - spokes),
      promise: '1',
      kept: calls - spokes === 1,
    },
    { what: 'most calls in flight', measured: String(limit), promise: 'a limit of 16', kept: limit <= 16 },
    {
      what: `in all, with ${latency} ms per call`,
      measured: `${ratio(took / ideal)} of the ideal (${took.toFixed(0)} ms)`,
      promise: 'at most 1.3x',
      kept: took / ideal <= 1.3,
    },
  ]
}

/**
 * 200 targets behind one hub, twice: 200 callers at once, each with a session that is kept; and one `check` of all.
 * @param {World} world @param {number} spokes @returns {Promise<import('./table.mjs').Figure[]>}
 */
export const benchFan = async (world, spokes) => {
  const all = Array.from({ length: spokes }, (_, index) => `Spoke${index}`)
  const callers = await fan(world, spokes, `${spokes} targets behind one hub, a caller each`, () =>
    Promise.all(all.map(role => issue(world, role))),
  )
  // Nothing lives on, the hub neither.
  await world.client.call.stop({ all: true })
  const check = async () => {
    const checked = await world.client.call.check({ selector: `role=${all.join(',')}`, limit: 16 })
    if (!checked.ok || checked.value.rows.some(row => !row.ok)) throw new Error('A route was refused.')
  }
  return [...callers, ...(await fan(world, spokes, `check of ${spokes} targets behind one hub`, check))]
}
