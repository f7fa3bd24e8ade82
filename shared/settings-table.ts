// The settings as people meet them, one row each: section, words, control. The screen is drawn from it.
import { browserRows } from './browser-rows.ts'
import { choices, type SettingRow } from './setting-row.ts'
import type { Settings } from './settings.ts'

/** AWS: GetSessionToken lasts 15 minutes to 36 hours for an IAM user (STS API reference). */
const mfaLengths = [900, 3_600, 14_400, 28_800, 43_200, 86_400, 129_600]
const idleLengths = [300, 900, 1_800, 3_600, 14_400]
const lengthText = (seconds: number): string =>
  seconds < 3_600 ? `${seconds / 60} min` : `${seconds / 3_600} h`

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
    id: 'terminal',
    section: 'general',
    name: 'Terminal',
    note: 'What opens as a target.',
    also: 'xterm kitty konsole iterm window shell',
    control: { kind: 'select', options: [{ value: null, text: 'System’s own' }] },
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
    id: 'profileName',
    section: 'profiles',
    name: 'Name',
    note: 'As the catalogs say, or one template for all: {account}, {role}, {tag:KEY}, {user}.',
    also: 'template profile called',
    control: { kind: 'text', empty: 'as the catalogs say', clears: true },
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

  ...browserRows,
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
    note: 'What each asks before a target opens. Your team can change it, this machine cannot.',
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
