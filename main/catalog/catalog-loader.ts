// Loads what is in force of each catalog, reading again only what changed on disk.
import { join } from 'node:path'
import type { CatalogRow } from '../../shared/catalog.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Clock } from '../clock.ts'
import { stampOf } from '../disk/file-state.ts'
import type { CatalogFiles, Copy, InForce, StoredState } from './catalog-files.ts'
import type { CatalogPart } from './catalog-part.ts'
import type { CatalogWork } from './catalog-work.ts'
import { type Expanded, expandGently } from './expand.ts'
import { approvedCopy, asStored, type Followed, follow, look, sentenceOf, settled } from './follow-source.ts'
import { readPublicKey } from './minisign.ts'
import type { PersonalRead } from './personal-file.ts'
import { filesOf } from './sources/folder-source.ts'
import { isRemote } from './sources/source.ts'
import type { Sources } from './sources/sources.ts'

export type Loaded = { readonly row: CatalogRow; readonly part: CatalogPart | null }

export type LoaderDeps = {
  readonly catalogs: string
  readonly personal: string
  readonly files: CatalogFiles
  readonly sources: Sources
  readonly clock: Clock
  readonly work: CatalogWork
  readonly readPersonal: () => Promise<PersonalRead>
  readonly lock: <T>(run: () => Promise<Result<T>>) => Promise<Result<T>>
}

/** As `catalog ls` shows which content of a source is meant. */
export const refOf = (hash: string): string => hash.slice(0, 12)

/** How people tell one content of a source from another: by its commit, or by the beginning of its hash. */
export const refOfCopy = ({ commit, hash }: Pick<Copy, 'commit' | 'hash'>): string =>
  commit?.id ?? refOf(hash)

const signatureOf = ({ key, trouble, approved }: StoredState): CatalogRow['signature'] => {
  if (key === null || trouble?.because === 'unsigned') return 'none'
  return trouble?.because === 'signature' || approved.signed === null ? 'bad' : 'good'
}

const toSecond = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')

const aboutSource = (state: StoredState): Partial<CatalogRow> => {
  const { ref, path, key, approved, fetched, declined, syncedAt } = state
  const id = key === null ? null : readPublicKey(key)
  return {
    ...(ref !== null && { ref }),
    ...(path !== null && { path }),
    ...(id?.ok && { key: id.value.id }),
    ...(approved.commit !== null && { approvedCommit: approved.commit }),
    ...(fetched?.commit && { fetchedCommit: fetched.commit }),
    ...(fetched !== null && fetched.hash === declined && { declined: true }),
    copiedAt: toSecond(approved.at),
    ...(syncedAt !== null && { syncedAt: toSecond(syncedAt) }),
  }
}

/** Files whose change may change what a row says; a host cannot be watched. */
export const filesOfSource = ({ kind, source }: Pick<CatalogRow, 'kind' | 'source'>): readonly string[] => {
  if (kind === 'folder') return filesOf(source)
  return kind === 'file' ? [source, `${source}.minisig`] : []
}

