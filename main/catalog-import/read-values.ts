// Reads YAML of other tools into plain values: texts as written, maps, lists; what only that tool can compute stays marked.
import { failed, ok, type Result } from '../../shared/result.ts'
import { mostBytes } from '../catalog/decode-text.ts'
import { type DocNode, linesOf } from '../catalog/document-tree.ts'
import { readTree } from '../catalog/read-tree.ts'
import { notReadable } from './imported.ts'

export type Value = string | readonly Value[] | Values
export type Values = { readonly [key: string]: Value }

/** YAML tags (`!env NAME`, `!exec ...`) ask a tool to compute something; they become a text with this in front. */
const computed = '\u0000'

/** A tag and what follows on its line become one quoted text, so that lines and columns stay. */
const quoteTags = (text: string): string =>
  text.replace(
    /^(\s*(?:- +)*(?:[^\s#'"][^:\n]*:)?[ \t]+|- +)(![\w./-]+(?:[ \t]+[^\n]*)?)$/gm,
    (_, before: string, tag: string) => {
      const bare = tag.trimEnd()
      return `${before}"${computedMark}${bare.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
    },
  )
const computedMark = '\\0'

const plain = (node: DocNode): Value =>
  node.kind === 'scalar'
    ? /^(~|null)?$/i.test(node.text) && node.plain
      ? ''
      : node.text
    : node.kind === 'list'
      ? node.items.map(plain)
      : Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]))

export const readValues = (text: string, source: string): Result<Values> => {
  if (text.length > mostBytes) return notReadable(source, 'The file is larger than 8 MB.')
  const clean = quoteTags(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'))
  const { tree, report } = readTree(clean, linesOf(clean))
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
