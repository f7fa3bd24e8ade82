// Keeps a file of ours ending with a line end, and remembers within our blocks what the file was before them.
import { type Fence, findFences } from './fences.ts'
import { endedAs, endsBare, type IniLine } from './ini.ts'
import { absentMarker, beginMarker, noLineEndMarker } from './profile-block.ts'
import type { AwsFile } from './section-names.ts'

/** Our blocks that nothing follows, in the order of the file. */
export const lastFences = (lines: readonly IniLine[], file: AwsFile): readonly Fence[] => {
  const last: Fence[] = []
  let from = lines.length
  for (const fence of findFences(lines, file).fences.toReversed()) {
    if (fence.kept || fence.end + 1 !== from) break
    last.unshift(fence)
    from = fence.begin
  }
  return last
}

/** What was unusual about a file before our blocks came: it had no final line end, or there was none. */
export type Memory = 'bare' | 'absent' | null

const markers = { bare: noLineEndMarker, absent: absentMarker } as const
const memoryIn = (text: string): Memory => {
  const line = text.trimEnd()
  return line === noLineEndMarker ? 'bare' : line === absentMarker ? 'absent' : null
}
const isMemory = (line: IniLine): boolean => line.kind === 'comment' && memoryIn(line.text) !== null

/** What a block of ours remembers of the file. */
export const memoryOf = (lines: readonly IniLine[], fence: Fence): Memory => {
  const found = lines.slice(fence.begin, fence.end).find(isMemory)
  return found ? memoryIn(found.text) : null
}

/** The lines of a block of ours without or with the memory; lines that are no block of ours stay as they are. */
export const withMemory = (block: readonly string[], profile: string, memory: Memory): readonly string[] => {
  const plain = block.filter(line => memoryIn(line) === null)
  const [begin, ...rest] = plain
  return memory !== null && begin === beginMarker(profile) ? [begin, markers[memory], ...rest] : plain
}

/** What the file was before our last blocks; an empty one is nothing unusual. */
export const memoryOfFile = (text: string | null, lines: readonly IniLine[], file: AwsFile): Memory => {
  if (text === null) return 'absent'
  if (text !== '' && endsBare(lines)) return 'bare'
  const [first] = lastFences(lines, file)
  return first === undefined ? null : memoryOf(lines, first)
}

/**
 * The lines with the end that `memory` asks for. After a block of ours there is always a line end: what another
 * program appends would else become part of our last line. The first of our last blocks then remembers what was before.
 */
export const settleEnd = (
  lines: readonly IniLine[],
  file: AwsFile,
  memory: Memory,
  eol: '\n' | '\r\n',
): IniLine[] => {
  const [first] = lastFences(lines, file)
  if (!first) return endedAs(lines, memory === 'bare' ? '' : eol)
  const line: IniLine[] = memory === null ? [] : [{ text: markers[memory], eol, kind: 'comment' }]
  const blocks = lines.slice(first.begin + 1).filter(line => !isMemory(line))
  return endedAs([...lines.slice(0, first.begin + 1), ...line, ...blocks], eol)
}
