// Looks for secrets in texts and files: as they are, in part, and in the forms that programs put them in.
import { type Dirent, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type KnownSecret = {
  readonly name: string
  readonly value: string
  /** Where a person keeps it themselves. */
  readonly kept?: RegExp | undefined
}

/** Where something was found: which secret, in which form, with some of what stands around it. */
export type Leak = { readonly where: string; readonly secret: string; readonly around: string }

/** Long enough not to be met by chance. */
const part = 24
/** Tokens of one kind begin alike: their parts are taken from behind that. */
const sharedStart = 32

const forms = (value: string): string[] => {
  const bytes = Buffer.from(value)
  const parts =
    value.length < part * 1.5
      ? [value]
      : [
          value.slice(value.length > 2 * sharedStart ? sharedStart : 0).slice(0, part),
          value.slice(value.length / 2).slice(0, part),
          value.slice(-part),
        ]
  const whole = [
    bytes.toString('hex'),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
  ]
  return [
    ...parts,
    ...parts.map(encodeURIComponent),
    ...parts.map(text => JSON.stringify(text).slice(1, -1)),
    ...parts.map(text => text.replaceAll('/', '\\/')),
    ...whole,
  ]
}

export type LeakSearch = {
  /** @returns what was found, each secret once per text */
  inText(where: string, text: string): Leak[]
}

export const createLeakSearch = (secrets: readonly KnownSecret[]): LeakSearch => {
  const needles = new Map<string, string>()
  for (const { name, value } of secrets) for (const form of forms(value)) needles.set(form, name)
  return {
    inText(where, text) {
      const found = new Map<string, Leak>()
      for (const [needle, secret] of needles) {
        const at = text.indexOf(needle)
        if (at >= 0) found.set(secret, { where, secret, around: text.slice(Math.max(0, at - 60), at + 12) })
      }
      return [...found.values()]
    },
  }
}

export type FoundFile = { readonly path: string; readonly text: string }

/** Every file below a folder, its bytes as letters; a file that goes meanwhile is left out. */
export const readAllFiles = (folder: string): FoundFile[] => {
  let entries: Dirent[]
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
  return entries.flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return readAllFiles(path)
    if (!entry.isFile()) return []
    try {
      return [{ path, text: readFileSync(path, 'latin1') }]
    } catch {
      return []
    }
  })
}
