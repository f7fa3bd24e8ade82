// The six digits of a virtual MFA device (RFC 6238, SHA-1, 30 s), and the rule that each works once.
import { createHmac, randomBytes } from 'node:crypto'

const stepSeconds = 30

export type Device = {
  readonly serial: string
  readonly enabledAt: number
  readonly seed: Buffer
  /** The last time step whose code was accepted; a code of it or an earlier one is refused. */
  lastStep: number
}

export const createDevice = (serial: string, enabledAt: number): Device => ({
  serial,
  enabledAt,
  seed: randomBytes(20),
  lastStep: -1,
})

const stepAt = (now: number): number => Math.floor(now / 1000 / stepSeconds)

const codeOf = (seed: Buffer, step: number): string => {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', seed).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

export type Shown = { readonly code: string; readonly secondsLeft: number; readonly used: boolean }

/** What the phone shows at `now` (ms): the code, whole seconds until the next one, whether it was already accepted. */
export const showCode = (device: Device, now: number): Shown => {
  const step = stepAt(now)
  return {
    code: codeOf(device.seed, step),
    secondsLeft: stepSeconds - (Math.floor(now / 1000) % stepSeconds),
    used: device.lastStep >= step,
  }
}

/**
 * Accepts a code once. STS takes the code of the current step and, for slow typists, of the one
 * before; a code that was used, and any older one, is refused in the words of a wrong one.
 */
export const takeCode = (device: Device, code: string, now: number): boolean => {
  const current = stepAt(now)
  const step = [current, current - 1].find(
    each => each > device.lastStep && codeOf(device.seed, each) === code,
  )
  if (step === undefined) return false
  device.lastStep = step
  return true
}
