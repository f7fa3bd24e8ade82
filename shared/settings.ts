// What a person may set, as one table with defaults; the settings file and the form are drawn from it.
import { z } from 'zod'

export const shells = ['posix', 'fish', 'powershell', 'cmd', 'dotenv', 'json'] as const
export type Shell = (typeof shells)[number]

export const settingsSchema = z.strictObject({
  version: z.literal(1).default(1),
  /** How profiles are written when neither flag nor window says so. */
  profileMode: z.enum(['keys', 'process']).default('keys'),
  /** Longest shared MFA session, in seconds: 15 minutes to 36 hours, AWS's own bounds for GetSessionToken. */
  mfaSession: z.number().int().min(900).max(129_600).default(43_200),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  shell: z.enum(shells).default('posix'),
})
export type Settings = z.output<typeof settingsSchema>
