// Keeps a file of ours ending with a line end, and remembers within our blocks where there was none before them.
import { type Fence, findFences } from './fences.ts'
import { endedAs, endsBare, type IniLine } from './ini.ts'
import { beginMarker, noLineEndMarker } from './profile-block.ts'
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

const isMemory = (line: IniLine): boolean =>
  line.kind === 'comment' && line.text.trimEnd() === noLineEndMarker

export const remembersEnd = (lines: readonly IniLine[], fence: Fence): boolean =>
  lines.slice(fence.begin, fence.end).some(isMemory)

/** The lines of a block of ours without or with the memory; lines that are no block of ours stay as they are. */
export const withMemory = (
  block: readonly string[],
  profile: string,
  remembers: boolean,
): readonly string[] => {
  const plain = block.filter(line => line.trimEnd() !== noLineEndMarker)
  const [begin, ...rest] = plain
  return remembers && begin === beginMarker(profile) ? [begin, noLineEndMarker, ...rest] : plain
}

/** Whether a text would end without a line end if our last blocks were not there; an empty one does. */
export const endsBareWithoutUs = (lines: readonly IniLine[], file: AwsFile): boolean => {
  const [first] = lastFences(lines, file)
  return endsBare(lines) || (first !== undefined && remembersEnd(lines, first))
}

/**
 * The lines with the end that `bare` asks for. After a block of ours there is always a line end: what another program
 * appends would else become part of our last line. The first of our last blocks remembers then that there was none.
 */
export const settleEnd = (
  lines: readonly IniLine[],
  file: AwsFile,
  bare: boolean,
  eol: '\n' | '\r\n',
): IniLine[] => {
  const [first] = lastFences(lines, file)
  if (!first) return endedAs(lines, bare ? '' : eol)
  const memory: IniLine[] = bare ? [{ text: noLineEndMarker, eol, kind: 'comment' }] : []
  const blocks = lines.slice(first.begin + 1).filter(line => !isMemory(line))
  return endedAs([...lines.slice(0, first.begin + 1), ...memory, ...blocks], eol)
}
