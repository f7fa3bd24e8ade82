// The settings as people meet them, one row each: section, words, control. The screen is drawn from it, and searched in it.
import type { Settings } from './settings.ts'

export const settingSections = [
  { id: 'general', name: 'General' },
  { id: 'profiles', name: 'Profiles' },
  { id: 'browsers', name: 'Browsers' },
  { id: 'guards', name: 'Guards' },
  { id: 'mfa', name: 'MFA' },
  { id: 'vault', name: 'Vault' },
  { id: 'network', name: 'Network' },
  { id: 'agent', name: 'Agent' },
] as const
export type SettingSection = (typeof settingSections)[number]['id']

type Choice = { readonly value: string | number | null; readonly text: string }
export type SettingControl =
  | {
      readonly kind: 'segment'
      readonly options: readonly { readonly value: string; readonly text: string }[]
    }
  /** `length`: another number than those listed is shown as a length of time. */
  | { readonly kind: 'select'; readonly options: readonly Choice[]; readonly length?: true }
  | { readonly kind: 'switch' }
  | { readonly kind: 'shortcut' }
  /** `empty`: what the field stands for while nothing is in it. */
  | { readonly kind: 'text'; readonly empty: string; readonly clears?: true }
  /** Drawn by the screen itself: no single field, or a list. */
  | { readonly kind: 'own' }

export type SettingRow = {
  /** The field of the settings it changes; where the control is `own`, a name. */
  readonly id: string
  readonly section: SettingSection
  readonly name: string
  readonly note: string
  /** More words by which it is found. */
  readonly also?: string
  /** What it cannot do without. */
  readonly needs?: 'desktop' | 'browser'
  readonly control: SettingControl
}

/** AWS: GetSessionToken lasts 15 minutes to 36 hours for an IAM user (STS API reference). */
const mfaLengths = [900, 3_600, 14_400, 28_800, 43_200, 86_400, 129_600]
const idleLengths = [300, 900, 1_800, 3_600, 14_400]
const lengthText = (seconds: number): string =>
  seconds < 3_600 ? `${seconds / 60} min` : `${seconds / 3_600} h`

/** Values with the words they are offered by, in their order. */
const choices = (words: Readonly<Record<string, string>>): readonly { value: string; text: string }[] =>
  Object.entries(words).map(([value, text]) => ({ value, text }))

