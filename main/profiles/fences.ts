// Finds the blocks that are ours in an AWS file, and those someone damaged, which we report and never guess at.
import type { Problem } from '../../shared/failure.ts'
import type { IniLine } from './ini.ts'
import { beginMarker, endMarker, keptMarker } from './profile-block.ts'
import { type AwsFile, profileNamesOf } from './section-names.ts'

/** Line indexes; `begin` and `end` are the markers', `header` our section's. */
export type Fence = {
  readonly profile: string
  readonly begin: number
  readonly end: number
  readonly header: number
  /** True for a header left behind over settings that someone wrote after the block: no marker ends it. */
  readonly kept: boolean
}

export type Fences = { readonly fences: readonly Fence[]; readonly damage: readonly Problem[] }

const beginShape = /^\s*#\s*>>>\s*switchyard\b/
const endShape = /^\s*#\s*<<<\s*switchyard\b/
const nameIn = (line: string): string => /switchyard\s+(\S+)/.exec(line)?.[1] ?? ''

/** Every fence in the order of the file. A name is put into `damaged` when one of its markers or its header is missing. */
export const findFences = (
  lines: readonly IniLine[],
  file: AwsFile,
): Fences & { damaged: ReadonlySet<string> } => {
  const fences: Fence[] = []
  const damage: Problem[] = []
  const damaged = new Set<string>()
  let open: { profile: string; begin: number } | null = null
  const broken = (index: number, profile: string, message: string): void => {
    damaged.add(profile)
    damage.push({ line: index + 1, column: 1, path: profile, message })
  }
  const leftOpen = (): void => {
    if (open)
      broken(open.begin, open.profile, `This block of Switchyard's has no line "${endMarker(open.profile)}".`)
    open = null
  }
  lines.forEach((line, index) => {
    const text = line.text.trimEnd()
    const profile = nameIn(text)
    if (line.kind === 'comment' && beginShape.test(text)) {
      leftOpen()
      if (text === beginMarker(profile)) open = { profile, begin: index }
      else broken(index, profile, "This first line of a block of Switchyard's was changed.")
    } else if (line.kind === 'comment' && endShape.test(text)) {
      const begun: { profile: string; begin: number } | null = open
      if (begun === null || begun.profile !== profile || text !== endMarker(profile)) {
        leftOpen()
        broken(index, profile, "This last line of a block of Switchyard's has no first line, or was changed.")
        return
      }
      open = null
      const header = ownHeader(lines, file, profile, begun.begin, index)
      if (header === -1)
        broken(begun.begin, profile, "This block of Switchyard's has lost its section header.")
      else fences.push({ profile, begin: begun.begin, end: index, header, kept: false })
    } else if (line.kind === 'comment' && text.startsWith(keptMarker(''))) {
      const kept = text.slice(keptMarker('').length)
      if (isOwn(lines[index + 1], file, kept))
        fences.push({ profile: kept, begin: index, end: index + 1, header: index + 1, kept: true })
    }
  })
  leftOpen()
  return { fences, damage, damaged }
}

const isOwn = (line: IniLine | undefined, file: AwsFile, profile: string): boolean =>
  line?.kind === 'header' && profileNamesOf(line.text, file).has(profile)

const ownHeader = (
  lines: readonly IniLine[],
  file: AwsFile,
  profile: string,
  begin: number,
  end: number,
): number => {
  for (let index = begin + 1; index < end; index++) if (isOwn(lines[index], file, profile)) return index
  return -1
}
