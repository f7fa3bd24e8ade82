// What a person may set, with defaults: the settings file is read by this; its words and controls are in settings-table.ts.
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
/** What stands for a browser that keeps clients apart: profiles of the Chrome family, containers of Firefox by an add-on. */
export const spaceBrowsers = [
  'auto',
  'chrome',
  'chromium',
  'brave',
  'edge',
  'vivaldi',
  'firefox-granted',
  'firefox-container',
] as const
export type SpaceBrowser = (typeof spaceBrowsers)[number]

const fields = {
  version: z.literal(1),
  /** How profiles are written when neither flag nor window says so. */
  profileMode: z.enum(['keys', 'process']),
  /** How profiles are called, in place of what the catalogs say; null = as those say. */
  profileName: z
    .string()
    .max(200)
    .regex(
      /^(?:[A-Za-z0-9_.@+%:/-]|\{(?:account|account\.id|account\.name|role|user|ticket|tag:[^{}]{1,128})\})+$/,
      'A profile’s name has letters, digits, "_.@+%:/-", and {account}, {account.id}, {account.name}, {role}, {tag:KEY}, {user}, {ticket}.',
    )
    .nullable(),
  /** Longest shared MFA session, in seconds: 15 minutes to 36 hours, AWS's own bounds for GetSessionToken. */
  mfaSession: z.number().int().min(900).max(129_600),
  /** By sign-in (`catalog:key`): a program and its arguments that print the present code. No shell sees it. */
  mfaCommands: z.record(z.string().max(120), z.array(z.string().max(2_000)).min(1).max(40)),
  theme: z.enum(['system', 'light', 'dark']),
  shell: z.enum(shells),
  /** The name of the terminal that opens as a target; null = the system's own. One that is gone is said when it opens. */
  terminal: z.string().trim().min(1).max(60).nullable(),
  /** What Enter does to the chosen target. */
  enterDoes: z.enum(['assume', 'console', 'terminal']),
  /** Where a console opens, when nobody says otherwise. `window` is the desktop's alone. */
  consoleIn: z.enum(['browser', 'window', 'container', 'portal']),
  spaceBrowser: z.enum(spaceBrowsers),
  /** What shares a space: `account`, `unit`, `environment`, `catalog`, or a tag of the account. */
  spacePer: z
    .string()
    .max(140)
    .regex(/^(account|unit|environment|catalog|tag:[\p{L}\p{N}\p{Zs}_.:/=+@-]{1,128})$/u),
  /** What is done when another account's console is open in the same browser. */
  severalConsoles: z.enum(['warn', 'multi-session', 'replace']),
  /** Seconds without use after which the vault locks itself; null = never. */
  lockWhenIdle: z.number().int().min(60).max(86_400).nullable(),
  /** An address of a proxy, in place of the environment's or the system's; null = as those say. Holds no password. */
  proxy: z
    .string()
    .max(300)
    .refine(isPlainProxy, 'A proxy is written http://host:port, without a name or password.')
    .nullable(),
  /** Hosts and domains that are reached without `proxy`, as NO_PROXY writes them. */
  proxyExcept: z.string().max(2_000),
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

/** `host:port` or http(s)://host:port. A password there would lie in a file that holds no secrets. */
function isPlainProxy(text: string): boolean {
  const address = text.includes('://') ? text : `http://${text}`
  const found = /^https?:\/\/([^\s/@?#]+)\/?$/i.exec(address)
  return found !== null && /^(\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?$/i.test(found[1] ?? '')
}

export const settingsSchema = z.strictObject({
  version: fields.version.default(1),
  profileMode: fields.profileMode.default('keys'),
  profileName: fields.profileName.default(null),
  mfaSession: fields.mfaSession.default(43_200),
  mfaCommands: fields.mfaCommands.default({}),
  theme: fields.theme.default('system'),
  shell: fields.shell.default('posix'),
  terminal: fields.terminal.default(null),
  enterDoes: fields.enterDoes.default('assume'),
  consoleIn: fields.consoleIn.default('browser'),
  spaceBrowser: fields.spaceBrowser.default('auto'),
  spacePer: fields.spacePer.default('tag:client'),
  severalConsoles: fields.severalConsoles.default('warn'),
  lockWhenIdle: fields.lockWhenIdle.default(null),
  proxy: fields.proxy.default(null),
  proxyExcept: fields.proxyExcept.default(''),
  shortcut: fields.shortcut.default('CommandOrControl+Shift+Space'),
  startAtLogin: fields.startAtLogin.default(false),
  onQuit: fields.onQuit.default('ask'),
  notifications: fields.notifications.default(true),
  groupTargetsBy: fields.groupTargetsBy.default('units'),
  groupTargets: fields.groupTargets.default(true),
  savedFilters: fields.savedFilters.default([]),
})
export type Settings = z.output<typeof settingsSchema>
/** What every window is told of: a program for codes may be started with a secret, and is asked for where it is changed. */
export type SettingsInSight = Omit<Settings, 'mfaCommands'>

/** A change: what is not named stays as it is. Made without the defaults, which `partial()` would fill in. */
export const settingsWish = z.strictObject(fields).partial()
