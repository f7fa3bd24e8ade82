// Holds the map: every account once and inside its unit, nothing on top of another, tracks for every route.
import { describe, expect, it } from 'vitest'
import { layOutMap, rowHeight, track } from '../../renderer/screens/map/map-layout.ts'
import type { TargetRow } from '../../shared/target-row.ts'

const row = (key: string, unit: string | null, more: Partial<TargetRow> = {}): TargetRow => ({
  target: `t:${key}/Role`,
  catalog: 't',
  account: { key, id: '100000000101', name: key, unit, environment: null },
  role: 'Role',
  arn: '',
  signIn: 'ops',
  hops: 1,
  mfa: false,
  breakGlass: false,
  granted: null,
  pinned: null,
  session: null,
  ...more,
})

describe('the map', () => {
  const rows = Array.from({ length: 1_000 }, (_, index) => row(`a${index}`, `Clients/${index % 7}`))
  const layout = layOutMap([...rows, row('a0', 'Clients/0', { role: 'Second' })])

  it('shows every account once, inside its unit', () => {
    expect(layout.accounts).toHaveLength(1_000)
    for (const unit of layout.units)
      for (const { x, y } of unit.accounts) {
        expect(x).toBeGreaterThan(unit.x)
        expect(y + rowHeight / 2).toBeLessThanOrEqual(unit.y + unit.height)
      }
    expect(layout.accounts.find(account => account.key === 'a0')?.rows).toHaveLength(2)
  })
  it('puts no unit on another, and is about as wide as a screen', () => {
    const { units } = layout
    for (const [index, a] of units.entries())
      for (const b of units.slice(index + 1))
        expect(
          a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y,
        ).toBe(true)
    expect(layout.width / layout.height).toBeGreaterThan(1)
    expect(layout.width / layout.height).toBeLessThan(4)
  })
  it('leads a track to every unit, through the account on the way', () => {
    const small = layOutMap([
      row('hub', 'Users'),
      row('acme', 'Envs', { hops: 2, via: 't:hub/Role' }),
      row('far', 'Envs', { signIn: 'root', breakGlass: true }),
    ])
    expect(small.stops.map(stop => stop.key)).toEqual(['sign-in ops', 'sign-in root', 'hub hub'])
    const leads = (key: string): number => small.ways.filter(way => way.to.has(key)).length
    expect([leads('hub'), leads('acme'), leads('far')]).toEqual([1, 2, 1])
    expect(small.ways.filter(way => way.glass).map(way => [...way.to])).toEqual([['far']])
  })
  it('is drawn without anything to draw', () => {
    expect(layOutMap([])).toMatchObject({ units: [], ways: [], accounts: [] })
  })
})

describe('a track', () => {
  it('runs level at both ends', () => {
    expect(track(0, 0, 200, 50)).toBe('M0 0H24L74 50H200')
    expect(track(0, 100, 100, 0)).toBe('M0 100H24L84 0H100')
  })
})
