// Reads YAML (and so JSON) into a tree with positions, within limits that no hostile file can pass.
import {
  Composer,
  type CST,
  isAlias,
  isScalar,
  isSeq,
  Lexer,
  type ParsedNode,
  Parser,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import {
  createReport,
  type DocNode,
  type Lines,
  type MapEntry,
  type Path,
  type Report,
} from './document-tree.ts'

export const mostDepth = 32
export const mostAliases = 200
/** What aliases may add to what was written: a few of them that name each other make billions of entries. */
export const mostRepeats = 100_000

/**
 * Words, signs and blanks that may be read. The largest catalog we promise has 1.9 million (5,000 accounts, 50,000 roles);
 * 8 MB of quotation marks would be four million texts, a minute and 4 GB.
 */
export const mostPieces = 2_500_000

/** Names that mean something to JavaScript objects; as keys they could reach into code. */
const forbiddenKeys = new Set(['__proto__', 'prototype', 'constructor'])

/** The tree, or null when there is none; what is wrong is in the report. */
export const readTree = (
  text: string,
  lines: Lines,
): { readonly tree: DocNode | null; readonly report: Report } => {
  const report = createReport(lines)
  const tokens = tokensOf(text, report)
  if (tokens === null) return { tree: null, report }
  const directive = tokens.find(token => token.type === 'directive')
  if (directive !== undefined) {
    report.add(directive.offset, null, 'A catalog has no % lines; remove this one.')
    return { tree: null, report }
  }
  // Scalars stay as written (failsafe), duplicate keys are found below: the library compares each key with each other.
  const composer = new Composer({
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  })
  const [first, second] = firstTwo(composer.compose(tokens, true, text.length))
  for (const one of [...(first?.errors ?? []), ...(second?.errors ?? [])])
    report.add(one.pos[0], null, firstSentence(one.message))
  if (second !== undefined)
    report.add(second.range[0], null, 'A file holds one catalog; a second document begins here.')
  if (report.bad()) return { tree: null, report }
  if (first?.contents == null) {
    report.add(0, null, 'The file is empty.')
    return { tree: null, report }
  }
  const tree = convert(first.contents, report)
  return { tree: report.bad() ? null : tree, report }
}

/** A second document is one too many; a million more need not be put together to say so. */
const firstTwo = <T>(all: Iterable<T>): readonly T[] => {
  const found: T[] = []
  for (const one of all) if (found.push(one) === 2) break
  return found
}

const firstSentence = (message: string): string => {
  const line = (message.split('\n')[0] ?? message).trim()
  return /[.!?]$/.test(line) ? line : `${line}.`
}

/** Gives up while reading a million brackets, or far too much of anything, instead of after. */
const tokensOf = (text: string, report: Report): readonly CST.Token[] | null => {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  let pieces = 0
  for (const lexeme of new Lexer().lex(text)) {
    pieces += 1
    if (pieces > mostPieces) {
      report.add(parser.offset, null, 'There is far too much in this file for a catalog.')
      return null
    }
    for (const token of parser.next(lexeme)) tokens.push(token)
    // What is being built, from the document inwards; a few parts of it are no level of their own. Composing recurses, and
    // must not be handed a million brackets.
    if (parser.stack.length <= mostDepth * 2) continue
    report.add(parser.offset, null, deeper)
    return null
  }
  for (const token of parser.end()) tokens.push(token)
  return tokens
}

const deeper = `This is nested deeper than ${mostDepth} levels.`

/** What a text, a map and a list are without saying so. */
const plainTags = new Set(['str', 'map', 'seq'].map(kind => `tag:yaml.org,2002:${kind}`))

type Written = Scalar.Parsed | YAMLMap.Parsed | YAMLSeq.Parsed

/** What an anchor stands for: its nodes, itself included, and the maps and lists in one another. */
type Anchored = { readonly node: DocNode; readonly size: number; readonly depth: number }

const nothing = (at: number): DocNode => ({ kind: 'scalar', at, text: '', plain: true })

const convert = (contents: ParsedNode, report: Report): DocNode => {
  const anchors = new Map<string, Anchored | 'open'>()
  let aliases = 0
  let repeats = 0
  /** Nodes so far, what aliases repeat included. */
  let nodes = 0
  /** Maps and lists around what is visited, and the most there were. */
  let level = 0
  let deepest = 0

  const visit = (node: ParsedNode | null, at: number, path: Path): DocNode => {
    nodes += 1
    if (node === null) return nothing(at)
    const start = node.range[0]
    if (isAlias(node)) return repeat(node.source, start, path)
    if (node.tag !== undefined && !plainTags.has(node.tag)) {
      report.add(start, path, `Tags are not known here: remove ${node.tag}.`)
      return nothing(start)
    }
    return node.anchor === undefined ? build(node, start, path) : anchored(node.anchor, node, start, path)
  }

  const anchored = (anchor: string, node: Written, start: number, path: Path): DocNode => {
    anchors.set(anchor, 'open')
    const before = nodes - 1
    const outside = deepest
    deepest = level
    const built = build(node, start, path)
    anchors.set(anchor, { node: built, size: nodes - before, depth: deepest - level })
    deepest = Math.max(deepest, outside)
    return built
  }

  const build = (node: Written, start: number, path: Path): DocNode => {
    if (isScalar(node)) {
      const plain = node.type === 'PLAIN' || node.type === undefined
      return { kind: 'scalar', at: start, text: String(node.value ?? ''), plain }
    }
    if (level === mostDepth) {
      report.add(start, path, deeper)
      return nothing(start)
    }
    level += 1
    deepest = Math.max(deepest, level)
    const built = isSeq(node) ? list(node, start, path) : map(node, start, path)
    level -= 1
    return built
  }

  const list = (node: YAMLSeq.Parsed, start: number, path: Path): DocNode => ({
    kind: 'list',
    at: start,
    items: node.items.map((item, index) => visit(item, start, { up: path, key: index })),
  })

  const map = (node: YAMLMap.Parsed, start: number, path: Path): DocNode => {
    const entries: MapEntry[] = []
    const seen = new Set<string>()
    for (const pair of node.items) {
      if (!isScalar(pair.key)) {
        report.add(pair.key?.range[0] ?? start, path, 'A key is a plain word here.')
        continue
      }
      const key = String(pair.key.value ?? '')
      const keyAt = pair.key.range[0]
      const inner: Path = { up: path, key }
      if (forbiddenKeys.has(key)) report.add(keyAt, inner, `"${key}" cannot be used as a key.`)
      else if (key === '<<')
        report.add(keyAt, inner, 'Merge keys (<<) are not part of YAML 1.2; write the values out.')
      else if (seen.has(key)) report.add(keyAt, inner, `"${key}" is written twice in this map.`)
      seen.add(key)
      entries.push({ key, keyAt, value: visit(pair.value, keyAt, inner) })
    }
    return { kind: 'map', at: start, entries }
  }

  const repeat = (name: string, at: number, path: Path): DocNode => {
    const known = anchors.get(name)
    aliases++
    if (aliases === mostAliases + 1)
      report.add(at, path, `There are more than ${mostAliases} aliases (*name).`)
    if (known === undefined) report.add(at, path, `No anchor &${name} comes before this alias.`)
    if (known === 'open') report.add(at, path, `&${name} contains itself.`)
    if (known === undefined || known === 'open' || aliases > mostAliases) return nothing(at)
    if (level + known.depth > mostDepth) {
      report.add(at, path, deeper)
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

  return visit(contents, 0, null)
}
