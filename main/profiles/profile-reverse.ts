// Takes one of our own changes back in a file that others have changed since, leaving their changes alone.
import { foreignLines, ownLines, ownNames, putBlock } from './profile-edit.ts'
import type { AwsFile } from './section-names.ts'

export type Reversed = {
  readonly text: string | null
  /** Profiles whose blocks were changed. */
  readonly profiles: readonly string[]
  /** Profiles that someone else has made under the same name since; they were left alone. */
  readonly left: readonly string[]
}

/**
 * The current text with the step `after` -> `before` made in it. Exactly `before` when nobody else touched the file;
 * else only our blocks, and sections we had replaced, go back to what they were.
 */
export const reverseChange = (
  current: string | null,
  file: AwsFile,
  before: string | null,
  after: string | null,
): Reversed => {
  const names = [...new Set([...ownNames(before, file), ...ownNames(after, file)])].filter(name =>
    differs(name, file, before, after),
  )
  if (current === after) return { text: before, profiles: names, left: [] }
  const profiles: string[] = []
  const left: string[] = []
  let text = current
  for (const name of names) {
    const replaced = foreignLines(after, file, name) === null ? foreignLines(before, file, name) : null
    const own = ownLines(before, file, name)
    const back = own === null && replaced === null ? null : [...(own ?? []), ...(replaced ?? [])]
    if (back !== null && foreignLines(text, file, name) !== null) {
      left.push(name)
      continue
    }
    const next = putBlock(text, file, name, back)
    if (next !== text) profiles.push(name)
    text = next
  }
  return { text, profiles, left }
}

const differs = (name: string, file: AwsFile, before: string | null, after: string | null): boolean =>
  String(ownLines(before, file, name)) !== String(ownLines(after, file, name)) ||
  String(foreignLines(before, file, name)) !== String(foreignLines(after, file, name))
