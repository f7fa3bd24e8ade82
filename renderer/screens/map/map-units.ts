// Units as boxes of accounts, set in columns of about a screen's proportions. Pure, in the map's own units.
import type { TargetRow } from '../../../shared/target-row.ts'
import type { MapAccount, MapUnit } from './map-parts.ts'

export const rowHeight = 36
export const unitWidth = 372
export const headHeight = 44
const gap = 24
const shortest = 720

type Drafted = Omit<MapAccount, 'x' | 'y'>
export type Box = { readonly key: string; readonly title: string; readonly accounts: readonly Drafted[] }

const unitTitle = (unit: string): string => unit.split('/').filter(Boolean).join(' / ')

/** Units with their accounts, in the order of the catalog. */
export const draftUnits = (rows: readonly TargetRow[]): readonly Box[] => {
  const units = new Map<string, { key: string; title: string; accounts: Drafted[] }>()
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

const heightOf = (box: Box): number => headHeight + box.accounts.length * rowHeight + 8

/** Columns as high as they must be for the whole to be about as wide as a screen. */
export const columnHeight = (units: readonly Box[]): number => {
  const whole = units.reduce((sum, unit) => sum + heightOf(unit) + gap, 0)
  return Math.max(shortest, Math.sqrt((whole * (unitWidth + gap * 3)) / 1.5))
}

/** A unit higher than a column is cut into boxes of one column each, as a long table is into pages. */
export const boxesOf = (units: readonly Box[], most: number): readonly Box[] => {
  const fits = Math.max(4, Math.floor((most - headHeight - 8) / rowHeight))
  return units.flatMap(unit =>
    Array.from({ length: Math.ceil(unit.accounts.length / fits) }, (_, part) => ({
      key: part === 0 ? unit.key : `${unit.key} ${part + 1}`,
      title: unit.title,
      accounts: unit.accounts.slice(part * fits, (part + 1) * fits),
    })),
  )
}

/** Boxes one below the other, in as many columns as it takes; `y` counts from the top of the column. */
export type Column = readonly { readonly box: Box; readonly y: number; readonly height: number }[]

export const placeBoxes = (boxes: readonly Box[], most: number): readonly Column[] => {
  const columns: { box: Box; y: number; height: number }[][] = []
  let y = 0
  for (const box of boxes) {
    const height = heightOf(box)
    const column = columns.at(-1)
    if (!column || (y > 0 && y + height > most)) {
      columns.push([{ box, y: 0, height }])
      y = height + gap
      continue
    }
    column.push({ box, y, height })
    y += height + gap
  }
  return columns
}

/** A column where it stands. */
export const standColumn = (column: Column, x: number, top: number): readonly MapUnit[] =>
  column.map(({ box, y, height }) => ({
    key: box.key,
    title: box.title,
    x,
    y: top + y,
    width: unitWidth,
    height,
    accounts: box.accounts.map((account, index) => ({
      ...account,
      x: x + 30,
      y: top + y + headHeight + index * rowHeight + rowHeight / 2,
    })),
  }))

export const heightOfColumn = (column: Column): number => {
  const last = column.at(-1)
  return last ? last.y + last.height : 0
}
