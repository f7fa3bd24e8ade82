// Loads what is in force of each catalog, reading again only what changed on disk.
import { join } from 'node:path'
import type { CatalogRow } from '../../shared/catalog.ts'
import { explain } from '../../shared/explain.ts'
import type { Failure } from '../../shared/failure.ts'
import type { Result } from '../../shared/result.ts'
import type { Clock } from '../clock.ts'
import { stampOf } from '../disk/file-state.ts'
import type { CatalogFiles, InForce, StoredState } from './catalog-files.ts'
import type { CatalogPart } from './catalog-part.ts'
import { type Expanded, expand } from './expand.ts'
import { approvedCopy, asStored, type Followed, followSource, peekSource } from './follow-source.ts'
import type { PersonalRead } from './personal-file.ts'

export type Loaded = { readonly row: CatalogRow; readonly part: CatalogPart | null }

export type LoaderDeps = {
  readonly catalogs: string
  readonly personal: string
  readonly files: CatalogFiles
  readonly clock: Clock
  readonly readPersonal: () => Promise<PersonalRead>
  readonly lock: <T>(run: () => Promise<Result<T>>) => Promise<Result<T>>
}

/** As `catalog ls` shows which content of a source is meant. */
export const refOf = (hash: string): string => hash.slice(0, 12)

const sentenceOf = (failure: Failure): string => {
  if (failure.kind === 'catalog-invalid') {
    const [first] = failure.problems
    if (first !== undefined) return `Line ${first.line}: ${first.message}`
  }
  const { title, detail } = explain(failure)
  return `${title}. ${detail}`
}

export const createLoader = ({ catalogs, personal, files, clock, readPersonal, lock }: LoaderDeps) => {
  const known = new Map<string, { readonly stamps: string; readonly loaded: Loaded | null }>()
  const expanded = new Map<string, { readonly hash: string; readonly value: Expanded }>()

  /** Two copies with the same bytes make the same targets; making fifty thousand of them takes a while. */
  const expandOnce = (name: string, { document, hash }: InForce): Expanded => {
    const before = expanded.get(name)
    if (before?.hash === hash) return before.value
    const value = expand(document, name)
    expanded.set(name, { hash, value })
    return value
  }

  const stampsOf = async (paths: readonly string[]): Promise<string> => {
    const stamps = await Promise.all(paths.map(stampOf))
    return stamps.map(stamp => (stamp.ok ? stamp.value : sentenceOf(stamp.failure))).join('|')
  }

  /** Under the lock only when something has to be written down; what cannot be written leaves it as it was. */
  const follow = async (name: string, state: StoredState): Promise<Followed> => {
    const peeked = await peekSource(state)
    if (peeked !== null) return peeked
    const followed = await lock(async () => {
      const now = await files.readState(name)
      return followSource({ files, clock, name }, now.ok && now.value !== null ? now.value : state)
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
    const { state, condition, problem } = await follow(name, stored.value)
    const copy = await approvedCopy(files, name, state)
    if (!copy.ok) return { row: { ...row, kind: state.kind, problem: sentenceOf(copy.failure) }, part: null }
    const value = expandOnce(name, copy.value)
    const full: CatalogRow = {
      ...row,
      title: copy.value.document.title ?? null,
      kind: state.kind,
      state: condition,
      approvedRef: refOf(state.approved.hash),
      fetchedRef: refOf(state.fetched?.hash ?? state.approved.hash),
      targets: value.targets.size,
      ...(problem !== null && { problem }),
    }
    return { row: full, part: { row: full, document: copy.value.document, expanded: value } }
  }

  const loadPersonal = async (): Promise<Loaded | null> => {
    const { inForce, failure } = await readPersonal()
    if (inForce === null && failure === null) return null
    const value = inForce === null ? null : expandOnce('personal', inForce)
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
        const source = known.get(name)?.loaded?.row.source
        const paths = ['approved.yaml', 'state.json'].map(file => join(catalogs, name, file))
        const one = await loadIfChanged(name, source ? [...paths, source] : paths, () => load(name))
        if (one !== null) loaded.push(one)
      }
      for (const name of known.keys()) if (name !== 'personal' && !names.includes(name)) known.delete(name)
      return loaded
    },
    loadPersonal: () => loadIfChanged('personal', [personal], loadPersonal),
  }
}
