// Reads INI text of AWS files and of tools that follow them into sections of plain keys and values.
import { parseIni } from '../profiles/ini.ts'

export type IniSection = {
  /** What stands between the brackets. */
  readonly header: string
  /** Counted from 1. */
  readonly line: number
  readonly values: ReadonlyMap<string, string>
}
export type IniText = {
  readonly sections: readonly IniSection[]
  /** Lines that are no part of any section: counted from 1. */
  readonly junk: readonly number[]
}

/** The SDKs of JavaScript and Go cut a comment that follows a blank; `#` inside a value, as in `/start#/`, stays. */
const withoutComment = (value: string): string => value.replace(/(^|\s)[#;].*$/, '').trim()

/**
 * `by: 'aesr'` is the dialect of AWS Extend Switch Roles (its aesr-config, ini-parser.ts): `;` and `#` begin a comment
 * wherever they stand, and an indented line is a setting like any other.
 */
export const readIni = (text: string, { by = 'aws' as 'aws' | 'aesr' } = {}): IniText => {
  const clean = by === 'aesr' ? text.replace(/^[ \t]+|[;#].*$/gm, '') : text
  const sections: { header: string; line: number; values: Map<string, string> }[] = []
  const junk: number[] = []
  for (const [index, line] of parseIni(clean.replace(/^\uFEFF/, '')).entries()) {
    const at = index + 1
    if (line.kind === 'header')
      sections.push({ header: line.header?.trim() ?? '', line: at, values: new Map() })
    else if (line.kind === 'option' && sections.length > 0)
      sections.at(-1)?.values.set(line.key ?? '', withoutComment(line.value ?? ''))
    else if (line.kind === 'junk' || line.kind === 'option') junk.push(at)
  }
  return { sections, junk }
}
