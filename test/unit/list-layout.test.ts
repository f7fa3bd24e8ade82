// Holds the arithmetic of the list: where rows and heads stand, and which rows are between two heights.
import { describe, expect, it } from 'vitest'
import type { Group } from '../../renderer/screens/targets/group-rows.ts'
import {
  groupAt,
  indexOf,
  layOut,
  rowAt,
  rowsBetween,
  topOf,
} from '../../renderer/screens/targets/list-layout.ts'
import { ordered } from '../../shared/search.ts'
import type { TargetRow } from '../../shared/target-row.ts'

const rows = (key: string, count: number): readonly TargetRow[] =>
  Array.from({ length: count }, (_, index) => ({ target: `t:${key}/R${index}` }) as TargetRow)
const group = (key: string, count: number): Group => ({
  key,
  title: key,
  note: null,
  rows: ordered(rows(key, count)),
})

describe('the list', () => {
  const layout = layOut([group('a', 2), group('b', 3)], 36)

  it('stands a head before the rows of each group', () => {
    expect([0, 1, 2, 4].map(index => topOf(layout, index))).toEqual([30, 66, 132, 204])
    expect(layout.height).toBe(240)
  })
  it('knows the group whose head is at the top', () => {
    expect([0, 101, 102, 999].map(y => groupAt(layout, y)?.group.key)).toEqual(['a', 'a', 'b', 'b'])
  })
  it('draws no more rows than are between two heights', () => {
    expect(rowsBetween(layout, -200, 29)).toEqual([0, 1])
    expect(rowsBetween(layout, 67, 140)).toEqual([1, 3])
    expect(rowsBetween(layout, 150, 9_999)).toEqual([2, 5])
  })
  it('finds each row at its own height, in a list of any size', () => {
    const large = layOut([group('a', 7), group('found', 50_000)], 52)
    for (const index of [0, 6, 7, 8, 31_415, 50_006]) {
      const y = topOf(large, index)
      expect(rowsBetween(large, y, y + 51)[0]).toBe(index)
    }
  })
  it('knows each row by its place and each target by its own, whatever group holds it', () => {
    expect(layout.count).toBe(5)
    for (const [index, target] of ['t:a/R0', 't:a/R1', 't:b/R0', 't:b/R1', 't:b/R2'].entries()) {
      expect(rowAt(layout, index)?.target).toBe(target)
      expect(indexOf(layout, target)).toBe(index)
    }
    expect([rowAt(layout, -1), rowAt(layout, 5)]).toEqual([null, null])
    expect([indexOf(layout, 't:c/R0'), indexOf(layout, null)]).toEqual([-1, -1])
  })
  it('is empty without rows', () => {
    const none = layOut([], 36)
    expect(rowsBetween(none, 0, 800)).toEqual([0, 0])
    expect([none.count, rowAt(none, 0), indexOf(none, 't:a/R0')]).toEqual([0, null, -1])
  })
})
