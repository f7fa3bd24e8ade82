// Go anywhere, do anything, by typing a part of its name: targets first, what can be done with the first, then commands.
import { type KeyboardEvent, useMemo, useState } from 'react'
import { likeliest } from '../../shared/frecency.ts'
import type { Recent } from '../../shared/recents.ts'
import { markRows, type Ordered } from '../../shared/search.ts'
import type { TargetRow } from '../../shared/target-row.ts'
import { useSnapshot, useTargetRows } from '../desk/hooks.ts'
import { rankRows } from '../desk/rank-rows.ts'
import { useDeliveries } from '../desk/use-deliveries.ts'
import { useEnter } from '../desk/use-enter.ts'
import { useRecents } from '../desk/use-recents.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Icon } from '../parts/icon.tsx'
import { isCommand, Keys } from '../parts/keys.tsx'
import { type Command, findCommands, useCommands } from './commands.ts'
import { Marked } from './marked.tsx'
import styles from './palette.module.css'
import { PaletteFoot } from './palette-foot.tsx'
import { showTarget, useTargetCommands } from './target-commands.ts'
import { TargetEntry } from './target-entry.tsx'

type Entry =
  | { readonly kind: 'target'; readonly key: string; readonly row: TargetRow }
  | {
      readonly kind: 'command'
      readonly key: string
      readonly command: Command & { readonly keys?: readonly string[] }
    }
type Group = { readonly key: string; readonly title: string; readonly entries: readonly Entry[] }

const mostTargets = 5
const mostCommands = 6
const listId = 'palette-list'
const none: readonly TargetRow[] = []

/** What nobody granted or the person hid is found in the list, where it says so. */
const isOffered = (row: TargetRow): boolean => row.granted !== false && !row.hidden

/** Before anything is typed: what lives, what was used lately, what is pinned. */
const likely = (rows: readonly TargetRow[], recents: readonly Recent[]): readonly TargetRow[] => {
  const lately = likeliest(recents, mostTargets).flatMap(target => rows.filter(row => row.target === target))
  const all = [...rows.filter(row => row.session), ...lately, ...rows.filter(row => row.pinned !== null)]
  return [...new Set(all)].slice(0, mostTargets)
}

const firstOf = (found: Ordered<TargetRow>): readonly TargetRow[] =>
  Array.from({ length: Math.min(found.count, mostTargets) }, (_, at) => found.at(at)).filter(
    row => row !== undefined,
  )

