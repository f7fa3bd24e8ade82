// Reads the part of TOML that Granted writes its settings in: tables, lists of tables, texts, numbers, true and false.
import type { Result } from '../../shared/result.ts'
import { ok } from '../../shared/result.ts'
import { notReadable } from './imported.ts'

export type TomlValue = string | boolean | readonly string[]
export type TomlTable = {
  /** `ProfileRegistry.Registries`, without quotes; empty at the top. */
  readonly name: readonly string[]
  readonly values: ReadonlyMap<string, TomlValue>
}

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  '\\': '\\',
}

const unescaped = (text: string): string =>
  text.replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)/g, (whole, code: string) =>
    code.length > 1
      ? String.fromCodePoint(Math.min(Number.parseInt(code.slice(1), 16), 0x10ffff))
      : (escapes[code] ?? whole),
  )

const oneText = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)')/

const readText = (text: string): string | null => {
  const match = oneText.exec(text)
  if (match === null) return null
  return match[1] === undefined ? (match[2] ?? '') : unescaped(match[1])
}

const readValue = (text: string): TomlValue | null => {
  const value = text.trim()
  const written = readText(value)
  if (written !== null) return written
  if (/^(true|false)\b/.test(value)) return value.startsWith('true')
  if (/^[+-]?\d[\d_.eE+-]*\s*(#|$)/.test(value)) return value.replace(/\s*#.*$/, '')
  if (!value.startsWith('[')) return null
  const items: string[] = []
  let rest = value.slice(1).trim()
  while (rest !== '' && !rest.startsWith(']')) {
    const match = oneText.exec(rest)
    if (match === null) return null
    items.push(readText(rest) ?? '')
    rest = rest.slice(match[0].length).trim().replace(/^,/, '').trim()
  }
  return rest.startsWith(']') ? items : null
}

/** `a."b.c".d` */
const readName = (text: string): readonly string[] =>
  [...text.matchAll(/\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([\w-]+))\s*(?:\.|$)/g)].map(
    match => (match[1] === undefined ? undefined : unescaped(match[1])) ?? match[2] ?? match[3] ?? '',
  )

/** Tables in the order of the file; `source` names it in failures (file-invalid). */
export const readToml = (text: string, source: string): Result<readonly TomlTable[]> => {
  const tables: { name: readonly string[]; values: Map<string, TomlValue> }[] = [
    { name: [], values: new Map() },
  ]
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n/)
    .entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    const header = /^\[\[?(.+?)\]?\]\s*(#.*)?$/.exec(line)?.[1]
    if (line.startsWith('[') && header !== undefined) {
      tables.push({ name: readName(header), values: new Map() })
      continue
    }
    const equals = /^((?:"(?:[^"\\]|\\.)*"|'[^']*'|[\w.-]+))\s*=\s*(.*)$/.exec(line)
    const value = equals === null ? null : readValue(equals[2] ?? '')
    if (equals === null || value === null)
      return notReadable(source, 'This line is no setting that can be read.', index + 1)
    tables.at(-1)?.values.set(readName(equals[1] ?? '').join('.'), value)
  }
  return ok(tables)
}
