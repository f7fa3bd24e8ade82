// Adds a catalog: its source is looked at, and what it holds now is approved by adding it.
import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { catalogNamePattern } from '../../shared/names.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Clock } from '../clock.ts'
import { codeOf } from '../disk/disk-failure.ts'
import { ensurePrivateFolder } from '../disk/private-folder.ts'
import type { CatalogFiles, StoredState } from './catalog-files.ts'
import type { CatalogWork } from './catalog-work.ts'
import { readPublicKey } from './minisign.ts'
import { parseSource, type SourceWish } from './sources/parse-source.ts'
import { isRemote } from './sources/source.ts'
import type { Sources } from './sources/sources.ts'
import { type Trusted, trust } from './trust.ts'

export type AddWish = SourceWish & {
  readonly name?: string | undefined
  /** A minisign public key: the line, or the text of its file. */
  readonly key?: string | undefined
}
export type AddedCatalog = { readonly name: string; readonly summary: readonly string[] }

type AddDeps = {
  readonly catalogs: string
  readonly files: CatalogFiles
  readonly sources: Sources
  readonly clock: Clock
  readonly work: CatalogWork
  readonly lock: <T>(run: () => Promise<Result<T>>) => Promise<Result<T>>
}

const badName = (name: string): Result<never> =>
  failed({
    kind: 'bad-input',
    path: 'name',
    message: `"${name}" cannot be a catalog's name: lower-case letters, digits and "-", beginning with a letter.`,
  })

/** Fails with usage, bad-input, name-taken, catalog-invalid, catalog-untrusted, file-unreadable, unreachable. */
export const createAdd = ({ catalogs, files, sources, clock, work, lock }: AddDeps) => {
  let adding = 0

  const free = async (name: string): Promise<Result<void>> => {
    if (!catalogNamePattern.test(name)) return badName(name)
    const before = await files.readState(name)
    if (!before.ok) return before
    return before.value !== null || name === 'personal'
      ? failed({ kind: 'name-taken', what: 'catalog', name })
      : ok(undefined)
  }

  return async (said: string, wish: AddWish = {}): Promise<Result<AddedCatalog>> => {
    const source = parseSource(said, wish)
    if (!source.ok) return source
    const key = wish.key === undefined ? ok(null) : readPublicKey(wish.key)
    if (!key.ok) return key
    // Before anything is fetched; once more below, when nobody else can take it.
    const wished = wish.name === undefined ? ok(undefined) : await free(wish.name)
    if (!wished.ok) return wished
    adding += 1
    // A name of its own that no catalog can have: which catalog it is, its content says.
    const repository = join(catalogs, `.adding-${process.pid}-${adding}`)
    try {
      const line = key.value?.line ?? null
      if (source.value.kind === 'git') {
        const made = await ensurePrivateFolder(catalogs)
        if (!made.ok) return made
        await sweep(catalogs)
      }
      const nothing = { commit: null, etag: null }
      const found = await sources.look(source.value, nothing, repository, { signed: line !== null })
      if (!found.ok) return found
      if (found.value === 'unchanged')
        return failed({ kind: 'unreachable', host: said, said: 'it answered nothing' })
      const trusted = trust(found.value, {
        ...source.value,
        key: line,
        keyWaiting: null,
        approved: null,
        replaced: [],
      })
      if (!trusted.ok) return trusted
      const read = await work.documents(found.value.documents, source.value.source)
      if (!read.ok) return read
      const { document, bytes, summary } = read.value
      const name = wish.name ?? document.name
      const added = await lock(async () => {
        const usable = await free(name)
        if (!usable.ok) return usable
        const folder = await files.makeFolder(name)
        if (!folder.ok) return folder
        const written = await files.writeCopy(name, 'approved', bytes)
        if (!written.ok) return written
        if (source.value.kind === 'git') await moveInto(repository, files.gitFolder(name))
        // Written last: a catalog exists once its state does.
        return files.writeState(name, firstState({ ...source.value, key: line }, trusted.value, clock.now()))
      })
      if (!added.ok) return added
      return ok({ name, summary: [...wordsOfOrigin(trusted.value), ...summary] })
    } finally {
      await rm(repository, { recursive: true, force: true }).catch(() => {})
    }
  }
}

/** What processes left behind that were killed while they added something. */
const sweep = async (catalogs: string): Promise<void> => {
  for (const entry of await readdir(catalogs).catch(() => [])) {
    const pid = Number(/^\.adding-(\d+)-\d+$/.exec(entry)?.[1] ?? Number.NaN)
    if (Number.isNaN(pid) || pid === process.pid) continue
    try {
      process.kill(pid, 0)
    } catch (error) {
      if (codeOf(error) !== 'ESRCH') continue
      await rm(join(catalogs, entry), { recursive: true, force: true }).catch(() => {})
    }
  }
}

/** Without it the next look fetches the whole history again, and nothing else. */
const moveInto = async (from: string, to: string): Promise<void> => {
  await rm(to, { recursive: true, force: true }).catch(() => {})
  await rename(from, to).catch(() => {})
}

const firstState = (
  about: Pick<StoredState, 'kind' | 'source' | 'ref' | 'path' | 'key'>,
  { copy, found }: Trusted,
  now: number,
): StoredState => ({
  version: 1,
  kind: about.kind,
  source: about.source,
  ref: about.ref,
  path: about.path,
  key: about.key,
  keyWaiting: null,
  approved: { ...copy, at: now },
  fetched: null,
  invalid: null,
  trouble: null,
  etag: found.etag,
  replaced: [],
  declined: null,
  syncedAt: isRemote(about.kind) ? now : null,
})

/** What a person reads first: whose word this is. */
const wordsOfOrigin = ({ copy }: Trusted): readonly string[] => [
  ...(copy.commit === null
    ? []
    : [`Commit ${copy.commit.id.slice(0, 12)} by ${copy.commit.author}: ${copy.commit.subject}`]),
  ...(copy.signed === null ? [] : [`Signed by the key ${copy.signed.keyId}.`]),
]
