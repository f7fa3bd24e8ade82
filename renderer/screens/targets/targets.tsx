// The screen of targets: search and list on the left, the chosen one's details on the right.
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { SavedFilter } from '../../../shared/settings.ts'
import type { TargetRow } from '../../../shared/target-row.ts'
import { useAccountTags, useDesk, useDeskState, useSnapshot, useTargetRows } from '../../desk/hooks.ts'
import { type ProfileDraft, useDeliveries } from '../../desk/use-deliveries.ts'
import { useEnter } from '../../desk/use-enter.ts'
import { narrow, useMedia } from '../../parts/use-media.ts'
import { WaitingRows } from '../../parts/waiting-rows.tsx'
import { choose, usePlace } from '../../place/place.ts'
import { useAfterPaint } from '../../time/use-after-paint.ts'
import { ActBar } from './act-bar.tsx'
import { Details } from './details.tsx'
import { filterChoices, isNarrowed, noFilter } from './filter-rows.ts'
import { Filters, type Grouping } from './filters.tsx'
import { HiddenNotice } from './hidden-notice.tsx'
import { indexOf, rowAt } from './list-layout.ts'
import { ListStatus } from './list-status.tsx'
import { Listing } from './listing.tsx'
import { NoList, NoMatch, NoTargets } from './no-rows.tsx'
import { SearchBar } from './search-bar.tsx'
import { Stale } from './stale.tsx'
import { TargetList } from './target-list.tsx'
import styles from './targets.module.css'
import { useChosenRow } from './use-chosen-row.ts'
import { useShownRows } from './use-shown-rows.ts'
import { handleTargetKey, useTypingToSearch } from './use-target-keys.ts'
import { useWishes } from './use-wishes.ts'

const noDraft: ProfileDraft = {}

