// What a person may set, as one table with defaults; the settings file and the form are drawn from it.
import { z } from 'zod'

export const shells = ['posix', 'fish', 'powershell', 'cmd', 'dotenv', 'json'] as const
export type Shell = (typeof shells)[number]

const fields = {
  version: z.literal(1),
  /** How profiles are written when neither flag nor window says so. */
  profileMode: z.enum(['keys', 'process']),
  /** Longest shared MFA session, in seconds: 15 minutes to 36 hours, AWS's own bounds for GetSessionToken. */
  mfaSession: z.number().int().min(900).max(129_600),
  theme: z.enum(['system', 'light', 'dark']),
  shell: z.enum(shells),
  /** The desktop: where a console opens, when nobody says otherwise. */
  consoleIn: z.enum(['browser', 'window']),
  /** The desktop: the keys that bring the window from anywhere, as Electron writes them; null = none. */
  shortcut: z
    .string()
    .max(60)
    .regex(/^([A-Za-z]+\+)+[A-Za-z0-9]+$/)
    .nullable(),
  startAtLogin: z.boolean(),
  /** The desktop: what becomes of live sessions when it quits. */
  onQuit: z.enum(['ask', 'end', 'keep']),
  notifications: z.boolean(),
}

export const settingsSchema = z.strictObject({
  version: fields.version.default(1),
  profileMode: fields.profileMode.default('keys'),
  mfaSession: fields.mfaSession.default(43_200),
  theme: fields.theme.default('system'),
  shell: fields.shell.default('posix'),
  consoleIn: fields.consoleIn.default('browser'),
  shortcut: fields.shortcut.default('CommandOrControl+Shift+Space'),
  startAtLogin: fields.startAtLogin.default(false),
  onQuit: fields.onQuit.default('ask'),
  notifications: fields.notifications.default(true),
})
export type Settings = z.output<typeof settingsSchema>

/** A change: what is not named stays as it is. Made without the defaults, which `partial()` would fill in. */
export const settingsWish = z.strictObject(fields).partial()
