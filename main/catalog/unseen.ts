// Tells the characters that nobody sees, and shows them where somebody must.

/**
 * Control characters can hide or end a line in the files we write; direction marks (U+202A..E, U+2066..9) make
 * text read differently from what it is ("Trojan Source", CVE-2021-42574); a lone carriage return hides what is before
 * it; what has no width (soft hyphens, U+200B, fillers, tags) makes two names of one. Joiners and variants of signs
 * (U+200C, U+200D, U+FE0F) belong to writing: names that differ in those alone look alike.
 */
export const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
  /\r(?!\n)|[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164\uD800-\uDFFF\uFEFF\uFFA0\uFFF9-\uFFFB\uFFFE\uFFFF\u{E0000}-\u{E007F}]/u

/** `U+001B` */
export const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** True when a value holds what must never reach a file, a terminal or a window; `\n` too. */
export const hasUnseen = (text: string): boolean => unseen.test(text) || /[\t\n\r]/.test(text)

const anyUnseen = new RegExp(`${unseen.source}|[\\t\\n\\r]`, 'gu')

/** For problems, which name what is refused: `\\u001b`, as JSON writes it, in place of the character itself. */
export const showUnseen = (text: string): string =>
  text.replace(anyUnseen, character => {
    const code = (character.codePointAt(0) ?? 0).toString(16)
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`
  })
