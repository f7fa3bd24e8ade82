// Finds an account on the map: by what was typed, or by where was pressed. Pure.
import type { MapAccount, MapLayout } from './map-parts.ts'
import { headHeight, rowHeight } from './map-units.ts'

/** The first account in which every word occurs; a key or name that begins with what was typed comes first. */
export const findAccount = (accounts: readonly MapAccount[], typed: string): MapAccount | null => {
  const terms = typed.toLowerCase().split(/\s+/).filter(Boolean)
  if (terms.length === 0) return null
  const found = accounts.filter(({ key, name, id, environment }) => {
    const text = `${key} ${name} ${id} ${environment ?? ''}`.toLowerCase()
    return terms.every(term => text.includes(term))
  })
  const [first = ''] = terms
  return (
    found.find(({ key, name }) => key.startsWith(first) || name.toLowerCase().startsWith(first)) ??
    found[0] ??
    null
  )
}

/** @param x in the map's own units */
export const accountAt = (layout: MapLayout, x: number, y: number): MapAccount | null => {
  const stop = layout.stops.find(({ account, ...at }) => account && Math.hypot(at.x - x, at.y - y) < 20)
  if (stop?.account) return stop.account
  const unit = layout.units.find(
    each => x >= each.x && x <= each.x + each.width && y >= each.y && y <= each.y + each.height,
  )
  return unit?.accounts[Math.floor((y - unit.y - headHeight) / rowHeight)] ?? null
}