export const createLoader = (deps: LoaderDeps) => {
  const { catalogs, personal, files, sources, clock, work, readPersonal, lock } = deps
  const known = new Map<string, { readonly stamps: string; readonly loaded: Loaded | null }>()
  const expanded = new Map<string, { readonly hash: string; readonly value: Expanded }>()

  /** Two copies with the same bytes make the same targets; making fifty thousand of them takes a while. */
  const expandOnce = async (name: string, { document, hash }: InForce): Promise<Expanded> => {
    const before = expanded.get(name)
    if (before?.hash === hash) return before.value
    const value = await expandGently(document, name)
    expanded.set(name, { hash, value })
    return value
  }

  const stampsOf = async (paths: readonly string[]): Promise<string> => {
    const stamps = await Promise.all(paths.map(stampOf))
    return stamps.map(stamp => (stamp.ok ? stamp.value : sentenceOf(stamp.failure))).join('|')
  }

  /**
   * Files are looked at each time, hosts only when they are synced. Under the lock only when something has to be
   * written down; what cannot be written leaves it as it was.
   */
  const followFiles = async (name: string, state: StoredState): Promise<Followed> => {
    if (isRemote(state.kind)) return asStored(state)
    if (settled(state, await look(sources, files, name, state))) return asStored(state)
    const followed = await lock(async () => {
      const read = await files.readState(name)
      const now = read.ok && read.value !== null ? read.value : state
      const again = await look(sources, files, name, now)
      return settled(now, again) ? ok(asStored(now)) : follow({ files, clock, work, name }, now, again)
    })
    return followed.ok ? followed.value : { ...asStored(state), problem: sentenceOf(followed.failure) }
  }

  const load = async (name: string): Promise<Loaded | null> => {
    const stored = await files.readState(name)
    const row: CatalogRow = {
      name,
      title: null,
      source: stored.ok ? (stored.value?.source ?? '') : '',
      kind: 'file',
      state: 'invalid',
      approvedRef: null,
      fetchedRef: null,
      signature: 'none',
      targets: 0,
    }
    if (!stored.ok) return { row: { ...row, problem: sentenceOf(stored.failure) }, part: null }
    if (stored.value === null) return null
    const { state, condition, problem } = await followFiles(name, stored.value)
    const copy = await approvedCopy(files, name, state)
    if (!copy.ok) return { row: { ...row, kind: state.kind, problem: sentenceOf(copy.failure) }, part: null }
    const value = await expandOnce(name, copy.value)
    const full: CatalogRow = {
      ...row,
      title: copy.value.document.title ?? null,
      kind: state.kind,
      state: condition,
      approvedRef: refOfCopy(state.approved),
      fetchedRef: refOfCopy(state.fetched ?? state.approved),
      signature: signatureOf(state),
      targets: value.targets.size,
      ...aboutSource(state),
      ...(problem !== null && { problem }),
    }
    return { row: full, part: { row: full, document: copy.value.document, expanded: value } }
  }

  const loadPersonal = async (): Promise<Loaded | null> => {
    const { inForce, failure } = await readPersonal()
    if (inForce === null && failure === null) return null
    const value = inForce === null ? null : await expandOnce('personal', inForce)
    const ref = inForce === null ? null : refOf(inForce.hash)
    const row: CatalogRow = {
      name: 'personal',
      title: inForce?.document.title ?? null,
      source: personal,
      kind: 'personal',
      state: failure === null ? 'current' : 'invalid',
      approvedRef: ref,
      fetchedRef: ref,
      signature: 'none',
      targets: value?.targets.size ?? 0,
      ...(failure !== null && { problem: sentenceOf(failure) }),
    }
    return {
      row,
      part: inForce === null || value === null ? null : { row, document: inForce.document, expanded: value },
    }
  }

  /** Answers the very same value while nothing changed. */
  const loadIfChanged = async (
    name: string,
    paths: readonly string[],
    run: () => Promise<Loaded | null>,
  ): Promise<Loaded | null> => {
    const before = known.get(name)
    // Taken before reading: what changes meanwhile is then read again the next time.
    const stamps = await stampsOf(paths)
    if (before?.stamps === stamps) return before.loaded
    const loaded = await run()
    known.set(name, { stamps, loaded })
    return loaded
  }

  return {
    async loadAll(names: readonly string[]): Promise<readonly Loaded[]> {
      const loaded: Loaded[] = []
      for (const name of names) {
        const row = known.get(name)?.loaded?.row
        const paths = ['approved.yaml', 'state.json'].map(file => join(catalogs, name, file))
        const more = row === undefined ? [] : filesOfSource(row)
        const one = await loadIfChanged(name, [...paths, ...more], () => load(name))
        if (one !== null) loaded.push(one)
      }
      for (const name of known.keys()) if (name !== 'personal' && !names.includes(name)) known.delete(name)
      return loaded
    },
    loadPersonal: () => loadIfChanged('personal', [personal], loadPersonal),
  }
}
