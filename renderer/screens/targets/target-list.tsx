// The list of targets, drawn only where it is seen, so that fifty thousand rows scroll like fifty.
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import type { EnvironmentView, SignInView } from '../../../shared/snapshot.ts'
import { useSnapshot } from '../../desk/hooks.ts'
import { environmentOf, lookOf } from '../../parts/environment-look.ts'
import { narrow, useMedia } from '../../parts/use-media.ts'
import type { ListItem } from './group-rows.ts'
import styles from './target-list.module.css'
import { TargetRow } from './target-row.tsx'
import type { Deliveries } from './use-deliveries.ts'

export const listId = 'targets-list'
export const rowId = (target: string): string => `row ${target}`.replaceAll(' ', '-')

type TargetListProps = {
  items: readonly ListItem[]
  selected: string | null
  deliveries: Deliveries
  onChoose: (target: string) => void
  onOpen: (target: string) => void
  onKey: (event: KeyboardEvent) => void
}

const coversMfa = (signIns: readonly SignInView[], signIn: string | null): boolean =>
  signIns.some(each => each.signIn === signIn && each.state !== 'out')

const lookOfRow = (environments: readonly EnvironmentView[], catalog: string, key: string | null) =>
  lookOf(key, environmentOf(environments, catalog, key)?.color ?? null)

export const TargetList = ({ items, selected, deliveries, onChoose, onOpen, onKey }: TargetListProps) => {
  const scroller = useRef<HTMLDivElement>(null)
  const environments = useSnapshot(snapshot => snapshot.environments)
  const signIns = useSnapshot(snapshot => snapshot.signIns)
  const sessions = useSnapshot(snapshot => snapshot.sessions)
  const live = useMemo(() => new Map(sessions.map(session => [session.target, session])), [sessions])
  const oneColumn = useMedia(narrow)
  const rowHeight = oneColumn ? 52 : 36

  const heads = useMemo(() => items.flatMap((item, index) => (item.kind === 'group' ? [index] : [])), [items])
  const places = useMemo(() => {
    const found = new Map<string, number>()
    for (const item of items) if (item.kind === 'row') found.set(item.key, found.size + 1)
    return found
  }, [items])

  const index = useMemo(
    () => items.findIndex(item => item.kind === 'row' && item.key === selected),
    [items, selected],
  )
  const indexNow = useRef(index)
  indexNow.current = index
  const stuck = useRef(-1)
  const withHead = useCallback(
    (range: Range) => {
      stuck.current = heads.findLast(index => index <= range.startIndex) ?? -1
      // The chosen row is always drawn, because the search field names it to screen readers.
      const always = [stuck.current, indexNow.current].filter(index => index >= 0)
      return [...new Set([...always, ...defaultRangeExtractor(range)])].sort((a, b) => a - b)
    },
    [heads],
  )
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: index => (items[index]?.kind === 'group' ? 30 : rowHeight),
    getItemKey: index => items[index]?.key ?? index,
    rangeExtractor: withHead,
    overscan: 12,
    scrollPaddingStart: 30,
    scrollPaddingEnd: 8,
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that change their height must be measured again
  useLayoutEffect(() => virtual.measure(), [virtual, rowHeight])

  // The chosen row is always seen, but only a new choice moves the list.
  useEffect(() => {
    if (selected !== null && indexNow.current >= 0) virtual.scrollToIndex(indexNow.current)
  }, [virtual, selected])

  // Rows that arrive do not move the row under the pointer.
  const under = useRef<{ key: string; top: number } | null>(null)
  useLayoutEffect(() => {
    const held = under.current
    if (!held || !scroller.current) return
    const at = items.findIndex(item => item.key === held.key)
    const start = at < 0 ? undefined : virtual.measurementsCache[at]?.start
    if (start === undefined) return
    scroller.current.scrollTop += start - held.top
    held.top = start
  }, [items, virtual])

  return (
    <div
      ref={scroller}
      className={styles.list}
      role="listbox"
      id={listId}
      aria-label="Targets"
      aria-activedescendant={selected === null ? undefined : rowId(selected)}
      tabIndex={0}
      onKeyDown={onKey}
      onPointerLeave={() => {
        under.current = null
      }}
    >
      <div className={styles.inner} role="presentation" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(seen => {
          const item = items[seen.index]
          if (!item) return null
          const sticks = seen.index === stuck.current
          const position = sticks ? {} : { transform: `translateY(${seen.start}px)` }
          if (item.kind === 'group')
            return (
              <div
                key={seen.key}
                className={sticks ? styles.stuck : styles.head}
                style={position}
                role="presentation"
              >
                <span>{item.title}</span>
                <span className={styles.count}>{item.count}</span>
                {item.note ? <span className={styles.count}>{item.note}</span> : null}
              </div>
            )
          const { row } = item
          const failure = deliveries.attempt(row.target).failure
          return (
            <div
              key={seen.key}
              className={styles.item}
              style={position}
              role="presentation"
              onPointerEnter={() => {
                under.current = { key: item.key, top: seen.start }
              }}
            >
              <TargetRow
                row={row}
                look={lookOfRow(environments, row.catalog, row.account.environment)}
                session={live.get(row.target) ?? null}
                selected={row.target === selected}
                covered={coversMfa(signIns, row.signIn)}
                tag={
                  failure?.kind === 'hop-refused' ? 'refused' : row.granted === false ? 'not granted' : null
                }
                id={rowId(row.target)}
                place={places.get(item.key) ?? 1}
                of={places.size}
                onChoose={onChoose}
                onOpen={onOpen}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}
