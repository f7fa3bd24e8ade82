// A space of a person's browser: what keeps one client's consoles apart from another's.
import type { SpaceBrowser } from './settings.ts'

/** The colors and icons that Firefox's containers have (contextualIdentities, MDN). */
export const containerColors = [
  'blue',
  'turquoise',
  'green',
  'yellow',
  'orange',
  'red',
  'pink',
  'purple',
] as const
export const containerIcons = [
  'fingerprint',
  'briefcase',
  'dollar',
  'cart',
  'circle',
  'gift',
  'vacation',
  'food',
  'fruit',
  'pet',
  'tree',
  'chill',
] as const

export type Space = {
  readonly name: string
  readonly color: (typeof containerColors)[number]
  readonly icon: (typeof containerIcons)[number]
  /** A folder's name for it that every file system takes. */
  readonly directory: string
}

/** A space, and the browser it shall be in. */
export type SpaceWish = { readonly space: Space; readonly browser: SpaceBrowser }
