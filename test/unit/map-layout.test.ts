// Holds the map: every account once and inside its unit, nothing on top of another, tracks for every route.
import { describe, expect, it } from 'vitest'
import { accountAt, findAccount } from '../../renderer/screens/map/find-account.ts'
import { dotsOf } from '../../renderer/screens/map/map-dots.ts'
import { layOutMap } from '../../renderer/screens/map/map-layout.ts'
import { cut, rowWords, stopWords, unitWords } from '../../renderer/screens/map/map-letters.ts'
import { track } from '../../renderer/screens/map/map-tracks.ts'
import { rowHeight } from '../../renderer/screens/map/map-units.ts'
import { nameThatFits } from '../../renderer/screens/map/name-that-fits.ts'
import { sameSeen, seenOf } from '../../renderer/screens/map/seen.ts'
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
  it('leads a line to every account, through the accounts on the way, and to emergencies from the other side', () => {
    const small = layOutMap(
      [
        row('home', 'Users', { breakGlass: true, signIn: 'root' }),
        row('hub', 'Users'),
        row('acme', 'Envs', { hops: 2, via: 't:hub/Role' }),
        row('deep', 'Envs', { hops: 3, via: 't:acme/Role' }),
        row('far', 'Envs', { signIn: 'root', breakGlass: true }),
      ],
      [{ signIn: 'ops', key: 'home', id: '100000000101' }],
    )
    expect(small.lines.map(line => [line.stops.map(stop => stop.name), line.glass, [...line.to]])).toEqual([
      [['ops', 'home'], false, ['hub']],
      [['ops', 'home', 'hub'], false, ['acme']],
      [['ops', 'home', 'hub', 'acme'], false, ['deep']],
      [['root'], true, ['home', 'far']],
    ])
    // Its words reach 41 above a stop, and are not at the very edge.
    expect(Math.min(...small.stops.map(({ y }) => y))).toBeGreaterThanOrEqual(41 + 24)
    // An IAM user's account stands where the route passes, and in no unit.
    expect(small.stops.find(stop => stop.kind === 'home')?.account?.key).toBe('home')
    expect(small.units.flatMap(unit => unit.accounts.map(({ key }) => key))).toEqual([
      'hub',
      'acme',
      'deep',
      'far',
    ])
    for (const line of small.lines) {
      expect(line.d).not.toMatch(/NaN|undefined|Infinity/)
      expect(line.pathTo('nowhere')).toBe('')
      for (const key of line.to) expect(line.pathTo(key)).toMatch(/^M/)
    }
  })
  it('gathers ways through very many accounts into one', () => {
    const hubs = Array.from({ length: 40 }, (_, index) => row(`hub${index}`, 'Hubs'))
    const far = hubs.map(({ account }, index) =>
      row(`far${index}`, 'Far', { via: `t:${account.key}/Role`, hops: 2 }),
    )
    const many = layOutMap([...hubs, ...far])
    expect(many.lines.map(line => line.stops.map(stop => stop.name))).toEqual([
      ['ops'],
      ['ops', '40 accounts'],
    ])
  })
  it('is drawn without anything to draw', () => {
    expect(layOutMap([])).toMatchObject({ units: [], lines: [], accounts: [] })
  })
})

describe('a track', () => {
  it('runs level at both ends', () => {
    expect(track({ x: 0, y: 0 }, { x: 200, y: 50 })).toBe('M0 0H44L94 50H200')
    expect(track({ x: 0, y: 100 }, { x: 100, y: 0 })).toBe('M0 100H44L84 0H100')
    expect(track({ x: 0, y: 9 }, { x: 80, y: 9 })).toBe('M0 9H80')
  })
})

