// Puts our blocks into an AWS file's text and takes them out again; every other character stays.
import { type Fence, findFences } from './fences.ts'
import { lastFences, memoryOf, memoryOfFile, settleEnd, withMemory } from './file-end.ts'
import { endedAs, type IniLine, lineEndOf, parseIni, printIni, sectionsOf } from './ini.ts'
import { headerOf, keptMarker } from './profile-block.ts'
import { type AwsFile, profileNamesOf } from './section-names.ts'

type Range = { readonly start: number; readonly end: number }
/** For each profile: the lines of our block, or null for none. */
export type Blocks = ReadonlyMap<string, readonly string[] | null>

/** Line ranges [start, end) of sections that any reader would take for one of these profiles and that are not ours. */
export const foreignSections = (
  lines: readonly IniLine[],
  file: AwsFile,
  profiles: { has(profile: string): boolean },
): (Range & { readonly profile: string })[] => {
  const owners = new Map(findFences(lines, file).fences.map(fence => [fence.header, fence.profile]))
  return sectionsOf(lines).flatMap(section => {
    const names = [...profileNamesOf(lines[section.start]?.text ?? '', file)]
    const profile = names.find(name => profiles.has(name) && owners.get(section.start) !== name)
    if (profile === undefined) return []
    // Comments and blank lines before the next header may belong to what follows: they stay.
    let end = section.end
    while (end > section.start + 1 && isSpace(lines[end - 1])) end--
    return [{ profile, start: section.start, end }]
  })
}

/**
 * Puts each block where the profile's own one is, else where a replaced foreign section began, else at the end. A
 * text of null is a file that does not exist; null comes back when our blocks go from a file that we made. Our block
 * ends with a line end, always; where the file had none before it, one of our blocks remembers that, and removal obeys.
 */
export const putBlocks = (
  text: string | null,
  file: AwsFile,
  blocks: Blocks,
  options: { readonly replaceForeign?: boolean } = {},
): string | null => {
  const lines = parseIni(text ?? '')
  const own = findFences(lines, file).fences.filter(fence => blocks.has(fence.profile))
  const foreign = options.replaceForeign ? foreignSections(lines, file, blocks) : []
  if (own.length === 0 && foreign.length === 0 && [...blocks.values()].every(block => block === null))
    return text
  const eol = lineEndOf(lines)
  const remembered = new Map(own.map(fence => [fence.profile, memoryOf(lines, fence)]))
  const placed = new Set<string>()
  /** The profile's new block, the first time it is asked for. */
  const fresh = (profile: string): IniLine[] => {
    if (placed.has(profile)) return []
    placed.add(profile)
    const block = withMemory(blocks.get(profile) ?? [], profile, remembered.get(profile) ?? null)
    // As they will be read: the file's end is settled by what is a block of ours.
    return parseIni(block.join('\n')).map(line => ({ ...line, eol }))
  }

  const removals = [
    ...own.map(fence => ({
      profile: fence.profile,
      start: fence.begin,
      end: fence.end + 1,
      ...leftOf(lines, fence, file, (blocks.get(fence.profile) ?? null) !== null, eol),
    })),
    ...foreign.map(range => ({ ...range, before: [], after: [] })),
  ].sort((one, other) => one.start - other.start)
  const pieces: (readonly IniLine[])[] = []
  let from = 0
  for (const { profile, start, end, before, after } of removals) {
    pieces.push(lines.slice(from, start), before, fresh(profile), after)
    from = Math.max(from, end)
  }
  pieces.push(endedAs(lines.slice(from), eol))
  for (const profile of blocks.keys()) pieces.push(fresh(profile))
  const result = pieces.flat()
  // What others put among our last blocks comes after the old end of the file, and keeps its own line end.
  const ourEnd = lastFences(lines, file)[0]?.begin ?? lines.length
  const grown = removals.some(
    ({ start, before, after }) => start >= ourEnd && before.length + after.length > 0,
  )
  const memory = grown ? null : memoryOfFile(text, lines, file)
  if (result.length === 0) return memory === 'absent' ? null : ''
  return printIni(settleEnd(result, file, memory, eol))
}

/** As putBlocks, for one profile. */
export const putBlock = (
  text: string | null,
  file: AwsFile,
  profile: string,
  block: readonly string[] | null,
): string | null => putBlocks(text, file, new Map([[profile, block]]))

/**
 * What must outlive a block of ours because it is not ours. Settings before our header belong to the section above
 * (the AWS CLI's writer puts them there when a marker holds a colon), sections after it are whole profiles, and
 * settings after the end marker are read as ours: `aws configure set` adds them there when our block is the last one.
 * Without our header these would slip into the section above, so it stays over them, marked, until they go.
 */
const leftOf = (
  lines: readonly IniLine[],
  fence: Fence,
  file: AwsFile,
  rewritten: boolean,
  eol: IniLine['eol'],
): { before: readonly IniLine[]; after: readonly IniLine[] } => {
  const before = lines.slice(fence.begin + 1, fence.header).filter(line => !isSpace(line))
  const foreign = lines.findIndex(
    (line, index) => index > fence.header && index < fence.end && line.kind === 'header',
  )
  const after = foreign === -1 ? [] : lines.slice(foreign, fence.end)
  if (rewritten || after.length > 0 || !hasStrays(lines, fence)) return { before, after }
  const kept: IniLine[] = [
    { text: keptMarker(fence.profile), eol, kind: 'comment' },
    { text: headerOf(fence.profile, file), eol, kind: 'header' },
  ]
  return { before, after: kept }
}

/** Whether settings follow the fence before the next header. */
const hasStrays = (lines: readonly IniLine[], fence: Fence): boolean => {
  for (let index = fence.end + 1; index < lines.length; index++) {
    const line = lines[index] as IniLine
    if (line.kind === 'header') return false
    if (!isSpace(line)) return true
  }
  return false
}

const isSpace = (line: IniLine | undefined): boolean => line?.kind === 'blank' || line?.kind === 'comment'

/** The lines of our own block for a profile as they stand in a file, without what it remembers of the file; or null. */
export const ownLines = (text: string | null, file: AwsFile, profile: string): string[] | null => {
  const lines = parseIni(text ?? '')
  const own = findFences(lines, file).fences.filter(fence => fence.profile === profile)
  if (own.length === 0) return null
  return own.flatMap(fence => {
    const block = lines.slice(fence.begin, fence.end + 1).map(line => line.text)
    return withMemory(block, profile, null)
  })
}

/** The lines of sections of that name that are not ours, or null. */
export const foreignLines = (text: string | null, file: AwsFile, profile: string): string[] | null => {
  const lines = parseIni(text ?? '')
  const ranges = foreignSections(lines, file, new Set([profile]))
  if (ranges.length === 0) return null
  return ranges.flatMap(range => lines.slice(range.start, range.end).map(line => line.text))
}

export const ownNames = (text: string | null, file: AwsFile): string[] => [
  ...new Set(findFences(parseIni(text ?? ''), file).fences.map(fence => fence.profile)),
]
