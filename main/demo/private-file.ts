// Writes small files that only this person may read, whole or not at all.
import { renameSync, writeFileSync } from 'node:fs'

/** Replaces the file in one step; mode 0600. Throws what the file system says. */
export const writePrivateFile = (path: string, contents: string): void => {
  const draft = `${path}.${process.pid}.new`
  writeFileSync(draft, contents, { mode: 0o600 })
  renameSync(draft, path)
}
