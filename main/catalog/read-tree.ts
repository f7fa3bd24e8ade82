// Makes a tree with positions of a YAML document, within limits that no hostile file can pass.
import {
  type AliasEvent,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml'
import {
  createReport,
  type DocNode,
  type Lines,
  type ListNode,
  type MapEntry,
  type MapNode,
  mostDepth,
  type Path,
  type Report,
  type ScalarNode,
  tooDeep,
} from './document-tree.ts'
import { eventsOf } from './yaml-events.ts'

export const mostAliases = 200
/** What aliases may add to what was written: a few of them that name each other make billions of entries. */
export const mostRepeats = 100_000

/** Names that mean something to JavaScript objects; as keys they could reach into code. */
const forbiddenKeys = new Set(['__proto__', 'prototype', 'constructor'])

/**
 * The tree, or null when there is none; what is wrong is in the report. `foreign`: the file of another tool, whose tags
 * and merge keys are kept for whoever knows that tool.
 */
export const readTree = (
  text: string,
  lines: Lines,
  foreign = false,
): { readonly tree: DocNode | null; readonly report: Report } => {
  const report = createReport(lines)
  const events = eventsOf(text, report)
  const tree = events === null ? null : treeOf(text, events, report, foreign)
  return { tree: report.bad() ? null : tree, report }
}

type Written = ScalarEvent | SequenceEvent | MappingEvent

/** The only tag each may have: it says what a text, a map and a list are without it. */
const plainTag = {
  [EVENT_ID.SCALAR]: '!!str',
  [EVENT_ID.SEQUENCE]: '!!seq',
  [EVENT_ID.MAPPING]: '!!map',
}

/** What an anchor stands for: its nodes, itself included, and the maps and lists in one another. */
type Anchored = { readonly node: DocNode; readonly size: number; readonly depth: number }

const nothing = (at: number): ScalarNode => ({ kind: 'scalar', at, text: '', plain: true })

const computed = (node: DocNode, tag: string): ScalarNode => ({
  kind: 'scalar',
  at: node.at,
  text: node.kind === 'scalar' ? node.text : '',
  plain: false,
  tag,
})

/** Offsets are -1 where there is nothing; a quoted text begins with its quote, one of many lines with its | or >. */
const beginOf = (text: string, event: Written, otherwise: number): number => {
  if (event.type !== EVENT_ID.SCALAR) return event.start
  const { style, valueStart } = event
  if (valueStart < 0) return otherwise
  if (style === SCALAR_STYLE.PLAIN) return valueStart
  if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) return valueStart - 1
  const header = text.lastIndexOf('\n', valueStart - 2) + 1
  const sign = text.slice(header, valueStart).search(/[|>][-+\d]*([ \t]+#.*)?[ \t\r]*$/m)
  return sign < 0 ? valueStart : header + sign
}

const treeOf = (text: string, events: readonly Event[], report: Report, foreign: boolean): DocNode => {
  const anchors = new Map<string, Anchored | 'open'>()
  let next = 0
  let aliases = 0
  let repeats = 0
  /** Nodes so far, what aliases repeat included. */
  let nodes = 0
  /** Maps and lists around what is visited, and the most there were. */
  let level = 0
  let deepest = 0

  const isOver = (): boolean => (events[next]?.type ?? EVENT_ID.POP) === EVENT_ID.POP

  /** Whatever comes next, to its end. `at`: where it would begin if it were written. */
  const visit = (at: number, path: Path): DocNode => {
    const event = events[next]
    next += 1
    nodes += 1
    if (event === undefined || event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP)
      return nothing(at)
    if (event.type === EVENT_ID.ALIAS) return repeat(event, path)
    const begin = beginOf(text, event, at)
    const tag = event.tagStart < 0 ? null : text.slice(event.tagStart, event.tagEnd)
    if (!foreign && tag !== null && tag !== plainTag[event.type])
      report.add(begin, path, `Tags are not known here: remove ${tag}.`)
    const node =
      event.anchorStart < 0
        ? build(event, begin, path)
        : anchored(text.slice(event.anchorStart, event.anchorEnd), event, begin, path)
    return foreign && tag !== null && !tag.startsWith('!!') ? computed(node, tag) : node
  }

  const anchored = (anchor: string, event: Written, at: number, path: Path): DocNode => {
    anchors.set(anchor, 'open')
    const before = nodes - 1
    const outside = deepest
    deepest = level
    const node = build(event, at, path)
    anchors.set(anchor, { node, size: nodes - before, depth: deepest - level })
    deepest = Math.max(deepest, outside)
    return node
  }

  const build = (event: Written, at: number, path: Path): DocNode => {
    if (event.type === EVENT_ID.SCALAR)
      return {
        kind: 'scalar',
        at,
        text: getScalarValue(text, event),
        plain: event.style === SCALAR_STYLE.PLAIN,
      }
    level += 1
    if (level === mostDepth + 1) report.add(at, path, tooDeep)
    deepest = Math.max(deepest, level)
    const built = event.type === EVENT_ID.SEQUENCE ? list(at, path) : map(at, path)
    next += 1
    level -= 1
    return built
  }

  const list = (at: number, path: Path): ListNode => {
    const items: DocNode[] = []
    while (!isOver()) items.push(visit(at, { up: path, key: items.length }))
    return { kind: 'list', at, items }
  }

  const map = (at: number, path: Path): MapNode => {
    const entries: MapEntry[] = []
    const seen = new Set<string>()
    while (!isOver()) {
      const written = events[next]
      const node = visit(at, path)
      if (node.kind !== 'scalar' || written?.type !== EVENT_ID.SCALAR || written.valueStart < 0) {
        const sign = text.charAt(node.at)
        const hint = /[{[]/.test(sign) ? ` A text that begins with ${sign} needs quotes.` : ''
        report.add(node.at, path, `A key is a plain word here.${hint}`)
        visit(node.at, path)
        continue
      }
      const { text: key, at: keyAt } = node
      const inner: Path = { up: path, key }
      if (forbiddenKeys.has(key)) report.add(keyAt, inner, `"${key}" cannot be used as a key.`)
      else if (key === '<<' && !foreign)
        report.add(keyAt, inner, 'Merge keys (<<) are not part of YAML 1.2; write the values out.')
      else if (seen.has(key)) report.add(keyAt, inner, `"${key}" is written twice in this map.`)
      seen.add(key)
      entries.push({ key, keyAt, value: visit(keyAt, inner) })
    }
    return { kind: 'map', at, entries }
  }

  const repeat = (event: AliasEvent, path: Path): DocNode => {
    const name = text.slice(event.anchorStart, event.anchorEnd)
    const at = event.anchorStart - 1
    const known = anchors.get(name)
    aliases++
    if (aliases === mostAliases + 1)
      report.add(at, path, `There are more than ${mostAliases} aliases (*name).`)
    if (known === undefined)
      report.add(
        at,
        path,
        `No anchor &${name} comes before this alias. A text that begins with * needs quotes.`,
      )
    if (known === 'open') report.add(at, path, `&${name} contains itself.`)
    if (known === undefined || known === 'open' || aliases > mostAliases) return nothing(at)
    if (level + known.depth > mostDepth) {
      report.add(at, path, tooDeep)
      return nothing(at)
    }
    const before = repeats
    repeats += known.size
    if (repeats > mostRepeats) {
      if (before <= mostRepeats) report.add(at, path, 'The aliases (*name) of this file repeat far too much.')
      return nothing(at)
    }
    nodes += known.size - 1
    deepest = Math.max(deepest, level + known.depth)
    return known.node
  }

  return visit(0, null)
}
