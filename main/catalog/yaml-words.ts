// Says what is wrong with a text that is no YAML, in words for who wrote it, and where the mistake was made.
import { type Opened, openAt } from './yaml-brackets.ts'
import { hasValue, isFirst, type Mistake, type Stop, stopAt } from './yaml-stop.ts'

const needsQuotes = (sign: string): string => `A text that begins with ${sign} needs quotes.`
const closesNothing = ({ at, sign }: Stop): Mistake => ({ at, message: `This ${sign} closes nothing.` })

/** A line without the space or the colon that makes it a key: what comes next is then taken for more of it. */
const lineNotEnded = ({ above }: Stop): Mistake | null => {
  if (above === null) return null
  const { begin, words } = above
  const dash = /^\s*-(?=[^\s-])/.exec(words)
  if (dash) return { at: begin + dash[0].length - 1, message: 'A space is missing after this dash.' }
  const colon = /^\s*(?:- )?[\w.-]+:(?!\/\/|$)(?=\S)/.exec(words)
  if (colon) return { at: begin + colon[0].length - 1, message: 'A space is missing after this colon.' }
  if (!/:(\s|$)/.test(words) && !/[,[{]$/.test(words))
    return { at: begin + words.search(/\S/), message: 'A colon is missing in this line.' }
  return null
}

const tab = ({ text, at, before }: Stop): Mistake | null => {
  const found = before.indexOf('\t')
  const place = found >= 0 ? at - before.length + found : text.charAt(at) === '\t' ? at : -1
  return place < 0 ? null : { at: place, message: 'There is a tab here; YAML takes spaces.' }
}

const misplaced = (stop: Stop): Mistake =>
  tab(stop) ?? {
    at: stop.at,
    message: 'This line is indented unlike the lines above it: what belongs together begins in one column.',
  }

const unclosed = ({ sign, at, closer }: Opened): Mistake => ({
  at,
  message:
    sign === closer
      ? `This quote (${sign}) is not closed.`
      : `This ${sign} is not closed: a ${closer} is missing, or what is inside of it is not indented enough.`,
})

/** What comes from a web page in place of the space that YAML needs there. */
const strange = /(?<=^ *|[:-] *)[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/

const strangeSpace = ({ at, before, above }: Stop): Mistake | null => {
  const lines = [...(above === null ? [] : [above]), { begin: at - before.length, words: before }]
  for (const { begin, words } of lines) {
    const found = words.search(strange)
    if (found < 0) continue
    const code = words.charCodeAt(found).toString(16).toUpperCase().padStart(4, '0')
    return {
      at: begin + found,
      message: `This is not the space bar’s space but another (U+${code}): type it again.`,
    }
  }
  return null
}

const afterValue = (stop: Stop): Mistake | null => {
  const { text, at, before } = stop
  const lineBegin = at - before.length
  const noColon = /^\s*(?:- )?[\w.-]+(?= [{[])/.exec(before)
  if (noColon) return { at: lineBegin + noColon[0].length, message: 'A colon is missing after this word.' }
  const sign = /[:-]\s+([&*!])\S*\s+$/.exec(before)
  if (sign?.[1] !== undefined)
    return { at: lineBegin + before.lastIndexOf(sign[1]), message: needsQuotes(sign[1]) }
  const closing = /(["'\]}])\s*$/.exec(before)?.[1]
  // An odd one closed a text that began in a line above: there its own is missing.
  if (closing !== undefined && before.split(closing).length % 2 === 0) {
    const open = openAt(text, lineBegin + before.lastIndexOf(closing))
    if (open?.sign === closing) return unclosed(open)
  }
  if (closing === "'" && /\w/.test(text.charAt(at)))
    return {
      at,
      message: 'The quoted text ended before this: write an apostrophe twice, or use double quotes.',
    }
  return closing === undefined
    ? null
    : { at, message: `Nothing may follow this ${closing} in its line: put quotes around the whole value.` }
}

const indented = (stop: Stop): Mistake | null => {
  const { at, sign, before, above } = stop
  const begins = isFirst(stop) || /[:-]\s+$/.test(before)
  if (begins && /[\]}]/.test(sign)) return closesNothing(stop)
  if (begins && /[@`%,]/.test(sign)) return { at, message: needsQuotes(sign) }
  if (isFirst(stop)) return misplaced(stop)
  if (sign === ':') {
    if (hasValue(before))
      return {
        at,
        message:
          'This is a second colon: put quotes around the value, or begin the next key in a line of its own.',
      }
    const begin = at - before.trimStart().length
    return (
      lineNotEnded(stop) ??
      (above === null
        ? null
        : {
            at: begin,
            message: 'This line is indented further than the one above, which has a value already.',
          })
    )
  }
  if (/^-\s/.test(stop.text.slice(at, at + 2)) && /:\s+$/.test(before))
    return { at, message: 'A list begins in the line below its key.' }
  return afterValue(stop)
}

const between = (stop: Stop): Mistake | null => {
  const { at, sign, before, above } = stop
  if (sign === '}' || sign === ']')
    return { at, message: `A ${sign === '}' ? ']' : '}'} is missing before this ${sign}.` }
  if (sign === ':' && hasValue(before))
    return {
      at,
      message: 'This is a second colon: put quotes around the value, or a comma before the next key.',
    }
  if ((sign === ':' || isFirst(stop)) && above !== null)
    return {
      at: above.begin + above.words.length - 1,
      message: 'A comma is missing at the end of this line.',
    }
  return { at, message: 'A comma is missing before this, or quotes around the value.' }
}

const atEnd = (stop: Stop): Mistake | null => {
  const { at, sign, before } = stop
  if (sign === '}' || sign === ']') return closesNothing(stop)
  if (before.startsWith('--- '))
    return { at: at - before.length + 4, message: 'The catalog begins in the line below ---.' }
  return lineNotEnded(stop) ?? (isFirst(stop) ? misplaced(stop) : null)
}

const tooFarLeft = (stop: Stop): Mistake | null => {
  const { text, at, sign } = stop
  const found = tab(stop)
  if (found !== null) return found
  if (isFirst(stop) && (sign === '}' || sign === ']'))
    return { at, message: `This ${sign} must be indented further than the key it belongs to.` }
  const open = openAt(text, at)
  return open === null ? null : unclosed(open)
}

const notClosed = ({ text }: Stop): Mistake | null => {
  const open = openAt(text, text.length)
  return open === null ? null : unclosed(open)
}

/** Reading stopped behind a sign that means something to YAML. */
const signs = ({ at, before }: Stop): Mistake | null => {
  const written = before.trimEnd()
  const sign = written.at(-1)
  return sign === undefined
    ? null
    : { at: at - before.length + written.length - 1, message: needsQuotes(sign) }
}

/** What follows | or > and what belongs to it, in their line. */
const blockSign = ({ at, before }: Stop): Mistake => {
  const found = Math.max(before.lastIndexOf('|'), before.lastIndexOf('>'), 0)
  return { at: at - before.length + found, message: needsQuotes(before.charAt(found)) }
}

/** By the library's reason: what shows where the mistake is, and what is said where nothing does. */
const words: readonly (readonly [RegExp, (stop: Stop) => Mistake | null, otherwise?: string])[] = [
  [/^tab characters/, tab],
  [
    /^bad indentation/,
    indented,
    'This does not belong here: put quotes around the value, or begin the line in the column of those above.',
  ],
  [
    /^can not read a block mapping entry/,
    lineNotEnded,
    'This was read as a key of several lines: look above it for a missing colon, space or quote.',
  ],
  [/^expected ':'/, ({ at }) => ({ at, message: 'A colon is missing before this.' })],
  [
    /^end of the stream/,
    atEnd,
    'This belongs to nothing above it: look there for a missing colon, space or quote.',
  ],
  [/^deficient indentation/, tooFarLeft, 'This line continues one above and must be indented further.'],
  [/^missed comma/, between],
  [
    /^unexpected end of the (stream|document) within/,
    notClosed,
    'The file ends before a bracket or a quote is closed.',
  ],
  [/^expected the node content/, ({ at }) => ({ at, message: 'Nothing stands before this comma.' })],
  [/^name of an a/, signs],
  [/^a line break is expected/, blockSign],
  [
    /tag/,
    ({ at, before }) => ({ at: at - before.length + before.search(/\S*$/), message: needsQuotes('!') }),
  ],
  [/^a whitespace/, ({ at }) => ({ at: at - 1, message: 'A space is missing after this colon.' })],
  [
    /^unknown escape|^expected hexadecimal/,
    ({ at }) => ({
      at,
      message:
        'In double quotes \\ begins a sign of its own: write \\\\ for a backslash, or use single quotes.',
    }),
  ],
]

const sentence = (reason: string): string => `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`

/** `reason` and `at` as the library says them. */
export const yamlMistake = (reason: string, text: string, at: number): Mistake => {
  const conflict = /^(<{7}|>{7}) /m.exec(text)
  if (conflict)
    return {
      at: conflict.index,
      message: 'A merge was not finished here: keep one side and remove the marks.',
    }
  const [, say, otherwise = sentence(reason)] = words.find(([pattern]) => pattern.test(reason)) ?? []
  const stop = stopAt(text, at)
  return strangeSpace(stop) ?? say?.(stop) ?? { at, message: otherwise }
}
