// Reads a source file as the architecture test sees it: code without comments, strings set aside, and what it imports.

export type Scanned = {
  /** The code with every comment blanked and every string replaced by its number, as in `"§3"`; line breaks stay. */
  readonly code: string
  readonly strings: readonly string[]
}

export type Import = {
  readonly from: string
  /** What stands between the keyword and `from`; empty for `import 'x'` and `import('x')`. */
  readonly clause: string
  /** A type disappears when the code runs; a lazy import runs later, if at all. */
  readonly kind: 'value' | 'type' | 'lazy'
  readonly reExports: boolean
}

/** A `/` after one of these starts a regular expression, after anything else it divides. */
const beforeRegex = /(?:^|[(,=:[!&|?{};+\-*%<>~^\n]|\b(?:return|typeof|case|in|of|do|else|await|yield))\s*$/

/** Splits a file's text into code and strings. Knows comments, strings, templates with code inside, regular expressions. */
export const scan = (text: string): Scanned => {
  const strings: string[] = []
  let code = ''
  let at = 0
  const set = (value: string): void => {
    code += `"§${strings.push(value) - 1}"`
  }

  const quoted = (quote: string): void => {
    const start = ++at
    while (at < text.length && text[at] !== quote && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1
    set(text.slice(start, at))
    if (text[at] === quote) at += 1
  }

  const template = (): void => {
    let piece = ''
    at += 1
    while (at < text.length && text[at] !== '`') {
      if (text.startsWith('${', at)) {
        set(piece)
        piece = ''
        at += 2
        walk('}')
        at += 1
        continue
      }
      const step = text[at] === '\\' ? 2 : 1
      piece += text.slice(at, at + step)
      at += step
    }
    set(piece)
    at += 1
  }

  const regex = (): void => {
    const start = at++
    let inClass = false
    while (at < text.length && text[at] !== '\n' && (inClass || text[at] !== '/')) {
      if (text[at] === '[') inClass = true
      if (text[at] === ']') inClass = false
      at += text[at] === '\\' ? 2 : 1
    }
    at += 1
    set(text.slice(start, at))
  }

  const skip = (end: number): void => {
    code += text.slice(at, end).replace(/[^\n]/g, ' ')
    at = end
  }

  /** Reads code up to the given closing brace of a template, or to the end. */
  function walk(until: string | null): void {
    let depth = 0
    while (at < text.length) {
      const here = text[at] as string
      if (until !== null && depth === 0 && here === until) return
      if (text.startsWith('//', at)) skip(endOf(text, '\n', at))
      else if (text.startsWith('/*', at)) skip(endOf(text, '*/', at) + 2)
      else if (here === '"' || here === "'") quoted(here)
      else if (here === '`') template()
      else if (here === '/' && beforeRegex.test(code.slice(-40))) regex()
      else {
        if (here === '{') depth += 1
        if (here === '}') depth -= 1
        code += here
        at += 1
      }
    }
  }
  walk(null)
  return { code, strings }
}

const endOf = (text: string, mark: string, from: number): number => {
  const found = text.indexOf(mark, from)
  return found === -1 ? text.length : found
}

const statically =
  /\b(import|export)\s+(type\s+(?!from\b))?((?:(?!\b(?:import|export)\b)[\w$*{},\s])+?\s*\bfrom\s*)?"§(\d+)"/g
const lazily = /(\btypeof\s+)?\bimport\s*\(\s*"§(\d+)"/g

export const importsOf = ({ code, strings }: Scanned): readonly Import[] => {
  const found: Import[] = []
  for (const [, keyword, type, clause, number] of code.matchAll(statically)) {
    if (keyword === 'export' && clause === undefined) continue
    found.push({
      from: strings[Number(number)] ?? '',
      clause: (clause ?? '').replace(/\bfrom\s*$/, '').trim(),
      kind: type === undefined ? 'value' : 'type',
      reExports: keyword === 'export',
    })
  }
  for (const [, asType, number] of code.matchAll(lazily)) {
    found.push({
      from: strings[Number(number)] ?? '',
      clause: '',
      kind: asType === undefined ? 'lazy' : 'type',
      reExports: false,
    })
  }
  return found
}