export const settingRows = [
  {
    id: 'theme',
    section: 'general',
    name: 'Theme',
    note: 'Follows the system unless you choose.',
    also: 'dark light appearance color',
    control: {
      kind: 'segment',
      options: choices({ system: 'System', light: 'Light', dark: 'Dark' }),
    },
  },
  {
    id: 'shortcut',
    section: 'general',
    name: 'Shortcut from anywhere',
    note: 'Opens the search over any app.',
    also: 'hotkey keyboard palette global',
    needs: 'desktop',
    control: { kind: 'shortcut' },
  },
  {
    id: 'startAtLogin',
    section: 'general',
    name: 'Start at login',
    note: 'In the tray, without a window.',
    also: 'autostart boot',
    needs: 'desktop',
    control: { kind: 'switch' },
  },
  {
    id: 'notifications',
    section: 'general',
    name: 'Notifications',
    note: 'Before a session ends, and when a question or an update waits.',
    also: 'notices alerts',
    needs: 'desktop',
    control: { kind: 'switch' },
  },
  {
    id: 'enterDoes',
    section: 'general',
    name: 'Enter does',
    note: 'What happens to the selected target.',
    also: 'return key default',
    control: {
      kind: 'select',
      options: choices({ assume: 'Assume', console: 'Console', terminal: 'Terminal' }),
    },
  },
  {
    id: 'shell',
    section: 'general',
    name: 'Shell',
    note: 'The first in the list when an environment is copied.',
    also: 'bash zsh fish powershell environment',
    control: {
      kind: 'select',
      options: choices({
        posix: 'bash, zsh',
        fish: 'fish',
        powershell: 'PowerShell',
        cmd: 'cmd.exe',
        dotenv: '.env file',
        json: 'JSON',
      }),
    },
  },
  {
    id: 'onQuit',
    section: 'general',
    name: 'On quit',
    note: 'What becomes of live sessions.',
    also: 'exit close sessions',
    needs: 'desktop',
    control: {
      kind: 'select',
      options: choices({ ask: 'Ask', end: 'End them', keep: 'Keep them' }),
    },
  },

  {
    id: 'profileMode',
    section: 'profiles',
    name: 'Mode',
    note: 'Keys are written and end; process asks Switchyard each time.',
    also: 'credential_process credentials file',
    control: {
      kind: 'segment',
      options: choices({ keys: 'Keys', process: 'Process' }),
    },
  },
  {
    id: 'earlier-states',
    section: 'profiles',
    name: 'Earlier states',
    note: 'Brings the AWS files back to what they were.',
    also: 'undo redo history restore',
    control: { kind: 'own' },
  },
  {
    id: 'clean',
    section: 'profiles',
    name: 'Stale profiles',
    note: 'Blocks of ours whose session has ended.',
    also: 'clean sweep remove',
    control: { kind: 'own' },
  },

  {
    id: 'consoleIn',
    section: 'browsers',
    name: 'Console opens in',
    note: 'When nobody says otherwise.',
    also: 'browser window container space portal',
    control: {
      kind: 'select',
      options: choices({
        browser: 'Browser',
        window: 'Window of its own',
        container: 'Space of its client',
        portal: 'Access portal',
      }),
    },
  },
  {
    id: 'severalConsoles',
    section: 'browsers',
    name: 'Several accounts in one browser',
    note: 'Without multi-session AWS shows one account at a time.',
    also: 'multi-session multisession sign out console',
    control: {
      kind: 'select',
      options: choices({
        warn: 'Say so',
        'multi-session': 'Multi-session is on',
        replace: 'The last one stays',
      }),
    },
  },
  {
    id: 'spaceBrowser',
    section: 'browsers',
    name: 'Spaces are in',
    note: 'Chrome keeps clients apart by profile, Firefox by container.',
    also: 'firefox chrome chromium brave edge vivaldi container profile',
    needs: 'browser',
    control: {
      kind: 'select',
      options: choices({
        auto: 'The first that is found',
        chrome: 'Chrome',
        chromium: 'Chromium',
        brave: 'Brave',
        edge: 'Edge',
        vivaldi: 'Vivaldi',
        'firefox-granted': 'Firefox, Granted add-on',
        'firefox-container': 'Firefox, Open URL in Container',
      }),
    },
  },
  {
    id: 'spacePer',
    section: 'browsers',
    name: 'One space for each',
    note: 'An account without the tag has a space of its own.',
    also: 'client tag account unit environment',
    control: {
      kind: 'select',
      options: choices({
        'tag:client': 'Client (tag)',
        account: 'Account',
        unit: 'Unit',
        environment: 'Environment',
        catalog: 'Catalog',
      }),
    },
  },

  {
    id: 'lockWhenIdle',
    section: 'guards',
    name: 'Lock when idle',
    note: 'Live sessions go on; nothing new starts.',
    also: 'vault timeout inactivity',
    control: {
      kind: 'select',
      options: [
        { value: null, text: 'Never' },
        ...idleLengths.map(seconds => ({ value: seconds, text: `After ${lengthText(seconds)}` })),
      ],
      length: true,
    },
  },
  {
    id: 'environments',
    section: 'guards',
    name: 'Environments',
    note: 'What each asks before a target opens. The team’s catalogs say it.',
    also: 'production reason confirm mfa duration',
    control: { kind: 'own' },
  },

  {
    id: 'mfaSession',
    section: 'mfa',
    name: 'Longest MFA session',
    note: 'One code opens it; all targets behind it share it.',
    also: 'hours code duration',
    control: {
      kind: 'select',
      options: mfaLengths.map(seconds => ({ value: seconds, text: lengthText(seconds) })),
      length: true,
    },
  },
  {
    id: 'mfaCommands',
    section: 'mfa',
    name: 'MFA command',
    note: 'A program that prints the code, so that nobody types it.',
    also: 'yubikey ykman op 1password totp code',
    control: { kind: 'own' },
  },

  {
    id: 'vault',
    section: 'vault',
    name: 'Vault',
    note: 'What Switchyard keeps secret on disk.',
    also: 'lock unlock keychain passphrase',
    control: { kind: 'own' },
  },

  {
    id: 'proxy',
    section: 'network',
    name: 'Proxy',
    note: 'In place of what the environment or the system says.',
    also: 'http https',
    control: { kind: 'text', empty: 'http://proxy.example:3128', clears: true },
  },
  {
    id: 'proxyExcept',
    section: 'network',
    name: 'Reached without it',
    note: 'Hosts and domains, parted by commas.',
    also: 'no_proxy bypass',
    control: { kind: 'text', empty: 'localhost, .example.com' },
  },
  {
    id: 'network',
    section: 'network',
    name: 'In force',
    note: 'How AWS and catalogs are reached, and who says so.',
    also: 'certificate ca bundle endpoint proxy',
    control: { kind: 'own' },
  },

  {
    id: 'agent',
    section: 'agent',
    name: 'Agent',
    note: 'What answers command line and profiles.',
    also: 'socket launcher cli path callers',
    control: { kind: 'own' },
  },
] as const satisfies readonly SettingRow[]

export type SettingId = (typeof settingRows)[number]['id']
export type OwnSettingId = Extract<
  (typeof settingRows)[number],
  { readonly control: { readonly kind: 'own' } }
>['id']

/** Fields that are set elsewhere than on the screen of settings. */
export const settingsSetElsewhere: readonly (keyof Settings)[] = [
  'version',
  'groupTargetsBy',
  'groupTargets',
  'savedFilters',
]

/** Pure: do all words of `query` occur in what a row says, its section's name included? */
export const rowMatches = (row: SettingRow, query: string): boolean => {
  const section = settingSections.find(each => each.id === row.section)?.name ?? ''
  const choices =
    row.control.kind === 'segment' || row.control.kind === 'select'
      ? row.control.options.map(option => option.text).join(' ')
      : ''
  const said = `${section} ${row.name} ${row.note} ${row.also ?? ''} ${choices}`.toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every(word => said.includes(word))
}
