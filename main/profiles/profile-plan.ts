// Decides, from the text of one AWS file, what our change makes of it, or why it must not be made.
import { failed, ok } from '../../shared/result.ts'
import { type AwsText, type Edit, fileProblems } from './aws-file.ts'
import { findFences } from './fences.ts'
import { parseIni } from './ini.ts'
import { blocking } from './ini-problems.ts'
import { blockLines, type ProfileBlock } from './profile-block.ts'
import { foreignSections, putBlocks } from './profile-edit.ts'
import type { AwsFile } from './section-names.ts'

/**
 * Writes blocks into a file. Fails with file-invalid when a block of ours is damaged or a tool would refuse the file
 * as it would be afterwards, with foreign-profile when a name is taken by someone else.
 */
export const planWrite =
  (path: string, file: AwsFile, blocks: readonly ProfileBlock[], replaceForeign: boolean): Edit =>
  text => {
    const lines = parseIni(text ?? '')
    const wanted = new Map(blocks.map(block => [block.profile, blockLines(block, file)]))
    const [foreign] = replaceForeign ? [] : foreignSections(lines, file, wanted)
    if (foreign) return failed({ kind: 'foreign-profile', profile: foreign.profile, path })
    const { damage } = findFences(lines, file)
    const next = putBlocks(text, file, wanted, { replaceForeign })
    if (next === text) return ok(text)
    if (damage.length > 0) return failed({ kind: 'file-invalid', path, problems: damage })
    const spoiled = blocking(fileProblems(next))
    if (spoiled.length === 0) return ok(next)
    const problems = blocking(fileProblems(text))
    return failed({ kind: 'file-invalid', path, problems: problems.length > 0 ? problems : spoiled })
  }

/**
 * Takes blocks out of a file. Keys must be able to go from a file that someone else has spoiled, so only damage to
 * the very block counts against it: a damaged one stays (see `damageOf`).
 */
export const planRemove =
  (file: AwsFile, profiles: readonly string[]): Edit =>
  text => {
    const { damaged } = findFences(parseIni(text ?? ''), file)
    const gone = profiles.filter(profile => !damaged.has(profile))
    return ok(putBlocks(text, file, new Map(gone.map(profile => [profile, null]))))
  }

/** Our file's damaged blocks among `profiles`, as problems. */
export const damageOf = (text: AwsText, file: AwsFile, profiles: readonly string[]) =>
  findFences(parseIni(text ?? ''), file).damage.filter(problem => profiles.includes(problem.path))

/**
 * A text with the values in our blocks left out. Two texts of one shape differ by renewed keys alone, and those are
 * no new state to come back to: undoing must not bring ended keys back for profiles that live on.
 */
export const shapeOf = (text: AwsText, file: AwsFile): string => {
  const lines = parseIni(text ?? '')
  const shown = lines.map(line => line.text + line.eol)
  for (const fence of findFences(lines, file).fences)
    for (let index = fence.header + 1; index < fence.end; index++) {
      const key = lines[index]?.key
      if (key?.startsWith('aws_') || key === 'x_security_token_expires') shown[index] = `${key}\n`
    }
  return text === null ? 'none' : shown.join('')
}
