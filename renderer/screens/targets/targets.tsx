// The screen of targets: search and list on the left, the chosen one's details on the right.
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useSnapshot, useTargetRows } from '../../desk/hooks.ts'
import { Button } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { choose, goTo, usePlace } from '../../place/place.ts'
import { ActBar } from './act-bar.tsx'
import { Details } from './details.tsx'
import { filterChoices, filterRows, isNarrowed, noFilter } from './filter-rows.ts'
import { Filters } from './filters.tsx'
import { type Grouping, groupRows, rankedItems } from './group-rows.ts'
import { ListStatus } from './list-status.tsx'
import { Listing } from './listing.tsx'
import { prepareRows, rankRows } from './rank-rows.ts'
import { SearchBar } from './search-bar.tsx'
import { TargetList } from './target-list.tsx'
import styles from './targets.module.css'
import { type ProfileDraft, useDeliveries } from './use-deliveries.ts'
import { handleTargetKey, useTypingToSearch } from './use-target-keys.ts'
import { WaitingList } from './waiting-list.tsx'

export const Targets = () => {
  const rows = useTargetRows()
  const { chosen } = usePlace()
  const [query, setQuery] = useState('')
  const [filter, setFilter] = useState(noFilter)
  const [grouping, setGrouping] = useState<Grouping>('units')
  const [open, setOpen] = useState(false)
  const [drafts, setDrafts] = useState<ReadonlyMap<string, ProfileDraft>>(new Map())
  const deliveries = useDeliveries()
  const search = useRef<HTMLInputElement>(null)
  useTypingToSearch(search)
  const signedIn = useSnapshot(snapshot => snapshot.signIns.some(signIn => signIn.state !== 'out'))

  const asked = useDeferredValue(query.trim())
  const shown = useMemo(() => filterRows(rows ?? [], filter), [rows, filter])
  const choices = useMemo(() => filterChoices(rows ?? []), [rows])
  const items = useMemo(
    () => (asked ? rankedItems(rankRows(shown, asked)) : groupRows(shown, grouping)),
    [shown, asked, grouping],
  )
  useEffect(() => {
    const waiting = requestIdleCallback(() => prepareRows(shown))
    return () => cancelIdleCallback(waiting)
  }, [shown])
  const order = useMemo(() => items.flatMap(item => (item.kind === 'row' ? [item.row] : [])), [items])
  const selectedRow = order.find(row => row.target === chosen) ?? order[0] ?? null
  const selected = selectedRow?.target ?? null
  const draft = (selected && drafts.get(selected)) || {}

  const pick = (target: string | null): void => choose('targets', target)
  const keys = {
    move(by: number | 'first' | 'last') {
      const at = selectedRow ? order.indexOf(selectedRow) : -1
      const to = by === 'first' ? 0 : by === 'last' ? order.length - 1 : at + by
      pick(order[Math.max(0, Math.min(order.length - 1, to))]?.target ?? null)
    },
    assume: () => selected && deliveries.assume(selected, draft),
    openConsole: () => selected && deliveries.openConsole(selected),
    pin: () => selectedRow && deliveries.pin(selectedRow.target, selectedRow.pinned === null),
    details: () => setOpen(true),
    clear() {
      if (open) return setOpen(false)
      setQuery('')
      search.current?.focus()
    },
  }
  const onKey = (place: 'search' | 'list') => (event: KeyboardEvent) => handleTargetKey(event, place, keys)

  return (
    <main className={styles.split}>
      <section className={styles.column} aria-label="Targets">
        <h1 className="sr">Targets</h1>
        <SearchBar
          ref={search}
          query={query}
          count={shown.length}
          selected={selected}
          listed={items.length > 0}
          onQuery={typed => {
            setQuery(typed)
            pick(null)
          }}
          onKey={onKey('search')}
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
          <WaitingList />
        ) : items.length > 0 ? (
          <TargetList
            items={items}
            selected={selected}
            deliveries={deliveries}
            onChoose={target => {
              pick(target)
              setOpen(true)
            }}
            onOpen={target => deliveries.assume(target, drafts.get(target) ?? {})}
            onKey={onKey('list')}
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
        <ListStatus found={order.length} of={shown.length} query={asked} />
        {selectedRow ? (
          <ActBar
            row={selectedRow}
            busy={deliveries.attempt(selectedRow.target).busy !== null}
            onAssume={keys.assume}
            onConsole={keys.openConsole}
            onDetails={keys.details}
          />
        ) : null}
      </section>
      {selectedRow ? (
        <Details
          key={selectedRow.target}
          row={selectedRow}
          deliveries={deliveries}
          draft={draft}
          open={open}
          onDraft={changed => setDrafts(before => new Map(before).set(selectedRow.target, changed))}
          onClose={() => {
            setOpen(false)
            search.current?.focus()
          }}
        />
      ) : (
        <aside className={styles.none} aria-label="Details" />
      )}
    </main>
  )
}
