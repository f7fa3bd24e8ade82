// A source that is a folder on this machine: its documents, and nothing that a link leads to elsewhere.
import { lstatSync, readdirSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Failure } from '../../../shared/failure.ts'
import { failed, ok, type Result } from '../../../shared/result.ts'
import { readBytes } from '../../disk/atomic-write.ts'
import { codeOf, unreadable } from '../../disk/disk-failure.ts'
import { mostBytes, tooLarge } from '../decode-text.ts'
import { showUnseen } from '../unseen.ts'
import { sourceInvalid } from './failures.ts'
import { readDocument } from './file-source.ts'
import { type Found, inNameOrder, isDocumentName, type LookOptions, mostDocuments } from './source.ts'

/** Fails with file-unreadable, and with catalog-invalid for what must not be in such a folder. */
export const readFolderSource = async (folder: string, { signed }: LookOptions): Promise<Result<Found>> => {
  const listed = listDocuments(folder)
  if (!listed.ok) return listed
  const names = listed.value
  if (names.length === 0)
    return failed(sourceInvalid(folder, 'The folder holds no document (.yaml, .yml or .json).'))
  if (names.length > mostDocuments)
    return failed(sourceInvalid(folder, `The folder holds more than ${mostDocuments} documents.`))
  const documents: Found['documents'][number][] = []
  let size = 0
  for (const name of names) {
    const path = await within(folder, name)
    if (!path.ok) return path
    const bytes = await readDocument(path.value)
    if (!bytes.ok) return failed(inDocument(name, bytes.failure))
    size += bytes.value.length
    if (size > mostBytes) return failed(tooLarge(size, folder))
    const signature = signed ? await signatureOf(folder, name) : ok(null)
    if (!signature.ok) return signature
    documents.push({ name, bytes: bytes.value, signature: signature.value })
  }
  return ok({ documents, commit: null, etag: null, modified: null })
}

/** Which of its documents it is: what is said of the folder as a whole names none. */
const inDocument = (name: string, failure: Failure): Failure => {
  const shown = showUnseen(name)
  if (failure.kind === 'file-unreadable') return { ...failure, said: `${shown}: ${failure.said}` }
  if (failure.kind !== 'catalog-invalid') return failure
  const problems = failure.problems.map(one => ({ ...one, message: `${shown}: ${one.message}` }))
  return { ...failure, problems }
}

const listDocuments = (folder: string): Result<readonly string[]> => {
  try {
    return ok(inNameOrder(readdirSync(folder).filter(isDocumentName)))
  } catch (error) {
    if (codeOf(error) === 'ENOENT')
      return failed({ kind: 'file-unreadable', path: folder, said: 'There is no such folder.' })
    return failed(unreadable(folder, error))
  }
}

/** The real path of a document, which must lie in the folder itself: a link out of it would read what nobody reviewed. */
const within = async (folder: string, name: string): Promise<Result<string>> => {
  try {
    const [top, real] = [await realpath(folder), await realpath(join(folder, name))]
    return dirname(real) === top
      ? ok(real)
      : failed(sourceInvalid(folder, `${name} is a link that leads out of the folder.`))
  } catch (error) {
    return codeOf(error) === 'ENOENT'
      ? failed(sourceInvalid(folder, `${name} is a link that leads nowhere.`))
      : failed(unreadable(join(folder, name), error))
  }
}

const signatureOf = async (folder: string, name: string): Promise<Result<Uint8Array | null>> => {
  const file = `${name}.minisig`
  if (lstatSync(join(folder, file), { throwIfNoEntry: false }) === undefined) return ok(null)
  const path = await within(folder, file)
  return path.ok ? readBytes(path.value) : path
}

/** The files whose change is a change of the source, for those who watch; only the folder when it cannot be read. */
export const filesOf = (folder: string): readonly string[] => {
  const listed = listDocuments(folder)
  const names = listed.ok ? listed.value.slice(0, mostDocuments) : []
  return [folder, ...names.flatMap(name => [join(folder, name), join(folder, `${name}.minisig`)])]
}
