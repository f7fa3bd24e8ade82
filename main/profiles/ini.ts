// Reads AWS's INI dialect line by line and loses nothing: printing what was parsed gives back every character.

/** What botocore, the strictest reader, takes a line for. */
export type LineKind = 'blank' | 'comment' | 'header' | 'option' | 'continuation' | 'junk'

export type IniLine = {
  /** The line without its end. */
  readonly text: string
  /** Empty only on the last line of a file that does not end with a line end. */
  readonly eol: '' | '\n' | '\r\n' | '\r'
  readonly kind: LineKind
  /** What stands between the brackets, of a header. */
  readonly header?: string
  /** Lower-cased, of an option. */
  readonly key?: string
  readonly value?: string
}

export type Section = {
  readonly header: string
  /** Index of the header's line. */
  readonly start: number
  /** Index after the last line before the next header. */
  readonly end: number
}

const trimmed = (text: string): string => text.replace(/^[ \t\v\f]+|[ \t\v\f]+$/g, '')
const indentOf = (text: string): number => /^[ \t\v\f]*/.exec(text)?.[0].length ?? 0

const splitLines = (text: string): { text: string; eol: IniLine['eol'] }[] => {
  const lines: { text: string; eol: IniLine['eol'] }[] = []
  const ends = /\r\n|\n|\r/g
  let from = 0
  for (let end = ends.exec(text); end; end = ends.exec(text)) {
    lines.push({ text: text.slice(from, end.index), eol: end[0] as IniLine['eol'] })
    from = end.index + end[0].length
  }
  if (from < text.length) lines.push({ text: text.slice(from), eol: '' })
  return lines
}

/**
 * Parses any text. The kinds follow Python's RawConfigParser, on which botocore and the CLI rest
 * (botocore/configloader.py): comments only at line starts, `=` or `:`, and a line indented deeper than the
 * option above it continues that option, whatever it looks like.
 */
export const parseIni = (text: string): IniLine[] => {
  let indent = 0
  let optionOpen = false
  return splitLines(text).map(line => {
    const bare = trimmed(line.text)
    if (bare === '') return { ...line, kind: 'blank' }
    if (bare.startsWith('#') || bare.startsWith(';')) return { ...line, kind: 'comment' }
    const here = indentOf(line.text)
    if (optionOpen && here > indent) return { ...line, kind: 'continuation', value: bare }
    indent = here
    const header = /^\[(.+)\]/.exec(bare)?.[1]
    if (header !== undefined) {
      optionOpen = false
      return { ...line, kind: 'header', header }
    }
    const option = /^([^=:]+?)[ \t\v\f]*[=:][ \t\v\f]*(.*)$/.exec(bare)
    if (!option) return { ...line, kind: 'junk' }
    optionOpen = true
    return { ...line, kind: 'option', key: (option[1] as string).toLowerCase(), value: option[2] as string }
  })
}

export const printIni = (lines: readonly IniLine[]): string =>
  lines.map(line => line.text + line.eol).join('')

export const sectionsOf = (lines: readonly IniLine[]): Section[] => {
  const starts = lines.flatMap((line, index) => (line.kind === 'header' ? [index] : []))
  return starts.map((start, index) => ({
    header: lines[start]?.header ?? '',
    start,
    end: starts[index + 1] ?? lines.length,
  }))
}

/** The line end new lines should have: the file's own. */
export const lineEndOf = (lines: readonly IniLine[]): '\n' | '\r\n' =>
  lines[0]?.eol === '\r\n' ? '\r\n' : '\n'

/** Whether a text stops without a line end, as an empty one does. */
export const endsBare = (lines: readonly IniLine[]): boolean => (lines.at(-1)?.eol ?? '') === ''

/** The same lines, ending with `eol` when they end with none, or with none when `eol` is empty. */
export const endedAs = (lines: readonly IniLine[], eol: IniLine['eol']): IniLine[] => {
  const last = lines.at(-1)
  if (!last || (last.eol === '') === (eol === '')) return [...lines]
  return [...lines.slice(0, -1), { ...last, eol }]
}
