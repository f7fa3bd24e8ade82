// Faults that can be put into the demo AWS: slow, throttled, failing, silent, or with another idea of the time.
import { readDuration } from './durations.ts'

export type Fault =
  | { readonly kind: 'latency'; readonly milliseconds: number; readonly on: string }
  | { readonly kind: 'throttle'; readonly on: string; readonly times: number }
  | {
      readonly kind: 'error'
      readonly on: string
      readonly code: string
      readonly status: number
      readonly times: number
    }
  | { readonly kind: 'down'; readonly on: string }
  | { readonly kind: 'skew'; readonly milliseconds: number }
  | { readonly kind: 'key-inactive'; readonly user: string }
  | { readonly kind: 'device-lost'; readonly user: string }

/** How faults are written; `ON` is an operation, a service, or `all`. */
export const faultForms: readonly string[] = [
  'latency DURATION [ON]',
  'throttle ON [TIMES]',
  'error ON CODE [STATUS] [TIMES]',
  'down SERVICE',
  'skew DURATION',
  'key-inactive USER',
  'device-lost USER',
  'clear',
]

/** Other words for services, as people say them. */
const aliases: Readonly<Record<string, string>> = {
  portal: 'sso',
  oidc: 'sso-oidc',
  console: 'signin',
  orgs: 'organizations',
}

const meant = (on: string): string => aliases[on.toLowerCase()] ?? on

const count = (written: string | undefined): number | null =>
  written === undefined ? Number.POSITIVE_INFINITY : /^[1-9]\d*$/.test(written) ? Number(written) : null

/** Reads the words after `fault`; null when they are none of the forms. `clear` is not a fault and is read by the caller. */
export const readFault = (words: readonly string[]): Fault | null => {
  const [kind, first, second, third, fourth] = words
  if (first === undefined) return null
  switch (kind) {
    case 'latency': {
      const milliseconds = readDuration(first)
      return milliseconds === null || milliseconds < 0
        ? null
        : { kind, milliseconds, on: meant(second ?? 'all') }
    }
    case 'throttle': {
      const times = count(second)
      return times === null ? null : { kind, on: meant(first), times }
    }
    case 'error': {
      const status = third === undefined ? 400 : Number(third)
      const times = count(fourth)
      const fits =
        second !== undefined && Number.isInteger(status) && status >= 400 && status < 600 && times !== null
      return fits ? { kind, on: meant(first), code: second, status, times } : null
    }
    case 'down':
      return { kind, on: meant(first) }
    case 'skew': {
      const milliseconds = readDuration(first)
      return milliseconds === null ? null : { kind, milliseconds }
    }
    case 'key-inactive':
    case 'device-lost':
      return { kind, user: first }
    default:
      return null
  }
}

export const writeFault = (fault: Fault): string => {
  const times = 'times' in fault && Number.isFinite(fault.times) ? ` ${fault.times}` : ''
  switch (fault.kind) {
    case 'latency':
      return `latency ${fault.milliseconds}ms ${fault.on}`
    case 'throttle':
      return `throttle ${fault.on}${times}`
    case 'error':
      return `error ${fault.on} ${fault.code} ${fault.status}${times}`
    case 'down':
      return `down ${fault.on}`
    case 'skew':
      return `skew ${fault.milliseconds / 1000}s`
    default:
      return `${fault.kind} ${fault.user}`
  }
}

/** What is to happen to one request. */
export type Effect = {
  readonly delay: number
  readonly end: 'throttle' | 'drop' | { readonly code: string; readonly status: number } | null
}

export type Faults = {
  add(fault: Fault): void
  list(): readonly Fault[]
  clear(): void
  /** Counts the request against faults that last for a number of times. */
  effectOn(service: string, operation: string): Effect
}

export const createFaults = (): Faults => {
  let faults: Fault[] = []
  const spend = (fault: Extract<Fault, { times: number }>): void => {
    faults = faults.flatMap(each =>
      each !== fault ? [each] : fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [],
    )
  }
  return {
    add(fault) {
      faults.push(fault)
    },
    list: () => faults,
    clear() {
      faults = []
    },
    effectOn(service, operation) {
      const fitting = faults.filter(
        fault =>
          'on' in fault &&
          ['all', service, operation].some(name => name.toLowerCase() === fault.on.toLowerCase()),
      )
      const delay = fitting.reduce(
        (sum, fault) => sum + (fault.kind === 'latency' ? fault.milliseconds : 0),
        0,
      )
      if (fitting.some(fault => fault.kind === 'down')) return { delay, end: 'drop' }
      const fault = fitting.find(each => each.kind === 'error' || each.kind === 'throttle')
      if (fault?.kind === 'throttle') {
        spend(fault)
        return { delay, end: 'throttle' }
      }
      if (fault?.kind === 'error') {
        spend(fault)
        return { delay, end: { code: fault.code, status: fault.status } }
      }
      return { delay, end: null }
    },
  }
}