export const Targets = () => {
  const rows = useTargetRows()
  const tags = useAccountTags()
  const listFailure = useDeskState(state => state.listFailure)
  const call = useDesk()
  const { chosen } = usePlace()
  const [query, setQuery] = useState('')
  const [filter, setFilter] = useState(noFilter)
  const saved = useSnapshot(snapshot => snapshot.settings.savedFilters)
  const by = useSnapshot(snapshot => snapshot.settings.groupTargetsBy)
  const grouped = useSnapshot(snapshot => snapshot.settings.groupTargets)
  const [open, setOpen] = useState(false)
  const [copying, setCopying] = useState(false)
  const [hid, setHid] = useState<TargetRow | null>(null)
  const [drafts, setDrafts] = useState<ReadonlyMap<string, ProfileDraft>>(new Map())
  const deliveries = useDeliveries()
  const enter = useEnter()
  const search = useRef<HTMLInputElement>(null)
  const pane = useRef<HTMLElement>(null)
  useTypingToSearch(search)

  const asked = query.trim()
  const choices = useMemo(() => filterChoices(rows ?? [], tags), [rows, tags])
  const { layout, narrowed, all } = useShownRows({
    rows,
    tags,
    filter,
    grouping: grouped ? by : 'flat',
    query: asked,
  })
  const selectedRow = useChosenRow(layout, chosen, `${asked} ${grouped} ${by} ${JSON.stringify(filter)}`)
  const selected = selectedRow?.target ?? null
  const draft = (selected && drafts.get(selected)) || noDraft
  const detailed = useAfterPaint(selectedRow, null)
  const oneColumn = useMedia(narrow)

  const pick = (target: string | null): void => choose('targets', target)
  useWishes({
    layout,
    onFilter(wished) {
      setQuery('')
      setFilter(wished)
    },
    onDetails: () => setOpen(true),
  })
  const keys = {
    move(step: number | 'first' | 'last') {
      const at = indexOf(layout, selected)
      const to = step === 'first' ? 0 : step === 'last' ? layout.count - 1 : at + step
      pick(rowAt(layout, Math.max(0, Math.min(layout.count - 1, to)))?.target ?? null)
    },
    enter: () => selected && enter(selected, draft),
    assume: () => selected && deliveries.assume(selected, draft),
    openConsole: () => selected && deliveries.openConsole(selected),
    openTerminal: () => selected && deliveries.openTerminal(selected),
    copy() {
      if (!selected) return
      setOpen(true)
      setCopying(true)
    },
    pin: () => selectedRow && deliveries.pin(selectedRow.target, selectedRow.pinned === null),
    details() {
      setOpen(true)
      // Where they stand beside the list, the keyboard goes into them; where they come over it, they take it themselves.
      const buttons = pane.current?.querySelectorAll('button') ?? []
      for (const button of buttons) if (button.checkVisibility()) return button.focus()
    },
    clear() {
      if (open) return setOpen(false)
      setQuery('')
      search.current?.focus()
    },
  }
  // What the list is given stays the same from letter to letter, so that only rows that changed are drawn again.
  const now = useRef({ keys, drafts, deliveries })
  now.current = { keys, drafts, deliveries }
  // In a narrow window the details lie over the list, and what went wrong is said there.
  const failed = selected === null ? null : deliveries.attempt(selected).failure
  useEffect(() => {
    if (failed) setOpen(true)
  }, [failed])
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
  const onHide = useCallback((row: TargetRow, hidden: boolean) => {
    setHid(hidden ? row : null)
    // The way back is in the list, which the details may cover.
    if (hidden) {
      setOpen(false)
      search.current?.focus()
    }
    if (!hidden) choose('targets', row.target)
    now.current.deliveries.change(row.target, { hidden })
  }, [])
  const onClose = useCallback(() => {
    setOpen(false)
    search.current?.focus()
  }, [])
  const onOpen = useCallback(
    (target: string) => now.current.deliveries.assume(target, now.current.drafts.get(target) ?? {}),
    [],
  )
  const copyMenu = useMemo(() => ({ open: copying, onOpen: setCopying, back: search }), [copying])
  const onSaved = useCallback(
    (savedFilters: readonly SavedFilter[]) =>
      void call('changeSettings', { savedFilters: [...savedFilters] }),
    [call],
  )
  const onGrouping = useCallback(
    (chosenWay: Grouping) =>
      void call('changeSettings', { groupTargetsBy: chosenWay.by, groupTargets: chosenWay.grouped }),
    [call],
  )
  const grouping = useMemo(() => ({ by, grouped }), [by, grouped])

  return (
    <main className={styles.split}>
      <section className={styles.column} aria-label="Targets" inert={oneColumn && open}>
        <h1 className="sr">Targets</h1>
        <SearchBar
          ref={search}
          query={query}
          count={rows === null ? null : narrowed.length}
          selected={selected}
          listed={layout.count > 0}
          onQuery={typed => {
            setQuery(typed)
            pick(null)
          }}
          onKey={event => handleTargetKey(event, 'search', keys)}
        />
        <Filters
          filter={filter}
          choices={choices}
          saved={saved}
          grouping={grouping}
          onFilter={setFilter}
          onSaved={onSaved}
          onGrouping={onGrouping}
        />
        <Listing />
        <Stale />
        {rows === null ? (
          listFailure ? (
            <NoList failure={listFailure} />
          ) : (
            <WaitingRows label="Reading the targets" inset />
          )
        ) : layout.count > 0 ? (
          <TargetList
            layout={layout}
            selected={selected}
            query={asked}
            deliveries={deliveries}
            onChoose={onChoose}
            onOpen={onOpen}
            onKey={onListKey}
          />
        ) : asked || isNarrowed(filter) ? (
          <NoMatch
            rows={rows}
            tags={tags}
            left={narrowed.length}
            query={asked}
            filter={filter}
            onFilter={setFilter}
            onClear={() => {
              setQuery('')
              setFilter(noFilter)
              search.current?.focus()
            }}
          />
        ) : (
          <NoTargets refused={choices.refused} />
        )}
        <HiddenNotice row={hid && !selectedRow?.hidden ? hid : null} onUndo={row => onHide(row, false)} />
        <ListStatus
          found={rows === null ? null : layout.count}
          of={all}
          live={(selectedRow?.session ?? null) !== null}
        />
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
          covers={oneColumn && open}
          pane={pane}
          copyMenu={copyMenu}
          onDraft={onDraft}
          onHide={onHide}
          onClose={onClose}
        />
      ) : (
        <aside className={styles.none} aria-label="Details" />
      )}
    </main>
  )
}
