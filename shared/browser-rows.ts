// The rows of the settings table that are about browsers: where a console opens, and what keeps clients apart.
import { choices, type SettingRow } from './setting-row.ts'

export const browserRows = [
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
] as const satisfies readonly SettingRow[]
