// Makes one catalog of the documents of a folder, in the order of their names, and keeps for each part where it was written.
import type { Problem } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { decodeText, refuseReturns } from './decode-text.ts'
import {
  type DocNode,
  type Lines,
  linesOf,
  type MapEntry,
  offsetOf,
  pathOf,
  pathText,
} from './document-tree.ts'
import { readTree } from './read-tree.ts'
import type { SourceDocument } from './sources/source.ts'
import { showUnseen } from './unseen.ts'

export type Merged = {
  /** One document with the content of all. */
  readonly bytes: Uint8Array
  /** A problem of that document, told where people can mend it. */
  readonly locate: (problem: Problem) => Problem
}

type Part = { readonly name: string; readonly root: DocNode; readonly lines: Lines }
type Place = { readonly part: Part; readonly entry: MapEntry; readonly index: number | null }

/** Their entries go together; all else is said once. */
const sections = new Set(['environments', 'signIns', 'groups', 'accounts', 'catalogs'])

/** A single document stays as it is, byte for byte. Fails with catalog-invalid. */
export const mergeDocuments = (documents: readonly SourceDocument[], source: string): Result<Merged> => {
  const [only] = documents
  if (documents.length === 1 && only !== undefined)
    return ok({ bytes: only.bytes, locate: problem => problem })
  const parts: Part[] = []
  const problems: Problem[] = []
  for (const { name, bytes } of documents) {
    const decoded = decodeText(bytes, name)
    const text = decoded.ok ? refuseReturns(decoded.value, name) : decoded
    if (!text.ok) {
      if (text.failure.kind === 'catalog-invalid') problems.push(...text.failure.problems.map(inFile(name)))
      continue
    }
    const lines = linesOf(text.value)
    const { tree, report } = readTree(text.value, lines)
    problems.push(...report.problems().map(inFile(name)))
    if (tree?.kind === 'map') parts.push({ name, root: tree, lines })
    else if (tree !== null)
      problems.push(
        inFile(name)({ ...lines(tree.at), path: '(document)', message: 'A catalog must be a map.' }),
      )
  }
  if (problems.length > 0) return failed({ kind: 'catalog-invalid', source, problems })
  const { written, places, doubled } = gather(parts)
  if (doubled.length > 0) return failed({ kind: 'catalog-invalid', source, problems: doubled })
  return ok({
    bytes: new TextEncoder().encode(
      `# Merged from ${documents.map(({ name }) => showUnseen(JSON.stringify(name))).join(', ')}\n${written}\n`,
    ),
    locate: problem => locate(problem, places, parts),
  })
}

const inFile =
  (name: string) =>
  (problem: Problem): Problem => ({ ...problem, message: showUnseen(`${name}: ${problem.message}`) })

const at = ({ name, lines }: Part, offset: number, path: string, message: string): Problem =>
  inFile(name)({ ...lines(offset), path: showUnseen(path), message })

type Gathered = {
  readonly written: string
  /** `accounts.acme`, `roles[3]`, `title` -> where it stands. */
  readonly places: ReadonlyMap<string, Place>
  readonly doubled: readonly Problem[]
}

const gather = (parts: readonly Part[]): Gathered => {
  const places = new Map<string, Place>()
  const doubled: Problem[] = []
  const texts = new Map<string, string[]>()
  const kinds = new Map<string, 'map' | 'list' | 'one'>()
  const push = (section: string, text: string): void => {
    const texted = texts.get(section)
    if (texted) texted.push(text)
    else texts.set(section, [text])
  }
  const take = (part: Part, entry: MapEntry): void => {
    const { key, value } = entry
    const kind =
      key === 'roles' && value.kind === 'list'
        ? 'list'
        : sections.has(key) && value.kind === 'map'
          ? 'map'
          : 'one'
    const before = kinds.get(key)
    if (before === undefined || before === kind) kinds.set(key, kind)
    else doubled.push(at(part, entry.keyAt, key, `"${key}" is written differently in another document.`))
    if (value.kind === 'list' && kind === 'list')
      for (const [index, item] of value.items.entries()) {
        places.set(`roles[${texts.get('roles')?.length ?? 0}]`, { part, entry, index })
        push('roles', write(item))
      }
    else if (value.kind === 'map' && kind === 'map')
      for (const inner of value.entries) {
        const path = pathText(pathOf(key, inner.key))
        const known = places.get(path)
        if (known)
          doubled.push(at(part, inner.keyAt, path, `"${inner.key}" is in ${known.part.name} already.`))
        else places.set(path, { part, entry, index: null })
        push(key, `${JSON.stringify(inner.key)}: ${write(inner.value)}`)
      }
    else {
      const text = write(value)
      const [said] = texts.get(key) ?? []
      if (said === undefined) {
        places.set(key, { part, entry, index: null })
        push(key, text)
      } else if (said !== text)
        doubled.push(
          at(part, entry.keyAt, key, `"${key}" is said differently in ${places.get(key)?.part.name}.`),
        )
    }
  }
  for (const part of parts)
    for (const entry of part.root.kind === 'map' ? part.root.entries : []) take(part, entry)
  const bodies = [...texts].map(([key, all]) => {
    const kind = kinds.get(key)
    const joined = all.join(',\n    ')
    const body = kind === 'map' ? `{\n    ${joined}\n  }` : kind === 'list' ? `[\n    ${joined}\n  ]` : joined
    return `  ${JSON.stringify(key)}: ${body}`
  })
  return { written: `{\n${bodies.join(',\n')}\n}`, places, doubled }
}

/** Words without quotes that mean something to readers stay without; all else is written as JSON, which is YAML. */
const write = (node: DocNode): string => {
  if (node.kind === 'list') return `[${node.items.map(write).join(', ')}]`
  if (node.kind === 'map')
    return `{ ${node.entries.map(({ key, value }) => `${JSON.stringify(key)}: ${write(value)}`).join(', ')} }`
  const bare = node.plain && /^(true|false|null|~|-?(0|[1-9]\d{0,14})(\.\d+)?)?$/i.test(node.text)
  return bare ? node.text || 'null' : JSON.stringify(node.text)
}

/** By the problem's path: first the part it stands in, then the place in that part's own document. */
const locate = (problem: Problem, places: ReadonlyMap<string, Place>, parts: readonly Part[]): Problem => {
  const steps = [...problem.path.matchAll(/[^.[\]]+/g)].map(([step]) => step)
  for (let length = problem.path.length; length > 0; length--) {
    const head = problem.path.slice(0, length)
    const place = places.get(head)
    const next = problem.path[length]
    if (place === undefined || (next !== undefined && next !== '.' && next !== '[')) continue
    const rest = [...problem.path.slice(length).matchAll(/\[(\d+)\]|\.([^.[\]]+)/g)].map(([, index, key]) =>
      index === undefined ? (key ?? '') : Number(index),
    )
    const { part, entry, index } = place
    const own =
      index === null
        ? head === entry.key
          ? [entry.key]
          : [entry.key, head.slice(entry.key.length + 1)]
        : [entry.key, index]
    const offset = offsetOf(part.root, pathOf(...own, ...rest))
    return inFile(part.name)({ ...problem, ...part.lines(offset) })
  }
  const [first] = parts
  // What is missing from all of them is told of the first.
  const known = first?.root.kind === 'map' && first.root.entries.find(entry => entry.key === steps[0])
  if (first === undefined) return problem
  return inFile(first.name)({ ...problem, ...first.lines(known ? known.keyAt : first.root.at) })
}
