// Everything one can do in the window as commands with a name, for the palette to list and find.
import { useMemo } from 'react'
import { createSearch } from '../../shared/search.ts'
import type { Settings } from '../../shared/settings.ts'
import { useDesk, useSnapshot, useTime } from '../desk/hooks.ts'
import type { IconName } from '../parts/icon.tsx'
import { listInWords } from '../parts/list-in-words.ts'
import { ask } from '../place/asked.ts'
import { goTo, type Screen } from '../place/place.ts'
import { clockTime } from '../time/countdown.ts'
import { useLastChange } from './use-last-change.ts'

export type Command = {
  readonly key: string
  readonly icon: IconName
  readonly name: string
  readonly note: string
  readonly run: () => void
}

const places: readonly { readonly screen: Screen; readonly icon: IconName; readonly name: string }[] = [
  { screen: 'sessions', icon: 'sessions', name: 'Sessions' },
  { screen: 'catalogs', icon: 'catalogs', name: 'Catalogs' },
  { screen: 'map', icon: 'map', name: 'the map of the estate' },
  { screen: 'drift', icon: 'alert', name: 'the drift of catalogs' },
  { screen: 'sign-ins', icon: 'sign-ins', name: 'Sign-ins' },
  { screen: 'activity', icon: 'activity', name: 'Activity' },
  { screen: 'settings', icon: 'settings', name: 'Settings' },
  { screen: 'targets', icon: 'targets', name: 'Targets' },
]

const themes: readonly { readonly theme: Settings['theme']; readonly name: string }[] = [
  { theme: 'light', name: 'Light theme' },
  { theme: 'dark', name: 'Dark theme' },
  { theme: 'system', name: 'Theme of this machine' },
]

/** @param showKeys opens the map of the keyboard */
export const useCommands = (showKeys: () => void): readonly Command[] => {
  const call = useDesk()
  const signIns = useSnapshot(snapshot => snapshot.signIns)
  const catalogs = useSnapshot(snapshot => snapshot.catalogs)
  const sessions = useSnapshot(snapshot => snapshot.sessions.length)
  const locked = useSnapshot(snapshot => snapshot.locked)
  const theme = useSnapshot(snapshot => snapshot.settings.theme)
  const filters = useSnapshot(snapshot => snapshot.settings.savedFilters)
  const last = useLastChange()
  const changed = useTime(now =>
    last === null ? null : `${listInWords(last.profiles)}, ${clockTime(last.at, now)}`,
  )
  return useMemo(() => {
    const waiting = catalogs.filter(catalog => catalog.state === 'awaiting-approval')
    return [
      ...waiting.map(({ name }) => ({
        key: `approve ${name}`,
        icon: 'catalogs' as const,
        name: 'Approve catalog update',
        note: name,
        run: () => goTo('catalogs', name),
      })),
      ...(changed === null
        ? []
        : [
            {
              key: 'undo-profiles',
              icon: 'undo' as const,
              name: 'Undo last profile change…',
              note: changed,
              run: () => {
                goTo('settings', 'profiles')
                ask({ what: 'undo-profiles' })
              },
            },
          ]),
      ...filters.map(filter => ({
        key: `filter ${filter.name}`,
        icon: 'list' as const,
        name: `Show ${filter.name}`,
        note: 'saved filter',
        run: () => {
          goTo('targets')
          ask({ what: 'filter', filter })
        },
      })),
      ...places.map(({ screen, icon, name }) => ({
        key: `go ${screen}`,
        icon,
        name: `Go to ${name}`,
        note: '',
        run: () => goTo(screen),
      })),
      ...(sessions > 0
        ? [
            {
              key: 'stop-all',
              icon: 'stop' as const,
              name: 'Stop all sessions',
              note: `${sessions} live`,
              run: () => void call('stopAll', {}),
            },
          ]
        : []),
      ...signIns
        .filter(({ kind }) => kind === 'identity-center' || kind === 'iam-user')
        .map(({ id, signIn, state, hasKey, catalog }) =>
          state === 'out'
            ? {
                key: `in ${id}`,
                icon: 'sign-ins' as const,
                name: hasKey === false ? `Add the key of ${signIn}` : `Sign in to ${signIn}`,
                note: catalog,
                run: () => {
                  goTo('sign-ins', id)
                  if (hasKey !== false) void call('signIn', { signIn: id })
                },
              }
            : {
                key: `out ${id}`,
                icon: 'sign-ins' as const,
                name: `Sign out of ${signIn}`,
                note: catalog,
                run: () => {
                  goTo('sign-ins', id)
                  void call('signOut', { signIn: id })
                },
              },
        ),
      ...catalogs
        .filter(({ kind }) => kind !== 'personal')
        .map(({ name }) => ({
          key: `sync ${name}`,
          icon: 'refresh' as const,
          name: `Sync ${name}`,
          note: 'asks its source what it holds now',
          run: () => {
            goTo('catalogs', name)
            void call('syncCatalog', { name })
          },
        })),
      locked
        ? {
            key: 'unlock',
            icon: 'lock',
            name: 'Unlock the vault',
            note: '',
            run: () => void call('unlock', {}),
          }
        : {
            key: 'lock',
            icon: 'lock',
            name: 'Lock the vault',
            note: 'live sessions go on',
            run: () => void call('lock', {}),
          },
      ...themes
        .filter(each => each.theme !== theme)
        .map(each => ({
          key: `theme ${each.theme}`,
          icon: 'settings' as const,
          name: each.name,
          note: '',
          run: () => void call('changeSettings', { theme: each.theme }),
        })),
      {
        key: 'end-everything',
        icon: 'power',
        name: 'End everything…',
        note: 'sessions, profiles and sign-ins',
        run: () => ask({ what: 'end-everything' }),
      },
      { key: 'keys', icon: 'command', name: 'Show the keyboard', note: '', run: showKeys },
    ] satisfies readonly Command[]
  }, [call, signIns, catalogs, sessions, locked, theme, filters, changed, showKeys])
}

/** @returns the commands that fit, the best first */
export const findCommands = (commands: readonly Command[], query: string): readonly Command[] =>
  createSearch(commands, ({ name, note }) => [{ names: [name], others: [note] }]).rows(query)
