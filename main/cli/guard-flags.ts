// The flags that answer a guard ahead of its question, the same on every command that opens a target.
import type { ParseArgsOptionsConfig } from 'node:util'
import { parseDuration } from '../../shared/duration.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { textOf, type Values } from './command.ts'

export const guardOptions = {
  'mfa-code': { type: 'string' },
  reason: { type: 'string' },
  confirm: { type: 'string' },
  duration: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig

export const guardUsage = '[--reason TEXT] [--confirm ACCOUNT] [--mfa-code N] [--duration 1h]'

export type GuardFlags = { mfaCode?: string; reason?: string; confirm?: string; seconds?: number }

/** AWS takes 900 seconds or more (STS AssumeRole, DurationSeconds); what a role or a route shortens is a notice, not an error. */
export const readGuardFlags = (values: Values): Result<GuardFlags> => {
  const flags: GuardFlags = {}
  const mfaCode = textOf(values, 'mfa-code')
  if (mfaCode !== undefined) {
    if (!/^\d{6}$/.test(mfaCode)) return failed({ kind: 'usage', message: 'An MFA code has six digits.' })
    flags.mfaCode = mfaCode
  }
  const reason = textOf(values, 'reason')
  if (reason !== undefined) flags.reason = reason
  const confirm = textOf(values, 'confirm')
  if (confirm !== undefined) flags.confirm = confirm
  const duration = textOf(values, 'duration')
  if (duration !== undefined) {
    const seconds = parseDuration(duration)
    if (seconds === null || seconds < 900) {
      return failed({ kind: 'usage', message: `“${duration}” is no duration of 15m or more, such as 1h.` })
    }
    flags.seconds = seconds
  }
  return ok(flags)
}

/** Flags that were given, without the absent ones: the contract knows no `undefined`. */
export const given = <T extends Record<string, unknown>>(
  values: T,
): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
