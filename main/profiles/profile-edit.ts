// Puts our blocks into an AWS file's text and takes them out again; every other character stays.
import { type Fence, findFences } from './fences.ts'
import { endedAs, endsBare, type IniLine, lineEndOf, parseIni, printIni, sectionsOf } from './ini.ts'
import { headerOf, keptMarker } from './profile-block.ts'
import { type AwsFile, profileNamesOf } from './section-names.ts'

/** Line ranges [start, end) of sections that any reader would take for this profile and that are not ours. */
export const foreignSections = (
  lines: readonly IniLine[],
  file: AwsFile,
  profile: string,
): { start: number; end: number }[] => {
  const own = new Set(
    findFences(lines, file)
      .fences.filter(fence => fence.profile === profile)
      .map(fence => fence.header),
  )
  return sectionsOf(lines)
    .filter(
      section =>
        !own.has(section.start) && profileNamesOf(lines[section.start]?.text ?? '', file).has(profile),
    )
    .map(section => {
      // Comments and blank lines before the next header may belong to what follows: they stay.
      let end = section.end
      while (end > section.start + 1 && isSpace(lines[end - 1])) end--
      return { start: section.start, end }
    })
}

/**
 * Puts `block` (null: nothing) where the profile's own block is, else where a replaced foreign section began, else
 * at the end. A text of null is a file that does not exist; null comes back when nothing but our blocks was in it.
 * A file that ends without a line end still does so afterwards, which is what brings that back on removal.
 */
export const putBlock = (
  text: string | null,
  file: AwsFile,
  profile: string,
  block: readonly string[] | null,
  options: { readonly replaceForeign?: boolean } = {},
): string | null => {
  const lines = parseIni(text ?? '')
  const bare = text !== null && endsBare(lines)
  const own = findFences(lines, file).fences.filter(fence => fence.profile === profile)
  const foreign = options.replaceForeign ? foreignSections(lines, file, profile) : []
  if (own.length === 0 && foreign.length === 0 && block === null) return text
  const eol = lineEndOf(lines)
  const fresh: IniLine[] = (block ?? []).map(line => ({ text: line, eol, kind: 'comment' }))

  const removals = [
    ...own.map(fence => ({
      start: fence.begin,
      end: fence.end + 1,
      ...leftOf(lines, fence, file, block !== null, eol),
    })),
    ...foreign.map(range => ({ ...range, before: [], after: [] })),
  ].sort((one, other) => one.start - other.start)
  const result: IniLine[] = []
  let from = 0
  removals.forEach((removal, index) => {
    result.push(...lines.slice(from, removal.start), ...removal.before)
    if (index === 0) result.push(...fresh)
    result.push(...removal.after)
    from = Math.max(from, removal.end)
  })
  result.push(...endedAs(lines.slice(from), eol))
  if (removals.length === 0) result.push(...fresh)
  if (result.length === 0 && !bare && foreign.length === 0) return null
  return printIni(endedAs(result, bare ? '' : eol))
}

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

/** The lines of our own block for a profile as they stand in a file, or null. */
export const ownLines = (text: string | null, file: AwsFile, profile: string): string[] | null => {
  const lines = parseIni(text ?? '')
  const own = findFences(lines, file).fences.filter(fence => fence.profile === profile)
  if (own.length === 0) return null
  return own.flatMap(fence => lines.slice(fence.begin, fence.end + 1).map(line => line.text))
}

/** The lines of sections of that name that are not ours, or null. */
export const foreignLines = (text: string | null, file: AwsFile, profile: string): string[] | null => {
  const lines = parseIni(text ?? '')
  const ranges = foreignSections(lines, file, profile)
  if (ranges.length === 0) return null
  return ranges.flatMap(range => lines.slice(range.start, range.end).map(line => line.text))
}

export const ownNames = (text: string | null, file: AwsFile): string[] => [
  ...new Set(findFences(parseIni(text ?? ''), file).fences.map(fence => fence.profile)),
]
