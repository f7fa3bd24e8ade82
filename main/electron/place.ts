// The addresses of places in the window, as its page reads them after the `#`.
import type { TargetId } from '../../shared/names.ts'
import type { Place } from './menu-item.ts'

/** The palette, over whatever the window shows. */
export const palettePlace: Place = 'palette'

export const targetPlace = (target: TargetId): Place =>
  `targets/${encodeURIComponent(target).replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%40', '@')}`
