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
  /** All rows in the order in which they are shown. */
  readonly order: readonly TargetRow[]
  readonly height: number
  readonly rowHeight: number
}

export const headHeight = 30

/** @param rowHeight in px, the same for every row */
export const layOut = (groups: readonly Group[], rowHeight: number): ListLayout => {
  let first = 0
  let top = 0
  const placed = groups.map(group => {
    const rowsTop = top + (group.title === null ? 0 : headHeight)
    const place = { group, first, top, rowsTop }
    first += group.rows.length
    top = rowsTop + group.rows.length * rowHeight
    return place
  })
  const [only] = groups
  const order = groups.length === 1 && only ? only.rows : groups.flatMap(group => group.rows)
  return { groups: placed, order, height: top, rowHeight }
}

/** In px from the top of the list. */
export const topOf = ({ groups, rowHeight }: ListLayout, index: number): number => {
  const group = groups.findLast(each => each.first <= index)
  return group ? group.rowsTop + (index - group.first) * rowHeight : 0
}

/** The group whose head stands at the top of what is seen. */
export const groupAt = ({ groups }: ListLayout, top: number): Placed | null =>
  groups.findLast(each => each.top <= top) ?? groups[0] ?? null

/** The row that stands at a height; where a head stands, the row after it. */
const indexAt = (layout: ListLayout, y: number): number => {
  const group = groupAt(layout, y)
  if (!group) return 0
  const within = Math.max(0, Math.floor((y - group.rowsTop) / layout.rowHeight))
  return group.first + Math.min(within, group.group.rows.length - 1)
}

/** The rows between two heights, from the first to after the last. */
export const rowsBetween = (layout: ListLayout, from: number, to: number): readonly [number, number] =>
  layout.order.length === 0 ? [0, 0] : [indexAt(layout, from), indexAt(layout, to) + 1]
