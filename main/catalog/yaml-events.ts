// Reads YAML (and so JSON) as the events of its one document, in the order in which they are written.
import { EVENT_ID, type Event, parseEvents, YAMLException } from 'js-yaml'
import { mostDepth, type Report, tooDeep } from './document-tree.ts'
import { yamlMistake } from './yaml-words.ts'

/**
 * Signs that may begin a part of a document: no part comes without one. The largest catalog we promise has 0.5 million
 * (5,000 accounts, 50,000 roles); 8 MB of commas would be parts enough to fill a computer's memory.
 */
export const mostSigns = 1_500_000

const hasTooManySigns = (text: string): boolean => {
  let signs = 0
  for (const _ of text.matchAll(/[\n,:?[{]|- /g)) if (++signs > mostSigns) return true
  return false
}

const isDocument = ({ type }: Event): boolean => type === EVENT_ID.DOCUMENT

/** Where the line that separates two documents (--- or ...) begins; it is part of neither. */
const beginOfSecond = (text: string, first: readonly Event[]): number => {
  const end = first.reduce((most, event) => Math.max(most, 'valueEnd' in event ? event.valueEnd : 0), 0)
  const line = text.slice(end).search(/^(---|\.\.\.)(?=\s|$)/m)
  return line < 0 ? 0 : end + line
}

/** The document's events without those of the document itself; null when there are none, as the report says. */
export const eventsOf = (text: string, report: Report): readonly Event[] | null => {
  const refuse = (at: number, message: string): null => {
    report.add(at, null, message)
    return null
  }
  if (hasTooManySigns(text)) return refuse(0, 'There is far too much in this file for a catalog.')
  const firstLine = /^[^\s#]/m.exec(text)
  if (
    firstLine?.[0] === '<' &&
    /^<(!doctype|html|\?xml)\b/i.test(text.slice(firstLine.index, firstLine.index + 10))
  )
    return refuse(firstLine.index, 'This is a web page and not a catalog.')
  if (firstLine?.[0] === '%') return refuse(firstLine.index, 'A catalog has no % lines; remove this one.')
  try {
    // The library counts keys and texts too; whoever makes the tree counts maps and lists alone.
    const [document, ...events] = parseEvents(text, { maxDepth: mostDepth * 2 })
    if (document === undefined) return refuse(0, 'The file is empty.')
    const second = events.findIndex(isDocument)
    if (second < 0) return events
    const begin = beginOfSecond(text, events.slice(0, second))
    return refuse(begin, 'A file holds one catalog; a second document begins here.')
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const position = error.mark?.position ?? 0
    if (error.reason.startsWith('nesting exceeded')) return refuse(position, tooDeep)
    const { at, message } = yamlMistake(error.reason, text, position)
    return refuse(at, message)
  }
}
