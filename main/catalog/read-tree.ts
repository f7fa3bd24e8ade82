// Reads YAML (and so JSON) into a tree with positions, within limits that no hostile file can pass.
import {
  Composer,
  type CST,
  isAlias,
  isMap,
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
  if (tokens === null || tooDeep(tokens, report)) return { tree: null, report }
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
    // What is being built, from the document inwards; a few parts of it are no level of their own.
    if (parser.stack.length <= mostDepth * 2) continue
    report.add(parser.offset, null, deeper)
    return null
  }
  for (const token of parser.end()) tokens.push(token)
  return tokens
}

const deeper = `This is nested deeper than ${mostDepth} levels.`

/** Measured on the tokens and without recursion: composing recurses, and must not be handed a million brackets. */
const tooDeep = (tokens: readonly CST.Token[], report: Report): boolean => {
  const open: { token: CST.Token; depth: number }[] = tokens.map(token => ({ token, depth: 0 }))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next
    const inside = 'items' in token ? depth + 1 : depth
    if (inside > mostDepth) {
      report.add(token.offset, null, deeper)
      return true
    }
    if (token.type === 'document' && token.value) open.push({ token: token.value, depth })
    if (!('items' in token)) continue
    for (const item of token.items) {
      if (item.key) open.push({ token: item.key, depth: inside })
      if (item.value) open.push({ token: item.value, depth: inside })
    }
  }
  return false
}

/** What a text, a map and a list are without saying so. */
const plainTags = new Set(['str', 'map', 'seq'].map(kind => `tag:yaml.org,2002:${kind}`))

/** Nodes below a node, itself included, and how deep it goes: once per anchor, however often it is repeated. */
type Measured = { readonly node: DocNode; readonly size: number; readonly depth: number }

const nothing = (at: number): Measured => ({
  node: { kind: 'scalar', at, text: '', plain: true },
  size: 1,
  depth: 0,
})

const convert = (contents: ParsedNode, report: Report): DocNode => {
  const anchors = new Map<string, Measured | 'open'>()
  let aliases = 0
  let repeats = 0

  const visit = (node: ParsedNode | null, at: number, path: Path): Measured => {
    if (node === null) return nothing(at)
    const start = node.range[0]
    if (isAlias(node)) return repeat(node.source, start, path)
    if (node.tag !== undefined && !plainTags.has(node.tag)) {
      report.add(start, path, `Tags are not known here: remove ${node.tag}.`)
      return nothing(start)
    }
    const anchor = node.anchor
    if (anchor !== undefined) anchors.set(anchor, 'open')
    const measured = build(node, start, path)
    if (anchor !== undefined) anchors.set(anchor, measured)
    return measured
  }

  const build = (
    node: Scalar.Parsed | YAMLMap.Parsed | YAMLSeq.Parsed,
    start: number,
    path: Path,
  ): Measured => {
    if (isScalar(node)) {
      const plain = node.type === 'PLAIN' || node.type === undefined
      return { node: { kind: 'scalar', at: start, text: String(node.value ?? ''), plain }, size: 1, depth: 0 }
    }
    let size = 1
    let depth = 0
    const count = (inner: Measured): DocNode => {
      size += inner.size
      depth = Math.max(depth, inner.depth)
      return inner.node
    }
    if (isSeq(node)) {
      const items = node.items.map((item, index) =>
        count(visit(item as ParsedNode | null, start, { up: path, key: index })),
      )
      return { node: { kind: 'list', at: start, items }, size, depth: depth + 1 }
    }
    const entries: MapEntry[] = []
    const seen = new Set<string>()
    for (const pair of isMap(node) ? node.items : []) {
      if (!isScalar(pair.key)) {
        report.add((pair.key as ParsedNode | null)?.range[0] ?? start, path, 'A key is a plain word here.')
        continue
      }
      const key = String(pair.key.value ?? '')
      const keyAt = (pair.key as ParsedNode).range[0]
      const inner: Path = { up: path, key }
      if (forbiddenKeys.has(key)) report.add(keyAt, inner, `"${key}" cannot be used as a key.`)
      else if (key === '<<')
        report.add(keyAt, inner, 'Merge keys (<<) are not part of YAML 1.2; write the values out.')
      else if (seen.has(key)) report.add(keyAt, inner, `"${key}" is written twice in this map.`)
      seen.add(key)
      entries.push({ key, keyAt, value: count(visit(pair.value as ParsedNode | null, keyAt, inner)) })
    }
    return { node: { kind: 'map', at: start, entries }, size, depth: depth + 1 }
  }

  const repeat = (name: string, at: number, path: Path): Measured => {
    const known = anchors.get(name)
    aliases++
    if (aliases === mostAliases + 1)
      report.add(at, path, `There are more than ${mostAliases} aliases (*name).`)
    if (known === undefined) report.add(at, path, `No anchor &${name} comes before this alias.`)
    if (known === 'open') report.add(at, path, `&${name} contains itself.`)
    if (known === undefined || known === 'open' || aliases > mostAliases) return nothing(at)
    const before = repeats
    repeats += known.size
    if (repeats <= mostRepeats) return known
    if (before <= mostRepeats) report.add(at, path, 'The aliases (*name) of this file repeat far too much.')
    return nothing(at)
  }

  const whole = visit(contents, 0, null)
  if (whole.depth > mostDepth) report.add(whole.node.at, null, deeper)
  return whole.node
}
