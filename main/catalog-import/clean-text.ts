// Turns other tools' names into what a catalog allows: keys, words for people, one-line texts.
import { hasUnseen } from '../catalog/unseen.ts'

/** `Acme Inc. (Prod)` -> `acme-inc.-prod`; empty when nothing is left. */
export const keyFrom = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+|[-._]+$/g, '')
    .slice(0, 63)
    .replace(/[-._]+$/g, '')

/** One line without what cannot be seen; at most `most` characters. */
export const wordsFrom = (text: string, most = 256): string => {
  const line = [...text.replace(/\s+/gu, ' ').trim()].filter(character => !hasUnseen(character)).join('')
  return line.length > most ? `${line.slice(0, most - 1)}…` : line
}

/** Words in a place where braces mean placeholders. */
export const plainWords = (text: string): string => wordsFrom(text).replaceAll('{', '(').replaceAll('}', ')')

/** `wanted`, or `wanted-2`, ... : the first that is free. */
export const freeKey = (wanted: string, taken: (key: string) => boolean): string => {
  const start = wanted === '' || wanted === 'all' ? `${wanted || 'x'}-1` : wanted
  if (!taken(start)) return start
  for (let number = 2; ; number++) {
    const end = `-${number}`
    const key = `${start.slice(0, 63 - end.length)}${end}`
    if (!taken(key)) return key
  }
}
