// Remembers where the window stood, and which targets were used last, between two starts.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Rectangle } from 'electron'
import type { TargetId } from '../../shared/names.ts'

export type WindowState = {
  readonly bounds: Rectangle | null
  readonly maximized: boolean
  readonly recents: readonly TargetId[]
}
const none: WindowState = { bounds: null, maximized: false, recents: [] }
const mostRecents = 20

const isNumber = (value: unknown): value is number => Number.isSafeInteger(value)
const readBounds = (value: unknown): Rectangle | null => {
  if (typeof value !== 'object' || value === null) return null
  const { x, y, width, height } = value as Partial<Record<keyof Rectangle, unknown>>
  return isNumber(x) && isNumber(y) && isNumber(width) && isNumber(height) && width > 0 && height > 0
    ? { x, y, width, height }
    : null
}

/** What was kept; a file that is missing or no longer fits counts as nothing. */
export const readWindowState = (path: string): WindowState => {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    const recents = Array.isArray(value.recents) ? value.recents.filter(each => typeof each === 'string') : []
    return {
      bounds: readBounds(value.bounds),
      maximized: value.maximized === true,
      recents: recents.slice(0, mostRecents),
    }
  } catch {
    return none
  }
}

/** Nothing is lost with it, so a disk that refuses is no failure. Synchronous: it is written while the app ends. */
export const writeWindowState = (path: string, state: WindowState): void => {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(`${path}.new`, `${JSON.stringify(state)}\n`, { mode: 0o600 })
    renameSync(`${path}.new`, path)
  } catch {
    // The window then opens where the system puts it.
  }
}

/** Latest first, each once. */
export const addRecents = (recents: readonly TargetId[], used: readonly TargetId[]): readonly TargetId[] =>
  [...new Set([...used, ...recents])].slice(0, mostRecents)

/** Bounds that can be reached: enough of the title lies on one of the displays; else null. */
export const onScreen = (
  bounds: Rectangle | null,
  displays: readonly { readonly workArea: Rectangle }[],
): Rectangle | null => {
  if (bounds === null) return null
  const reachable = displays.some(({ workArea: area }) => {
    const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
    return width >= 100 && bounds.y >= area.y && bounds.y < area.y + area.height - 50
  })
  return reachable ? bounds : null
}
