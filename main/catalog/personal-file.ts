// The personal layer's file: read with its last good copy kept, and edited so that every comment stays.
import { rm } from 'node:fs/promises'
import type { Failure } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { hashOf, readBytes, writeAtomic } from '../disk/atomic-write.ts'
import { unwritable } from '../disk/disk-failure.ts'
import type { CatalogFiles, InForce } from './catalog-files.ts'

/** What is in force of the personal layer; null = there is none. `failure`: the file is broken and its last good copy holds. */
export type PersonalRead = { readonly inForce: InForce | null; readonly failure: Failure | null }

/** A change at a path of keys (numbers are places in a list); undefined removes what is there. */
export type PersonalEdit = { readonly path: readonly (string | number)[]; readonly value: unknown }

const empty = 'switchyard: 1\nname: personal\n'

export const createPersonalFile = (path: string, files: CatalogFiles) => {
  /** The text before the last edit (null = there was no file), while the file is as that edit left it. */
  let last: { readonly before: Buffer | null; readonly after: string } | null = null
  /** Whether the last edit made here is still the last word on the file. */
  const canUndo = async (): Promise<boolean> => {
    if (last === null) return false
    const bytes = await readBytes(path)
    return bytes.ok && bytes.value !== null && hashOf(bytes.value) === last.after
  }

  return {
    async read(): Promise<PersonalRead> {
      const bytes = await readBytes(path)
      if (bytes.ok && bytes.value === null) return { inForce: null, failure: null }
      const read =
        bytes.ok && bytes.value !== null
          ? await files.compile('personal', bytes.value, path, 'personal')
          : bytes
      if (read.ok) return { inForce: read.value as InForce, failure: null }
      return { inForce: await files.readCompiled('personal'), failure: read.failure }
    },

    /**
     * Must be called under the catalogs' lock. Fails with catalog-invalid when the file is broken or would be, with
     * file-changed when someone wrote it meanwhile, with file-unwritable.
     */
    async edit(edits: readonly PersonalEdit[]): Promise<Result<void>> {
      const bytes = await readBytes(path)
      if (!bytes.ok) return bytes
      const before = bytes.value === null ? empty : bytes.value.toString('utf8')
      // Loaded on first use, as in the store.
      const [{ readCatalog }, { isCollection, parseDocument }, { whyUneditable }] = await Promise.all([
        import('./read-catalog.ts'),
        import('yaml'),
        import('./uneditable.ts'),
      ])
      const valid = readCatalog(bytes.value ?? before, path, 'personal')
      if (!valid.ok) return valid
      const document = parseDocument(before, { schema: 'failsafe', logLevel: 'silent' })
      const uneditable = whyUneditable(
        document,
        edits.map(edit => edit.path),
        before,
        path,
      )
      if (uneditable !== null) return failed(uneditable)
      for (const { path: keys, value } of edits) {
        if (value !== undefined)
          document.setIn(keys, typeof value === 'object' ? document.createNode(value, { flow: true }) : value)
        else if (document.hasIn(keys)) {
          document.deleteIn(keys)
          // What held only this goes with it, up to the top.
          for (let up = keys.slice(0, -1); up.length > 0; up = up.slice(0, -1)) {
            const left = document.getIn(up)
            if (!isCollection(left) || left.items.length > 0) break
            document.deleteIn(up)
          }
        }
      }
      const text = document.toString({ lineWidth: 0, flowCollectionPadding: true })
      const after = readCatalog(text, path, 'personal')
      if (!after.ok) return failed(after.failure)
      if (text === before) return ok(undefined)
      const written = await writeAtomic(path, text, {
        expectHash: bytes.value === null ? null : hashOf(bytes.value),
      })
      if (written.ok) last = { before: bytes.value, after: hashOf(Buffer.from(text)) }
      return written
    },

    canUndo,

    /** Under the lock, too. Takes the last edit back, every byte. Fails with file-changed when the file has another word since. */
    async undo(): Promise<Result<void>> {
      const kept = last
      if (kept === null || !(await canUndo())) return failed({ kind: 'file-changed', path })
      last = null
      if (kept.before !== null) return writeAtomic(path, kept.before, { expectHash: kept.after })
      try {
        await rm(path, { force: true })
        return ok(undefined)
      } catch (error) {
        return failed(unwritable(path, error))
      }
    },

    /** Makes the file where there is none, for an editor. */
    async make(): Promise<Result<void>> {
      const bytes = await readBytes(path)
      if (!bytes.ok) return bytes
      return bytes.value === null ? writeAtomic(path, empty, { expectHash: null }) : ok(undefined)
    },
  }
}
export type PersonalFile = ReturnType<typeof createPersonalFile>