export const Palette = ({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }) => {
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const rows = useTargetRows() ?? none
  const environments = useSnapshot(snapshot => snapshot.environments)
  const catalogs = useSnapshot(snapshot => snapshot.catalogs.length)
  const enterDoes = useSnapshot(snapshot => snapshot.settings.enterDoes)
  const deliveries = useDeliveries()
  const enter = useEnter()
  const recents = useRecents()
  const commands = useCommands(onKeys)

  const asked = query.trim()
  const offered = useMemo(() => markRows(rows, isOffered), [rows])
  const targets = useMemo(
    () => (asked === '' ? likely(rows, recents) : firstOf(rankRows(rows, asked, { recents, keep: offered }))),
    [rows, asked, recents, offered],
  )
  const found = useMemo(() => (asked === '' ? commands : findCommands(commands, asked)), [commands, asked])
  const chosenTarget = targets[at] ?? targets[0] ?? null
  const withTarget = useTargetCommands(asked === '' ? null : chosenTarget, deliveries)
  const groups = [
    {
      key: 'targets',
      title: 'Targets',
      entries: targets.map(row => ({ kind: 'target', key: row.target, row })),
    },
    {
      key: 'with',
      title: chosenTarget ? `With ${chosenTarget.account.name} / ${chosenTarget.role}` : '',
      entries: withTarget.map(command => ({ kind: 'command', key: `with ${command.key}`, command })),
    },
    {
      key: 'commands',
      title: 'Commands',
      entries: found
        .slice(0, asked === '' ? undefined : mostCommands)
        .map(command => ({ kind: 'command', key: command.key, command })),
    },
  ] satisfies readonly Group[]
  const entries: readonly Entry[] = groups.flatMap(group => group.entries as readonly Entry[])
  const chosen = entries[Math.min(at, entries.length - 1)] ?? null
  const idOf = (key: string): string => `palette ${key}`.replaceAll(' ', '-')

  const act = (run: () => void): void => {
    onClose()
    run()
  }
  const take = (entry: Entry, how: 'plain' | 'console' | 'terminal'): void => {
    act(() => {
      if (entry.kind === 'command') {
        entry.command.run()
        return
      }
      const { target } = entry.row
      showTarget(target)
      if (how === 'plain') enter(target, {})
      else if (how === 'console') deliveries.openConsole(target)
      // Where none can be opened, the details say so.
      else deliveries.openTerminal(target)
    })
  }
  const move = (to: number): void => {
    const next = (to + entries.length) % entries.length
    setAt(next)
    const entry = entries[next]
    // The chosen row is drawn by then or stands where it stood.
    if (entry)
      requestAnimationFrame(() =>
        document.getElementById(idOf(entry.key))?.scrollIntoView({ block: 'nearest' }),
      )
  }
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing || entries.length === 0) return
    const atEnd = event.currentTarget.selectionStart === query.length
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(at + 1),
      ArrowUp: () => move(at - 1),
      // From the targets to what can be done with them, and on.
      Tab: () => {
        const starts = groups
          .filter(group => group.entries.length > 0)
          .map(group => entries.indexOf(group.entries[0] as Entry))
        const next = event.shiftKey ? starts.findLast(start => start < at) : starts.find(start => start > at)
        move(next ?? 0)
      },
      Enter: () => chosen && take(chosen, isCommand(event) ? 'console' : event.altKey ? 'terminal' : 'plain'),
    }
    const details = event.key === 'ArrowRight' && atEnd && chosen?.kind === 'target'
    const run = details ? () => act(() => showTarget(chosen.row.target, 'details')) : keys[event.key]
    if (!run) return
    event.preventDefault()
    run()
  }

  return (
    <Dialog label="Go to or do" top light onCancel={onClose}>
      <div className={styles.search}>
        <Icon name="search" />
        <input
          data-first
          type="text"
          role="combobox"
          aria-label="Target or command"
          aria-expanded={entries.length > 0}
          aria-controls={entries.length > 0 ? listId : undefined}
          aria-activedescendant={chosen ? idOf(chosen.key) : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="Target or command"
          value={query}
          onChange={event => {
            setQuery(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKey}
        />
        <span className={styles.scope}>
          {catalogs} {catalogs === 1 ? 'catalog' : 'catalogs'}
        </span>
      </div>
      {entries.length === 0 ? (
        <p className={styles.none} role="status">
          Nothing is called “{asked}”
        </p>
      ) : (
        <div className={styles.list} role="listbox" id={listId} aria-label="Results">
          {groups.map(group =>
            group.entries.length === 0 ? null : (
              // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own
              <div key={group.key} role="group" aria-label={group.title}>
                <p className={styles.head} aria-hidden="true">
                  {group.title}
                </p>
                {(group.entries as readonly Entry[]).map(entry => (
                  // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the field, which names the chosen row
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled in the field
                  <div
                    key={entry.key}
                    id={idOf(entry.key)}
                    role="option"
                    aria-selected={entry === chosen}
                    className={entry === chosen ? styles.chosen : styles.row}
                    onMouseDown={event => event.preventDefault()}
                    onClick={() => take(entry, 'plain')}
                  >
                    {entry.kind === 'target' ? (
                      <TargetEntry
                        row={entry.row}
                        query={asked}
                        environments={environments}
                        enterDoes={enterDoes}
                        chosen={entry === chosen}
                      />
                    ) : (
                      <>
                        <span className={styles.icon}>
                          <Icon name={entry.command.icon} />
                        </span>
                        <span className={styles.name}>
                          {group.key === 'commands' ? (
                            <Marked text={entry.command.name} query={asked} />
                          ) : (
                            entry.command.name
                          )}
                        </span>
                        <span className={styles.note}>{entry.command.note}</span>
                        {entry.command.keys ? <Keys keys={entry.command.keys} /> : <span />}
                      </>
                    )}
                  </div>
                ))}
              </div>
            ),
          )}
        </div>
      )}
      <PaletteFoot
        of={chosen?.kind ?? null}
        enterDoes={enterDoes}
        live={chosen?.kind === 'target' && chosen.row.session !== null}
      />
    </Dialog>
  )
}
