// The personal layer's file: read with its last good copy kept, and edited so that every comment stays.
import type { Failure } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { hashOf, readBytes, writeAtomic } from '../disk/atomic-write.ts'
import type { CatalogFiles, InForce } from './catalog-files.ts'

/** What is in force of the personal layer; null = there is none. `failure`: the file is broken and its last good copy holds. */
export type PersonalRead = { readonly inForce: InForce | null; readonly failure: Failure | null }

/** A change at a path of keys; undefined removes what is there. */
export type PersonalEdit = { readonly path: readonly string[]; readonly value: unknown }

const empty = 'switchyard: 1\nname: personal\n'

export const createPersonalFile = (path: string, files: CatalogFiles) => ({
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
    const [{ readCatalog }, { isMap, parseDocument }] = await Promise.all([
      import('./read-catalog.ts'),
      import('yaml'),
    ])
    const valid = readCatalog(bytes.value ?? before, path, 'personal')
    if (!valid.ok) return valid
    const document = parseDocument(before, { schema: 'failsafe', logLevel: 'silent' })
    for (const { path: keys, value } of edits) {
      if (value !== undefined) document.setIn(keys, value)
      else {
        document.deleteIn(keys)
        // What held only this goes with it, up to the top.
        for (let up = keys.slice(0, -1); up.length > 0; up = up.slice(0, -1)) {
          const left = document.getIn(up)
          if (!isMap(left) || left.items.length > 0) break
          document.deleteIn(up)
        }
      }
    }
    const text = document.toString({ lineWidth: 0, flowCollectionPadding: true })
    const after = readCatalog(text, path, 'personal')
    if (!after.ok) return failed(after.failure)
    if (text === before) return ok(undefined)
    return writeAtomic(path, text, { expectHash: bytes.value === null ? null : hashOf(bytes.value) })
  },
})
