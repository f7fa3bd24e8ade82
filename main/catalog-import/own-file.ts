// Reads a file of the person's own: a plain one, of a sane size, and never one that a link leads to outside of their folders.
import { constants } from 'node:fs'
import { open, realpath } from 'node:fs/promises'
import { isAbsolute, relative, sep } from 'node:path'
import { mostBytes } from '../catalog/decode-text.ts'
import { foreignText } from './foreign-text.ts'

const lies = (path: string, folder: string): boolean => {
  const inside = relative(folder, path)
  return inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)
}

const realOf = async (path: string): Promise<string | null> => {
  try {
    return await realpath(path)
  } catch {
    return null
  }
}

/** The path without links, when it lies in one of `folders`; null when it does not, or is not there. */
export const ownPath = async (path: string, folders: readonly string[]): Promise<string | null> => {
  const real = await realOf(path)
  if (real === null) return null
  for (const folder of folders) {
    const top = await realOf(folder)
    if (top !== null && lies(real, top)) return real
  }
  return null
}

/**
 * The text of `path`; null when it is none of the person's own, no plain file, larger than a catalog may be, or cannot
 * be read. A pipe or device does not hold it up: it is opened without waiting, and looked at before a byte is read.
 */
export const readOwnFile = async (path: string, folders: readonly string[]): Promise<string | null> => {
  const real = await ownPath(path, folders)
  if (real === null) return null
  try {
    const file = await open(real, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW)
    try {
      const about = await file.stat()
      return about.isFile() && about.size <= mostBytes ? foreignText(await file.readFile()) : null
    } finally {
      await file.close()
    }
  } catch {
    return null
  }
}