describe('what is seen', () => {
  const size = { width: 1_000, height: 700 }
  it('holds the whole view, and seldom changes while the map is moved', () => {
    const steps = Array.from({ length: 200 }, (_, x) => seenOf({ x: -x * 5, y: 0, scale: 0.8 }, size))
    for (const [x, seen] of steps.entries()) {
      expect(seen.left).toBeLessThanOrEqual((x * 5) / 0.8)
      expect(seen.right).toBeGreaterThanOrEqual((x * 5 + 1_000) / 0.8)
    }
    const changes = steps.filter((seen, x) => x > 0 && !sameSeen(seen, steps[x - 1] ?? seen)).length
    expect(changes).toBeGreaterThan(0)
    expect(changes).toBeLessThan(12)
  })
  it('leaves rows out where nobody could read them, and where they are too many to be drawn smoothly', () => {
    const small = (scales: readonly number[], box: typeof size) =>
      scales.map(scale => seenOf({ x: 0, y: 0, scale }, box).small)
    expect(small([1, 0.6, 0.53, 0.5, 0.1], size)).toEqual([false, false, false, true, true])
    expect(small([0.5, 0.35, 0.33], { width: 480, height: 600 })).toEqual([false, false, true])
    expect(small([0.56, 0.54], { width: 3_000, height: 1_500 })).toEqual([false, true])
  })
  it('draws words larger the farther away they are, in few steps, so that they stay as large', () => {
    const scales = Array.from({ length: 180 }, (_, step) => 0.05 + step * 0.01)
    const words = scales.map(scale => seenOf({ x: 0, y: 0, scale }, size).words)
    for (const [at, scale] of scales.entries()) expect((words[at] ?? 0) * scale).toBeGreaterThanOrEqual(0.85)
    expect(words.at(-1)).toBe(1)
    expect(new Set(words).size).toBeLessThan(16)
  })
})

describe('words of the map', () => {
  it('have fewer letters the larger they are drawn, and keep to their place', () => {
    expect([1, 1.6, 2.5, 8].map(words => rowWords(words, false).letters)).toEqual([18, 23, 14, 14])
    expect(rowWords(2.5, true).letters).toBeLessThan(rowWords(2.5, false).letters)
    expect([1, 2, 5, 8].map(words => unitWords(words)?.letters)).toEqual([34, 21, 8, 8])
    expect([1, 1.25, 2.5].map(words => stopWords(words)?.notes)).toEqual([true, true, false])
  })
  it('are left out where even the largest would not be read', () => {
    expect([unitWords(10), stopWords(5)]).toEqual([null, null])
  })
  it('end in an ellipsis', () => {
    expect([cut('Wayne Enterprises', 8), cut('Acme', 8)]).toEqual(['Wayne E…', 'Acme'])
  })
})

describe('an account is found', () => {
  const layout = layOutMap([row('acme', 'Envs'), row('globex', 'Envs')])
  it('by what is typed', () => {
    expect(findAccount(layout.accounts, 'glo')?.key).toBe('globex')
    expect(findAccount(layout.accounts, '0101')?.key).toBe('acme')
    expect(findAccount(layout.accounts, 'zzz')).toBeNull()
    expect(findAccount(layout.accounts, ' ')).toBeNull()
  })
  it('by where is pressed', () => {
    for (const account of layout.accounts)
      expect(accountAt(layout, account.x + 100, account.y + 10)?.key).toBe(account.key)
    expect(accountAt(layout, 0, 0)).toBeNull()
  })
})

describe('a unit’s name', () => {
  it('loses its beginning first', () => {
    const name = 'Clients / hooli / production'
    expect([40, 20, 12, 6].map(most => nameThatFits(name, most))).toEqual([
      name,
      'hooli / production',
      'production',
      'produ…',
    ])
  })
})

describe('marks from afar', () => {
  it('are one path for each look', () => {
    const accounts = [
      { x: 0, y: 0 },
      { x: 40, y: 0 },
      { x: 80, y: 0 },
    ]
    const dots = dotsOf(accounts, ({ x }) => (x > 0 ? 'red' : 'unknown'))
    expect(dots.map(({ look, d }) => [look, d.match(/M/g)?.length])).toEqual([
      ['unknown', 2],
      ['red', 2],
    ])
  })
})
