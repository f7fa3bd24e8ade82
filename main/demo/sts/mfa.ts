// Checks the serial number and code of an MFA device that come with an STS call.
import type { Caller } from '../authenticate.ts'
import { takeCode } from '../totp.ts'
import { type Refusal, refuse } from '../wire.ts'
import type { World } from '../world.ts'

const failed = (how: string): Refusal => refuse(403, 'AccessDenied', `MultiFactorAuthentication failed${how}`)

/**
 * True when a valid code came along, false when none did. Only a user's own virtual or hardware
 * device counts, with long-term keys: a role session has no device, and passkeys (`:u2f/`) cannot
 * be used with STS (UG:IAM/id_credentials_mfa). The code is spent by being accepted.
 */
export const checkMfa = (world: World, caller: Caller, form: URLSearchParams): boolean | Refusal => {
  const serial = form.get('SerialNumber')
  const code = form.get('TokenCode')
  if (serial === null && code === null) return false
  if (serial === null || code === null)
    return failed(', must provide both MFA serial number and one time pass code.')
  const device = caller.kind === 'user' ? caller.user?.device : null
  if (!device || device.serial !== serial)
    return failed(
      ', unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    )
  return takeCode(device, code, world.now()) || failed(' with invalid MFA one time pass code.')
}
