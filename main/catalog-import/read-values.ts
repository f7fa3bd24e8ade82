// Reads YAML of other tools into plain values: texts as written, maps, lists; what only that tool can compute stays marked.
import { failed, ok, type Result } from '../../shared/result.ts'
import { mostBytes } from '../catalog/decode-text.ts'
import { type DocNode, linesOf, type MapNode } from '../catalog/document-tree.ts'
import { readTree } from '../catalog/read-tree.ts'
import { notReadable } from './imported.ts'

export type Value = string | readonly Value[] | Values
export type Values = { readonly [key: string]: Value }

/** YAML tags (`!env NAME`, `!exec ...`) ask a tool to compute something; they become a text with this in front. */
const computed = '\u0000'

const plain = (node: DocNode): Value => {
  if (node.kind === 'list') return node.items.map(plain)
  if (node.kind === 'map') return plainMap(node)
  if (node.tag !== undefined) return `${computed}${node.tag} ${node.text}`
  return node.plain && /^(~|null)?$/i.test(node.text) ? '' : node.text
}

/** Merge keys (YAML 1.1) bring what the map itself does not say; of several, the first counts. */
const plainMap = ({ entries }: MapNode): Values => {
  const own = entries.filter(({ key }) => key !== '<<').map(({ key, value }) => [key, plain(value)] as const)
  const merged = entries
    .filter(({ key }) => key === '<<')
    .flatMap(({ value }) => (value.kind === 'list' ? value.items : [value]))
    .flatMap(node => (node.kind === 'map' ? [Object.entries(plainMap(node))] : []))
  return Object.fromEntries([...merged.reverse().flat(), ...own])
}

export const readValues = (text: string, source: string): Result<Values> => {
  if (text.length > mostBytes) return notReadable(source, 'The file is larger than 8 MB.')
  const clean = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const { tree, report } = readTree(clean, linesOf(clean), true)
  if (tree === null) return failed({ kind: 'file-invalid', path: source, problems: report.problems() })
  if (tree.kind !== 'map') return notReadable(source, 'It is not a map of settings.')
  return ok(plain(tree) as Values)
}

export const isMap = (value: Value | undefined): value is Values =>
  typeof value === 'object' && !Array.isArray(value)
/** The map under a key; empty when there is none. */
export const mapIn = (values: Values | undefined, key: string): Values => {
  const value = values !== undefined && Object.hasOwn(values, key) ? values[key] : undefined
  return isMap(value) ? value : {}
}
export const listIn = (values: Values, key: string): readonly Value[] => {
  const value = Object.hasOwn(values, key) ? values[key] : undefined
  return Array.isArray(value) ? value : []
}
/** A text under a key; undefined when there is none, when it is empty, or when only the tool itself can compute it. */
export const textIn = (values: Values | undefined, key: string): string | undefined => {
  const value = values !== undefined && Object.hasOwn(values, key) ? values[key] : undefined
  return typeof value === 'string' && value !== '' && !isComputed(value) ? value : undefined
}
/** Computed by the tool: a YAML tag, or a template in braces. */
export const isComputed = (value: Value | undefined): boolean =>
  typeof value === 'string' && (value.startsWith(computed) || value.includes('{{'))
