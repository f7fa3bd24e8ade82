// Turns the bytes of a catalog into text, refusing what is too large, not UTF-8, or holds characters nobody can see.
import type { FailureOf, Problem } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { linesOf } from './document-tree.ts'
import { codePoint, unseen } from './unseen.ts'

export const mostBytes = 8 * 1024 * 1024

const problem = (message: string, line = 1, column = 1): Problem => ({
  line,
  column,
  path: '(document)',
  message,
})

/** `size` in bytes, or of what came until it was too much. */
export const tooLarge = (size: number, source: string): FailureOf<'catalog-invalid'> => {
  const megabytes = (size / 1_048_576).toFixed(1)
  const has = megabytes === '8.0' ? 'more than 8' : megabytes
  return {
    kind: 'catalog-invalid',
    source,
    problems: [problem(`The file has ${has} MB; a catalog has at most 8 MB.`)],
  }
}

/** The text of `bytes`; `source` names the file in the failure (catalog-invalid). */
export const decodeText = (bytes: Uint8Array, source: string): Result<string> => {
  const refuse = (one: Problem): Result<string> =>
    failed({ kind: 'catalog-invalid', source, problems: [one] })
  if (bytes.length > mostBytes) return failed(tooLarge(bytes.length, source))
  const [first, second, third] = bytes
  if (
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff) ||
    first === 0 ||
    second === 0
  )
    return refuse(problem('The file is written in UTF-16 or UTF-32; save it as UTF-8.'))
  if (first === 0xef && second === 0xbb && third === 0xbf)
    return refuse(problem('The file begins with a byte order mark; save it as UTF-8 without one.'))
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    const { line, column } = firstBadByte(bytes)
    return refuse(problem('This is not UTF-8; save the file as UTF-8.', line, column))
  }
  return refuseUnseen(text, source)
}

/** The same check for text that did not come as bytes. */
export const refuseUnseen = (text: string, source: string): Result<string> => {
  const found = unseen.exec(text)
  if (found === null) return ok(text)
  const { line, column } = linesOf(text)(found.index)
  const one = problem(
    `There is a character here that cannot be seen (${codePoint(found[0])}). Remove it.`,
    line,
    column,
  )
  return failed({ kind: 'catalog-invalid', source, problems: [one] })
}

/**
 * A shared catalog has one form, so that what is reviewed, hashed and signed is the same bytes on every machine. A
 * person's own file may be as their editor writes it.
 */
export const refuseReturns = (text: string, source: string): Result<string> => {
  const at = text.indexOf('\r')
  if (at < 0) return ok(text)
  const { line, column } = linesOf(text)(at)
  const one = problem(
    'Lines end with CRLF here, as Windows writes them; save the file with LF (in git: “*.yaml text eol=lf” in .gitattributes).',
    line,
    column,
  )
  return failed({ kind: 'catalog-invalid', source, problems: [one] })
}

const firstBadByte = (bytes: Uint8Array): { line: number; column: number } => {
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  return linesOf(lenient)(Math.max(0, lenient.indexOf('\uFFFD')))
}
