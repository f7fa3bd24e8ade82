// How large the words of the map are drawn, and how many letters then have room: as large on the screen from afar as from near. Pure.
import { unitWidth } from './map-units.ts'

/** Of the size of the face, that a letter is wide; generous, because nothing here can be measured. */
const wide = 0.62
const face = 13
/** So much larger at most: then a row, the head of a unit, or the way between two stops is full. */
const most = { row: 2.5, unit: 5, stop: 2.5, mark: 1.4 } as const

type Words = { readonly grown: number; readonly letters: number }
const inRoom = (grown: number, room: number): Words => ({
  grown,
  letters: Math.max(3, Math.floor(room / (face * wide * grown))),
})

/** The name of an account in its row; its id stands beside it at its own size alone. */
export const rowWords = (words: number, live: boolean): Words => {
  const grown = Math.min(words, most.row)
  return grown === 1 ? { grown, letters: 18 } : inRoom(grown, unitWidth - 74 - (live ? 46 * grown : 0))
}

/** null where even the largest would not be read. */
export const unitWords = (words: number): Words | null => {
  if (words > most.unit * 1.6) return null
  const grown = Math.min(words, most.unit)
  return grown === 1 ? { grown, letters: 34 } : inRoom(grown, unitWidth - 24)
}

/** `notes`: what stands above and below its name has room as well. */
export const stopWords = (words: number): (Words & { readonly notes: boolean }) | null => {
  if (words > most.stop * 1.6) return null
  const grown = Math.min(words, most.stop)
  return grown === 1 ? { grown, letters: 22, notes: true } : { ...inRoom(grown, 165), notes: grown <= 1.25 }
}

export const markGrown = (words: number): number => Math.min(words, most.mark)

export const cut = (text: string, letters: number): string =>
  text.length > letters ? `${text.slice(0, letters - 1)}…` : text
