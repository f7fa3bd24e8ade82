// The log of every call to the demo AWS, for tests and benchmarks that count them.

export type Call = {
  readonly service: string
  readonly operation: string
  /** Milliseconds on the demo's clock. */
  readonly at: number
  readonly status: number
  readonly accessKeyId?: string
}

export type Calls = {
  /** Call when a request comes in; the returned function when it is answered. */
  begin(service: string): (call: Call) => void
  list(): readonly Call[]
  /** Calls to AWS under way; the one that asks for this number, and others that steer the demo, are none. */
  inFlight(): number
  /** The most requests of a service that were under way at once, since the last clear. */
  most(): Readonly<Record<string, number>>
  clear(): void
}

const longest = 100_000

export const createCalls = (): Calls => {
  let calls: Call[] = []
  const now = new Map<string, number>()
  const most = new Map<string, number>()
  return {
    begin(service) {
      const count = (now.get(service) ?? 0) + 1
      now.set(service, count)
      most.set(service, Math.max(count, most.get(service) ?? 0))
      return call => {
        now.set(service, (now.get(service) ?? 1) - 1)
        if (calls.length >= longest) calls = calls.slice(longest / 2)
        calls.push(call)
      }
    },
    list: () => calls,
    inFlight: () =>
      [...now].reduce((sum, [service, count]) => (service === 'control' ? sum : sum + count), 0),
    most: () => Object.fromEntries(most),
    clear() {
      calls = []
      most.clear()
    },
  }
}
