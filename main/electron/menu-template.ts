// The application's menu as a pure function of the system and what the window would show.
import type { Snapshot } from '../../shared/snapshot.ts'
import type { Item } from './menu-item.ts'

export type MenuView = {
  readonly platform: NodeJS.Platform
  /** Null until the rooms are there. */
  readonly snapshot: Snapshot | null
  /** An installed app; a checkout also offers Chromium's own tools. */
  readonly packaged: boolean
}

const role = (name: Extract<Item, { kind: 'role' }>['role']): Item => ({ kind: 'role', role: name })
const line: Item = { kind: 'line' }
const go = (text: string, place: string): Item => ({ kind: 'act', text, act: { do: 'show', place } })

/** The page has keys of its own, so the items show none: a key that is caught here never reaches the page. */
export const applicationMenu = ({ platform, snapshot, packaged }: MenuView): readonly Item[] => {
  const mac = platform === 'darwin'
  const live = snapshot?.sessions.length ?? 0
  const quit: Item = {
    kind: 'act',
    text: `Quit Switchyard${live > 0 ? '…' : ''}`,
    act: { do: 'quit' },
    keys: 'CommandOrControl+Q',
  }
  const locking: readonly Item[] =
    snapshot === null
      ? []
      : [
          snapshot.locked
            ? { kind: 'act', text: 'Unlock…', act: { do: 'unlock' } }
            : { kind: 'act', text: 'Lock', act: { do: 'lock' } },
          ...(live > 0
            ? [
                {
                  kind: 'act',
                  text: 'End everything…',
                  act: { do: 'end-everything' },
                } as const satisfies Item,
              ]
            : []),
          line,
        ]
  return [
    {
      kind: 'menu',
      text: 'Switchyard',
      items: [
        ...(mac ? [role('about'), line] : []),
        go('Settings', 'settings'),
        line,
        ...locking,
        ...(mac ? [role('hide'), role('hideOthers'), role('unhide'), line] : []),
        quit,
      ],
    },
    {
      kind: 'menu',
      text: 'Edit',
      items: [role('undo'), role('redo'), line, role('cut'), role('copy'), role('paste'), role('selectAll')],
    },
    {
      kind: 'menu',
      text: 'Go',
      items: [
        go('Targets', 'targets'),
        go('Sessions', 'sessions'),
        go('Catalogs', 'catalogs'),
        go('Sign-ins', 'sign-ins'),
        go('Activity', 'activity'),
      ],
    },
    {
      kind: 'menu',
      text: 'View',
      items: [
        role('resetZoom'),
        role('zoomIn'),
        role('zoomOut'),
        line,
        role('togglefullscreen'),
        ...(packaged ? [] : [line, role('reload'), role('toggleDevTools')]),
      ],
    },
    {
      kind: 'menu',
      text: 'Window',
      items: [role('minimize'), role('close'), ...(mac ? [line, role('front')] : [])],
    },
  ]
}
