// Turns what the system says about a file into a failure that has words.
import type { Failure } from '../../shared/failure.ts'

/** The system's code of an error (`ENOSPC`), or null when it is none of the system's. */
export const codeOf = (error: unknown): string | null => {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
  return typeof code === 'string' ? code : null
}

/** What the codes mean to a person; others are given as the system words them. */
const words: Record<string, string> = {
  ENOSPC: 'The disk is full.',
  EDQUOT: 'Your quota on this disk is used up.',
  EFBIG: 'The file would be larger than this process may write.',
  EROFS: 'The disk is mounted read-only.',
  EACCES: 'Permission was denied.',
  EPERM: 'The system does not permit it.',
  ENOENT: 'There is no such file or folder.',
  EISDIR: 'There is a folder of this name.',
  ENOTDIR: 'A part of its path is a file, not a folder.',
  ELOOP: 'Its links lead in a circle.',
  EMFILE: 'Too many files are open.',
  EIO: 'The disk reported an error.',
}

const said = (code: string, error: unknown): string =>
  words[code] ?? (error instanceof Error ? error.message.replace(/^[A-Z]+: /, '') : code)

/** A failure to write `path`. An error without a system code is a bug and is thrown on. */
export const unwritable = (path: string, error: unknown): Failure => {
  const code = codeOf(error)
  if (code === null) throw error
  return { kind: 'file-unwritable', path, said: said(code, error), code }
}

/** A failure to read `path`. An error without a system code is a bug and is thrown on. */
export const unreadable = (path: string, error: unknown): Failure => {
  const code = codeOf(error)
  if (code === null) throw error
  return { kind: 'file-unreadable', path, said: said(code, error) }
}
