// The screen of targets: search and list on the left, the chosen one's details on the right.
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react'
import { useSnapshot, useTargetRows } from '../../desk/hooks.ts'
import { type ProfileDraft, useDeliveries } from '../../desk/use-deliveries.ts'
import { useRecents } from '../../desk/use-recents.ts'
import { Button } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { narrow, useMedia } from '../../parts/use-media.ts'
import { WaitingRows } from '../../parts/waiting-rows.tsx'
import { choose, goTo, usePlace } from '../../place/place.ts'
import { useAfterPaint } from '../../time/use-after-paint.ts'
import { ActBar } from './act-bar.tsx'
import { Details } from './details.tsx'
import { filterChoices, isNarrowed, noFilter } from './filter-rows.ts'
import { Filters } from './filters.tsx'
import type { Grouping } from './group-rows.ts'
import { ListStatus } from './list-status.tsx'
import { Listing } from './listing.tsx'
import { SearchBar } from './search-bar.tsx'
import { TargetList } from './target-list.tsx'
import styles from './targets.module.css'
import { useShownRows } from './use-shown-rows.ts'
import { handleTargetKey, useTypingToSearch } from './use-target-keys.ts'

const noDraft: ProfileDraft = {}

export const Targets = () => {
  const rows = useTargetRows()
  const { chosen } = usePlace()
  const [query, setQuery] = useState('')
  const [filter, setFilter] = useState(noFilter)
  const [grouping, setGrouping] = useState<Grouping>('units')
  const [open, setOpen] = useState(false)
  const [drafts, setDrafts] = useState<ReadonlyMap<string, ProfileDraft>>(new Map())
  const deliveries = useDeliveries()
  const recents = useRecents()
  const terminal = useSnapshot(snapshot => snapshot.terminal)
  const search = useRef<HTMLInputElement>(null)
  useTypingToSearch(search)
  const signedIn = useSnapshot(snapshot => snapshot.signIns.some(signIn => signIn.state !== 'out'))

  const asked = query.trim()
  const choices = useMemo(() => filterChoices(rows ?? []), [rows])
  const { layout, narrowed } = useShownRows({ rows, filter, grouping, query: asked, recents })
  const { order } = layout
  const selectedRow = order.find(row => row.target === chosen) ?? order[0] ?? null
  const selected = selectedRow?.target ?? null
  const draft = (selected && drafts.get(selected)) || noDraft
  const detailed = useAfterPaint(selectedRow)
  const oneColumn = useMedia(narrow)

  const pick = (target: string | null): void => choose('targets', target)
  const keys = {
    move(by: number | 'first' | 'last') {
      const at = selectedRow ? order.indexOf(selectedRow) : -1
      const to = by === 'first' ? 0 : by === 'last' ? order.length - 1 : at + by
      pick(order[Math.max(0, Math.min(order.length - 1, to))]?.target ?? null)
    },
    assume: () => selected && deliveries.assume(selected, draft),
    openConsole: () => selected && deliveries.openConsole(selected),
    openTerminal: () => selected && terminal && deliveries.openTerminal(selected),
    pin: () => selectedRow && deliveries.pin(selectedRow.target, selectedRow.pinned === null),
    details: () => setOpen(true),
    clear() {
      if (open) return setOpen(false)
      setQuery('')
      search.current?.focus()
    },
  }
  // What the list is given stays the same from letter to letter, so that only rows that changed are drawn again.
  const now = useRef({ keys, drafts, deliveries })
  now.current = { keys, drafts, deliveries }
  const onListKey = useCallback(
    (event: KeyboardEvent) => handleTargetKey(event, 'list', now.current.keys),
    [],
  )
  const onChoose = useCallback((target: string) => {
    choose('targets', target)
    setOpen(true)
  }, [])
  const onDraft = useCallback((target: string, changed: ProfileDraft) => {
    setDrafts(before => new Map(before).set(target, changed))
  }, [])
  const onClose = useCallback(() => {
    setOpen(false)
    search.current?.focus()
  }, [])
  const onOpen = useCallback(
    (target: string) => now.current.deliveries.assume(target, now.current.drafts.get(target) ?? {}),
    [],
  )

  return (
    <main className={styles.split}>
      <section className={styles.column} aria-label="Targets">
        <h1 className="sr">Targets</h1>
        <SearchBar
          ref={search}
          query={query}
          count={narrowed.length}
          selected={selected}
          listed={order.length > 0}
          onQuery={typed => {
            setQuery(typed)
            pick(null)
          }}
          onKey={event => handleTargetKey(event, 'search', keys)}
        />
        <Filters
          filter={filter}
          choices={choices}
          grouping={grouping}
          onFilter={setFilter}
          onGrouping={setGrouping}
        />
        <Listing />
        {rows === null ? (
          <WaitingRows label="Reading the targets" />
        ) : order.length > 0 ? (
          <TargetList
            layout={layout}
            selected={selected}
            query={asked}
            deliveries={deliveries}
            onChoose={onChoose}
            onOpen={onOpen}
            onKey={onListKey}
          />
        ) : query.trim() || isNarrowed(filter) ? (
          <Empty
            icon="search"
            title={query.trim() ? `No targets match “${query.trim()}”` : 'No targets fit these filters'}
          >
            <Button
              onClick={() => {
                setQuery('')
                setFilter(noFilter)
                search.current?.focus()
              }}
            >
              {query.trim() && !isNarrowed(filter) ? 'Clear search' : 'Clear filter'}
            </Button>
          </Empty>
        ) : (
          <Empty icon="sign-ins" title={signedIn ? 'No targets yet' : 'No targets without a sign-in'}>
            <p>
              {choices.refused > 0
                ? `${choices.refused} targets are described, but none is granted to you.`
                : 'A portal lists its accounts once you are signed in.'}
            </p>
            <Button onClick={() => goTo('sign-ins')}>Go to Sign-ins</Button>
          </Empty>
        )}
        <ListStatus found={order.length} of={narrowed.length} query={asked} />
        {selectedRow && oneColumn ? (
          <ActBar
            row={selectedRow}
            busy={deliveries.attempt(selectedRow.target).busy !== null}
            onAssume={keys.assume}
            onConsole={keys.openConsole}
            onDetails={keys.details}
          />
        ) : null}
      </section>
      {detailed && selectedRow ? (
        <Details
          key={detailed.target}
          row={detailed}
          deliveries={deliveries}
          draft={drafts.get(detailed.target) ?? noDraft}
          open={open}
          onDraft={onDraft}
          onClose={onClose}
        />
      ) : (
        <aside className={styles.none} aria-label="Details" />
      )}
    </main>
  )
}
