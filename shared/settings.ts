// What a person may set, as one table with defaults; the settings file and the form are drawn from it.
import { z } from 'zod'

export const shells = ['posix', 'fish', 'powershell', 'cmd', 'dotenv', 'json'] as const
export type Shell = (typeof shells)[number]

/** Which targets a list shows; the empty word means any. A tag is written `key=value`. */
const targetFilter = z.strictObject({
  environment: z.string().max(80),
  catalog: z.string().max(80),
  signIn: z.string().max(160),
  group: z.string().max(80),
  tag: z.string().max(400),
})
export type TargetFilter = z.output<typeof targetFilter>

const savedFilter = targetFilter.extend({ name: z.string().trim().min(1).max(40) })
export type SavedFilter = z.output<typeof savedFilter>

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
  /** The list of targets: how it is grouped, whether at all, and the filters that were given a name. */
  groupTargetsBy: z.enum(['units', 'environments']),
  groupTargets: z.boolean(),
  savedFilters: z
    .array(savedFilter)
    .max(50)
    .refine(all => new Set(all.map(each => each.name)).size === all.length, 'Two filters have one name.'),
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
  groupTargetsBy: fields.groupTargetsBy.default('units'),
  groupTargets: fields.groupTargets.default(true),
  savedFilters: fields.savedFilters.default([]),
})
export type Settings = z.output<typeof settingsSchema>

/** A change: what is not named stays as it is. Made without the defaults, which `partial()` would fill in. */
export const settingsWish = z.strictObject(fields).partial()
