// The desk's answers about settings: changing them, what is in force on this machine, and earlier states of the AWS files.
import type { Answers } from '../../shared/contract.ts'
import type { deskContract } from '../../shared/desk-contract.ts'
import { ok } from '../../shared/result.ts'
import type { SettingsFacts } from '../../shared/settings-facts.ts'
import { hasBrowser } from '../delivery/browser.ts'
import { spaceOf } from '../delivery/space.ts'
import { findSpaceBrowsers } from '../delivery/space-browsers.ts'
import type { House } from '../house.ts'
import { staleProfiles } from '../profiles/owned-profiles.ts'
import { profileNameOf } from '../sessions/deliver-profile.ts'
import { runMfaCommand } from '../sign-ins/mfa-command.ts'
import type { DeskCaller, WindowHost } from './caller.ts'
import type { Snapshots } from './snapshots.ts'

type SettingsAnswers = Pick<
  Answers<typeof deskContract, DeskCaller>,
  | 'changeSettings'
  | 'mfaCommands'
  | 'settingsFacts'
  | 'tryMfaCommand'
  | 'setSettingsAside'
  | 'previewUndo'
  | 'undoProfiles'
  | 'redoProfiles'
  | 'cleanProfiles'
>

export const settingsAnswers = (house: House, snapshots: Snapshots, host: WindowHost): SettingsAnswers => {
  const recordProfiles = (detail: string): Promise<unknown> =>
    house.activity.append({ what: 'profiles', who: house.person, outcome: 'done', door: 'window', detail })

  const profileFacts = async (): Promise<SettingsFacts['profiles']> => {
    const [history, owned, estate] = await Promise.all([
      house.profiles.history(),
      house.profiles.list(),
      house.catalogs.estate(),
    ])
    const blocks = owned.ok ? owned.value : []
    const targets = estate.ok ? [...estate.value.targets.values()] : []
    const shown = targets.find(each => !each.breakGlass && each.personal.profile === null)
    const { profileName } = house.settings.now()
    return {
      states: history.map(state => ({ ...state, at: new Date(state.at).toISOString() })),
      owned: blocks.length,
      stale: staleProfiles(blocks, house.paths.awsCredentials, house.clock.now()).map(block => block.profile),
      example: shown
        ? {
            target: `${shown.account.key} / ${shown.role}`,
            profile: profileNameOf(shown, profileName, { user: null, reason: null }),
          }
        : null,
    }
  }

  const spaceFacts = async (): Promise<SettingsFacts['spaces']> => {
    const { env } = house
    const estate = await house.catalogs.estate()
    const targets = estate.ok ? [...estate.value.targets.values()] : []
    const tags = new Set<string>()
    for (const { account } of targets) for (const key of Object.keys(account.tags)) tags.add(key)
    const { spacePer } = house.settings.now()
    const tag = spacePer.startsWith('tag:') ? spacePer.slice('tag:'.length) : null
    const shown = targets.find(each => tag === null || each.account.tags[tag]) ?? targets[0]
    return {
      found: findSpaceBrowsers(env, process.platform),
      problem: !hasBrowser(env, process.platform)
        ? 'No browser can be opened from this machine.'
        : env.SWITCHYARD_BROWSER
          ? 'SWITCHYARD_BROWSER goes before it.'
          : null,
      tags: [...tags].toSorted().slice(0, 40),
      example: shown
        ? { target: `${shown.account.key} / ${shown.role}`, space: spaceOf(shown, spacePer).name }
        : null,
    }
  }

  return {
    async changeSettings(wish) {
      const given = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined))
      const changed = await house.settings.change(given)
      snapshots.changed()
      return changed.ok ? ok(null) : changed
    },
    mfaCommands: () => Promise.resolve(ok(house.settings.now().mfaCommands)),
    async settingsFacts() {
      const [standing, profiles, spaces] = await Promise.all([
        house.settings.read(),
        profileFacts(),
        spaceFacts(),
      ])
      const { problem, unknown } = standing
      return ok({
        file: { path: house.paths.settings, problem, unknown },
        profiles,
        terminals: house.terminals.facts(),
        spaces,
        vault: {
          keptBy: house.env.SWITCHYARD_KEYCHAIN === 'passphrase' ? 'passphrase' : 'os',
          path: house.paths.vault,
        },
        network: house.aws.network(),
        agent: {
          pid: process.pid,
          socket: house.paths.socket,
          launchers: house.paths.launchers,
          commandLine: house.commandLine,
          callers: {
            // The desktop's tray is a window of its own kind.
            windows: house.uses.open('window') - (host.kind === 'desktop' ? 1 : 0),
            now: house.uses.open('command') + house.uses.open('profile'),
            commands: house.uses.total('command'),
            profiles: house.uses.total('profile'),
          },
        },
      })
    },
    async tryMfaCommand({ command }, { signal }) {
      const ran = await runMfaCommand({ command, env: house.env, signal })
      if (!ran.ok) return ran
      return 'code' in ran.value
        ? ok({ ok: true, sentence: 'It printed a code of six digits.' })
        : ok({ ok: false, sentence: ran.value.problem })
    },
    async setSettingsAside() {
      const aside = await house.settings.setAside()
      snapshots.changed()
      return aside.ok ? ok({ path: aside.value }) : aside
    },
    previewUndo: ({ steps }) => house.profiles.previewUndo(steps),
    async undoProfiles({ steps }) {
      const undone = await house.profiles.undo(steps)
      if (!undone.ok) return undone
      await recordProfiles(`undo ${steps}`)
      snapshots.changed()
      return ok({ files: undone.value.changed, notices: undone.value.notices })
    },
    async redoProfiles() {
      const redone = await house.profiles.redo(1)
      if (!redone.ok) return redone
      await recordProfiles('redo 1')
      snapshots.changed()
      return ok({ files: redone.value.changed, notices: redone.value.notices })
    },
    async cleanProfiles() {
      const swept = await house.book.sweep()
      if (!swept.ok) return swept
      const stale = await house.profiles.sweep()
      snapshots.changed()
      return stale.ok
        ? ok({ removed: [...new Set([...swept.value.removedProfiles, ...stale.value.profiles])] })
        : stale
    },
  }
}
