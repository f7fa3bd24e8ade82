// Where each row of the list stands, by arithmetic: fifty thousand rows cost as much as their few groups.
import type { TargetRow } from '../../../shared/target-row.ts'
import type { Group } from './group-rows.ts'

type Placed = {
  readonly group: Group
  /** Of its first row among all rows. */
  readonly first: number
  /** In px from the top of the list: the group's head, then its rows. */
  readonly top: number
  readonly rowsTop: number
}

export type ListLayout = {
  readonly groups: readonly Placed[]
  /** How many rows there are. */
  readonly count: number
  readonly height: number
  readonly rowHeight: number
}

export const headHeight = 30

/** @param rowHeight in px, the same for every row */
export const layOut = (groups: readonly Group[], rowHeight: number): ListLayout => {
  let first = 0
  let top = 0
  const placed = groups.map(group => {
    const rowsTop = top + headHeight
    const place = { group, first, top, rowsTop }
    first += group.rows.count
    top = rowsTop + group.rows.count * rowHeight
    return place
  })
  return { groups: placed, count: first, height: top, rowHeight }
}

/** The group of a row, by its place among all rows. */
const groupOf = ({ groups }: ListLayout, index: number): Placed | null =>
  groups.findLast(each => each.first <= index) ?? null

/** The row at a place among all rows, in the order in which they are shown. */
export const rowAt = (layout: ListLayout, index: number): TargetRow | null => {
  const group = groupOf(layout, index)
  return group?.group.rows.at(index - group.first) ?? null
}

/** Where among all rows a target stands; -1 = nowhere. */
export const indexOf = ({ groups }: ListLayout, target: string | null): number => {
  // Mostly it is the first that is looked for, and then the others need not be ranked.
  if (groups[0]?.group.rows.at(0)?.target === target) return 0
  for (const { group, first } of groups) {
    const at = group.rows.all().findIndex(row => row.target === target)
    if (at >= 0) return first + at
  }
  return -1
}

/** In px from the top of the list. */
export const topOf = (layout: ListLayout, index: number): number => {
  const group = groupOf(layout, index)
  return group ? group.rowsTop + (index - group.first) * layout.rowHeight : 0
}

/** The group whose head stands at the top of what is seen. */
export const groupAt = ({ groups }: ListLayout, top: number): Placed | null =>
  groups.findLast(each => each.top <= top) ?? groups[0] ?? null

/** The row that stands at a height; where a head stands, the row after it. */
const indexAt = (layout: ListLayout, y: number): number => {
  const group = groupAt(layout, y)
  if (!group) return 0
  const within = Math.max(0, Math.floor((y - group.rowsTop) / layout.rowHeight))
  return group.first + Math.min(within, group.group.rows.count - 1)
}

/** The rows between two heights, from the first to after the last. */
export const rowsBetween = (layout: ListLayout, from: number, to: number): readonly [number, number] =>
  layout.count === 0 ? [0, 0] : [indexAt(layout, from), indexAt(layout, to) + 1]
