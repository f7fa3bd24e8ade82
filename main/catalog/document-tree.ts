// A document as a tree of maps, lists and scalars that remembers where each part was written.
import type { Problem } from '../../shared/failure.ts'
import { showUnseen } from './unseen.ts'

export type MapNode = { readonly kind: 'map'; readonly at: number; readonly entries: readonly MapEntry[] }
export type MapEntry = { readonly key: string; readonly keyAt: number; readonly value: DocNode }
export type ListNode = { readonly kind: 'list'; readonly at: number; readonly items: readonly DocNode[] }
/** The text as written: `012` stays `012`. `plain` = without quotes, so that `true` and `"true"` differ. */
export type ScalarNode = {
  readonly kind: 'scalar'
  readonly at: number
  readonly text: string
  readonly plain: boolean
  /** Only in the file of another tool: it is asked to make something of the text (`!env NAME`). */
  readonly tag?: string
}
export type DocNode = MapNode | ListNode | ScalarNode

/** Where in the document: a chain from the innermost key outwards, cheap to extend. */
export type Path = { readonly up: Path; readonly key: string | number } | null

export const pathOf = (...keys: readonly (string | number)[]): Path =>
  keys.reduce<Path>((up, key) => ({ up, key }), null)

const keysOf = (path: Path): (string | number)[] => {
  const keys: (string | number)[] = []
  for (let step = path; step !== null; step = step.up) keys.unshift(step.key)
  return keys
}

/** A hostile file has words of megabytes: what is shown of one is enough to find it. */
const shorten = (words: string, most: number): string =>
  words.length > most ? `${words.slice(0, most)}…` : words

/** `roles[2].from`, `accounts.acme.id`; the document itself is `(document)`. */
export const pathText = (path: Path): string => {
  const text = keysOf(path)
    .map(key => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '')
  return text || '(document)'
}

/** Turns offsets into lines and columns that count from 1. */
export type Lines = (offset: number) => { readonly line: number; readonly column: number }

export const linesOf = (text: string): Lines => {
  let starts: number[] | null = null
  const find = (): number[] => {
    const found = [0]
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) found.push(at + 1)
    return found
  }
  return offset => {
    starts ??= find()
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }
}

/** The offset of the part that `path` names, or of the innermost part on the way that exists. */
export const offsetOf = (root: DocNode, path: Path): number => {
  let node = root
  let at = root.at
  for (const key of keysOf(path)) {
    if (node.kind === 'map') {
      const entry = node.entries.find(one => one.key === key)
      if (entry === undefined) return at
      node = entry.value
      // A value that spans lines is better named by its key.
      at = node.kind === 'scalar' ? node.at : entry.keyAt
    } else if (node.kind === 'list') {
      const item = node.items[Number(key)]
      if (item === undefined) return at
      node = item
      at = item.at
    } else return at
  }
  return at
}

/** Maps and lists in one another, at most. */
export const mostDepth = 32
export const tooDeep = `This is nested deeper than ${mostDepth} levels.`

/** Collects problems; past the first hundred, more of them help nobody. */
export type Report = {
  readonly add: (at: number, path: Path, message: string, warning?: boolean) => void
  readonly problems: () => readonly Problem[]
  readonly bad: () => boolean
  /** So much is wrong already that the rest needs no words. */
  readonly full: () => boolean
}

export const mostProblems = 100

export const createReport = (lines: Lines): Report => {
  const problems: Problem[] = []
  let errors = 0
  return {
    add(at, path, message, warning = false) {
      if (!warning) errors++
      if (problems.length >= mostProblems) return
      problems.push({
        ...lines(at),
        path: showUnseen(shorten(pathText(path), 500)),
        message: showUnseen(shorten(message, 1_000)),
        ...(warning && { warning }),
      })
    },
    problems: () => problems.toSorted((a, b) => a.line - b.line || a.column - b.column),
    bad: () => errors > 0,
    full: () => errors >= mostProblems,
  }
}
