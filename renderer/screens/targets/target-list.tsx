// The list of targets, drawn only where it is seen, so that fifty thousand rows scroll like fifty.
import { type KeyboardEvent, memo, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { lookOf } from '../../../shared/environment-look.ts'
import type { EnvironmentView, SignInView } from '../../../shared/snapshot.ts'
import type { TargetRow as Row } from '../../../shared/target-row.ts'
import { useSnapshot } from '../../desk/hooks.ts'
import type { Deliveries } from '../../desk/use-deliveries.ts'
import { environmentOf } from '../../parts/environment-asks.ts'
import { groupAt, headHeight, indexOf, type ListLayout, rowAt, rowsBetween, topOf } from './list-layout.ts'
import styles from './target-list.module.css'
import { TargetRow } from './target-row.tsx'

export const listId = 'targets-list'
export const rowId = (target: string): string => `row ${target}`.replaceAll(' ', '-')

type TargetListProps = {
  layout: ListLayout
  selected: string | null
  /** What was searched for: a new list begins at its top. */
  query: string
  deliveries: Deliveries
  onChoose: (target: string) => void
  onOpen: (target: string) => void
  onKey: (event: KeyboardEvent) => void
}

const coversMfa = (signIns: readonly SignInView[], signIn: string | null): boolean =>
  signIns.some(each => each.signIn === signIn && each.state !== 'out')

const lookOfRow = (environments: readonly EnvironmentView[], { catalog, account, color }: Row) =>
  color ??
  lookOf(account.environment, environmentOf(environments, catalog, account.environment)?.color ?? null)

/**
 * Scrolls by what came above the held row. Where there is too little to scroll, the list gets room for it below, until
 * the pointer leaves.
 */
const holdBy = (scroller: HTMLElement, moved: number): void => {
  const wanted = Math.max(0, scroller.scrollTop + moved)
  const [inner] = scroller.children
  if (inner instanceof HTMLElement && wanted + scroller.clientHeight > scroller.scrollHeight)
    inner.style.minHeight = `${wanted + scroller.clientHeight}px`
  scroller.scrollTop = wanted
}

/** Rows drawn above and below what is seen: more once one scrolls, since each costs time at the start and while one types. */
const rowsBeyond = { still: 2, scrolled: 6 }
const gap = 8

export const TargetList = memo(
  ({ layout, selected, query, deliveries, onChoose, onOpen, onKey }: TargetListProps) => {
    const scroller = useRef<HTMLDivElement>(null)
    const environments = useSnapshot(snapshot => snapshot.environments)
    const signIns = useSnapshot(snapshot => snapshot.signIns)
    const sessions = useSnapshot(snapshot => snapshot.sessions)
    const live = useMemo(() => new Map(sessions.map(session => [session.target, session])), [sessions])
    const [top, setTop] = useState(0)
    const [height, setHeight] = useState(0)
    const { rowHeight } = layout

    useLayoutEffect(() => {
      const element = scroller.current
      if (!element) return
      setHeight(element.clientHeight)
      const watch = new ResizeObserver(() => setHeight(element.clientHeight))
      watch.observe(element)
      return () => watch.disconnect()
    }, [])

    const scrollTo = (y: number): void => {
      if (!scroller.current) return
      scroller.current.scrollTop = y
      setTop(y)
    }
    const topNow = useRef(0)
    topNow.current = top

    // biome-ignore lint/correctness/useExhaustiveDependencies: a new search begins at the top, whatever it found
    useLayoutEffect(() => {
      if (topNow.current !== 0) scrollTo(0)
    }, [query])

    const chosen = useMemo(() => indexOf(layout, selected), [layout, selected])
    // The chosen row is always seen, but only a new choice moves the list.
    // biome-ignore lint/correctness/useExhaustiveDependencies: rows that arrive do not move the list
    useLayoutEffect(() => {
      if (chosen < 0 || height === 0) return
      const y = topOf(layout, chosen)
      if (y < topNow.current + headHeight) {
        if (topNow.current > 0) scrollTo(Math.max(0, y - headHeight))
      } else if (y + rowHeight + gap > topNow.current + height) scrollTo(y + rowHeight + gap - height)
    }, [selected, height === 0])

    // Rows that arrive do not move the row under the pointer.
    const under = useRef<{ target: string; top: number } | null>(null)
    useLayoutEffect(() => {
      const held = under.current
      if (!held || !scroller.current) return
      const at = indexOf(layout, held.target)
      if (at < 0) return
      const y = topOf(layout, at)
      if (y !== held.top) holdBy(scroller.current, y - held.top)
      held.top = y
    }, [layout])

    const beyond = top === 0 ? rowsBeyond.still : rowsBeyond.scrolled
    const [from, to] = rowsBetween(layout, top - beyond * rowHeight, top + height + beyond * rowHeight)
    const shown = Array.from({ length: to - from }, (_, place) => from + place)
    // It is drawn even out of sight, because the search field names it to screen readers.
    if (chosen >= 0 && (chosen < from || chosen >= to)) shown.push(chosen)
    // A row's place in the page is used again for the next row that comes there: changing words is quicker than new elements.
    const slots = Math.ceil(height / rowHeight) + 2 * rowsBeyond.scrolled + 2
    const stuck = groupAt(layout, top)
    const heads = layout.groups.filter(each => each === stuck || (each.top > top && each.top < top + height))
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
        onScroll={event => {
          const y = event.currentTarget.scrollTop
          setTop(y)
        }}
        onPointerLeave={event => {
          under.current = null
          const [inner] = event.currentTarget.children
          if (inner instanceof HTMLElement) inner.style.minHeight = ''
        }}
      >
        <div className={styles.inner} role="presentation" style={{ height: layout.height }}>
          {heads.map(({ group, top: y }) => (
            <div
              // The head at the top stays, whichever group it names: a letter then changes its words alone.
              key={group === stuck?.group ? 'stuck' : group.key}
              className={group === stuck?.group ? styles.stuck : styles.head}
              style={group === stuck?.group ? {} : { transform: `translateY(${y}px)` }}
              role="presentation"
            >
              <span>{group.title}</span>
              <span className={styles.count}>{group.rows.count}</span>
              {group.note ? <span className={styles.count}>{group.note}</span> : null}
            </div>
          ))}
          {shown.map(index => {
            const row = rowAt(layout, index)
            if (!row) return null
            const y = topOf(layout, index)
            const failure = deliveries.attempt(row.target).failure
            return (
              <div
                key={index >= from && index < to ? index % slots : 'chosen'}
                className={styles.item}
                style={{ top: y }}
                role="presentation"
                onPointerEnter={() => {
                  under.current = { target: row.target, top: y }
                }}
              >
                <TargetRow
                  row={row}
                  look={lookOfRow(environments, row)}
                  session={live.get(row.target) ?? null}
                  selected={row.target === selected}
                  covered={coversMfa(signIns, row.signIn)}
                  tag={
                    failure?.kind === 'hop-refused' ? 'refused' : row.granted === false ? 'not granted' : null
                  }
                  id={row.target === selected ? rowId(row.target) : undefined}
                  place={index + 1}
                  of={layout.count}
                  onChoose={onChoose}
                  onOpen={onOpen}
                />
              </div>
            )
          })}
        </div>
      </div>
    )
  },
)
