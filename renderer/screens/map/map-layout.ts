// Where everything stands on the map: sign-ins on the left, the accounts one passes through, then units with their accounts.
import type { TargetRow } from '../../../shared/target-row.ts'

export type MapAccount = {
  readonly key: string
  readonly id: string
  readonly name: string
  readonly environment: string | null
  /** The roles one can take there, break-glass last. */
  readonly rows: readonly TargetRow[]
  readonly x: number
  readonly y: number
}
export type MapUnit = {
  readonly key: string
  readonly title: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly accounts: readonly MapAccount[]
}
/** Where a route begins, or passes through. */
export type MapStop = {
  readonly key: string
  readonly kind: 'sign-in' | 'hub'
  readonly name: string
  readonly note: string
  readonly x: number
  readonly y: number
}
/** A stretch of track: from a stop to a stop, or to the side of a unit. */
export type MapWay = {
  readonly key: string
  readonly d: string
  /** Only break-glass roles go there. */
  readonly glass: boolean
  /** The accounts it leads to. */
  readonly to: ReadonlySet<string>
}
export type MapLayout = {
  readonly width: number
  readonly height: number
  readonly stops: readonly MapStop[]
  readonly units: readonly MapUnit[]
  readonly ways: readonly MapWay[]
  /** All accounts, in the order of reading. */
  readonly accounts: readonly MapAccount[]
}

export const rowHeight = 36
export const unitWidth = 372
const headHeight = 44
const gap = 24
const margin = 40
const signInX = 90
const hubX = 270
const unitsX = 470

type Drafted = { key: string; title: string; accounts: Omit<MapAccount, 'x' | 'y'>[] }

const unitTitle = (unit: string): string => unit.split('/').filter(Boolean).join(' / ')

const accountOf = (target: string): string => target.slice(target.indexOf(':') + 1).split('/')[0] ?? ''

/** Units with their accounts, in the order of the catalog. */
const draft = (rows: readonly TargetRow[]): readonly Drafted[] => {
  const units = new Map<string, Drafted>()
  const accounts = new Map<string, { rows: TargetRow[] }>()
  for (const row of rows) {
    const known = accounts.get(row.account.key)
    if (known) {
      known.rows.push(row)
      continue
    }
    const { key, id, name, environment } = row.account
    const account = { key, id, name, environment, rows: [row] }
    accounts.set(key, account)
    const unit = row.account.unit ?? ''
    const place = units.get(unit)
    if (place) place.accounts.push(account)
    else units.set(unit, { key: unit, title: unit ? unitTitle(unit) : row.catalog, accounts: [account] })
  }
  return [...units.values()]
}

/** Columns as high as they must be for the whole to be about as wide as a screen. */
const columnHeight = (units: readonly Drafted[]): number => {
  const whole = units.reduce((sum, unit) => sum + headHeight + unit.accounts.length * rowHeight + gap, 0)
  const tallest = Math.sqrt((whole * (unitWidth + gap)) / 1.7)
  return Math.max(620, tallest)
}

/** A unit higher than a column is cut into boxes of one column each, as a long table is into pages. */
const boxesOf = (units: readonly Drafted[], most: number): readonly Drafted[] => {
  const fits = Math.max(4, Math.floor((most - headHeight) / rowHeight))
  return units.flatMap(unit =>
    Array.from({ length: Math.ceil(unit.accounts.length / fits) }, (_, part) => ({
      key: part === 0 ? unit.key : `${unit.key} ${part + 1}`,
      title: unit.title,
      accounts: unit.accounts.slice(part * fits, (part + 1) * fits),
    })),
  )
}

const place = (boxes: readonly Drafted[], most: number): readonly MapUnit[] => {
  let x = unitsX
  let y = margin
  return boxes.map(box => {
    const height = headHeight + box.accounts.length * rowHeight + 8
    if (y > margin && y + height > margin + most) {
      x += unitWidth + gap * 2
      y = margin
    }
    const at = { x, y }
    y += height + gap
    return {
      key: box.key,
      title: box.title,
      ...at,
      width: unitWidth,
      height,
      accounts: box.accounts.map((account, index) => ({
        ...account,
        x: at.x + 30,
        y: at.y + headHeight + index * rowHeight + rowHeight / 2,
      })),
    }
  })
}

/** A track turns by half a right angle where there is room for it, and runs level at both ends. */
export const track = (fromX: number, fromY: number, toX: number, toY: number): string => {
  const fall = Math.abs(toY - fromY)
  const run = Math.min(fall, Math.max(0, toX - fromX - 40))
  const turn = fromX + 24
  return `M${fromX} ${fromY}H${turn}L${turn + run} ${toY}H${toX}`
}

const spread = (count: number, index: number, height: number): number => (height * (index + 1)) / (count + 1)

/** @param rows the targets of one catalog */
export const layOutMap = (rows: readonly TargetRow[]): MapLayout => {
  const drafted = draft(rows)
  const most = columnHeight(drafted)
  const units = place(boxesOf(drafted, most), most)
  const height = Math.max(...units.map(unit => unit.y + unit.height), 400) + margin
  const width = Math.max(...units.map(unit => unit.x + unit.width), unitsX) + margin

  // From each start (sign-in, then maybe an account on the way) to the accounts it leads to.
  const signIns = new Map<string, Map<string, { to: Set<string>; glass: boolean }>>()
  for (const row of rows) {
    if (row.signIn === null) continue
    const hub = row.via === undefined ? '' : accountOf(row.via)
    const hubs = signIns.get(row.signIn) ?? new Map<string, { to: Set<string>; glass: boolean }>()
    signIns.set(row.signIn, hubs)
    const led = hubs.get(hub) ?? { to: new Set<string>(), glass: true }
    led.to.add(row.account.key)
    led.glass &&= row.breakGlass
    hubs.set(hub, led)
  }
  const hubKeys = [...new Set([...signIns.values()].flatMap(hubs => [...hubs.keys()].filter(Boolean)))]
  const named = new Map(units.flatMap(unit => unit.accounts.map(account => [account.key, account] as const)))
  const hubs = hubKeys.map((key, index): MapStop => {
    const account = named.get(key)
    return {
      key: `hub ${key}`,
      kind: 'hub',
      name: account?.name ?? key,
      note: account?.id ?? '',
      x: hubX,
      y: spread(hubKeys.length, index, height) + (hubKeys.length === signIns.size ? 32 : 0),
    }
  })
  const starts = [...signIns.keys()].map(
    (name, index): MapStop => ({
      key: `sign-in ${name}`,
      kind: 'sign-in',
      name,
      note: '',
      x: signInX,
      y: spread(signIns.size, index, height),
    }),
  )
  const ways: MapWay[] = []
  for (const start of starts)
    for (const [hub, { to, glass }] of signIns.get(start.name) ?? []) {
      const through = hubs.find(each => each.key === `hub ${hub}`)
      if (through)
        ways.push({
          key: `${start.key} ${through.key}`,
          d: track(start.x + 7, start.y, through.x - 10, through.y),
          glass,
          to,
        })
      const from = through ?? start
      for (const unit of units) {
        const led = unit.accounts.filter(account => to.has(account.key))
        if (led.length === 0) continue
        const side = unit.y + headHeight / 2
        ways.push({
          key: `${start.key} ${hub} ${unit.key}`,
          d: track(from.x + 10, from.y, unit.x, side),
          glass,
          to: new Set(led.map(account => account.key)),
        })
      }
    }
  return {
    width,
    height,
    stops: [...starts, ...hubs],
    units,
    ways,
    accounts: units.flatMap(unit => unit.accounts),
  }
}
