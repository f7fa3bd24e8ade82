// The one estate of all catalogs, the personal layer and the portals' lists: put together anew when one of them changed.
import type { Estate, PortalListing } from '../../shared/catalog.ts'
import { ok, type Result } from '../../shared/result.ts'
import { watchFile } from '../disk/watch.ts'
import type { CatalogFiles } from './catalog-files.ts'
import { type createLoader, filesOfSource, type Loaded } from './catalog-loader.ts'
import { mergeEstate } from './merge.ts'

export interface OneEstate {
  /** The very same value while nothing changed. A broken catalog is a row in it, not a failure. */
  estate(): Promise<Result<Estate>>
  setListings(listings: readonly PortalListing[]): Promise<void>
  /** Told after the estate changed. Returns an unsubscribe. */
  onChange(listener: () => void): () => void
  /** Looks again whenever one of the files it is made of changes. Returns a stop. */
  follow(): () => void
}

export const createOneEstate = (deps: {
  readonly files: Pick<CatalogFiles, 'names'>
  readonly loader: ReturnType<typeof createLoader>
  /** Where all catalogs are, and the personal layer. */
  readonly paths: { readonly catalogs: string; readonly personal: string }
}): OneEstate => {
  const { files, loader, paths } = deps
  const listeners = new Set<() => void>()
  let listings: readonly PortalListing[] = []
  let current: { readonly from: readonly unknown[]; readonly estate: Estate } | null = null

  const build = async (): Promise<Result<Estate>> => {
    const names = await files.names()
    if (!names.ok) return names
    const loaded = await loader.loadAll(names.value)
    const personal = await loader.loadPersonal()
    const from = [...loaded, personal, listings]
    if (
      current !== null &&
      from.length === current.from.length &&
      from.every((one, at) => one === current?.from[at])
    )
      return ok(current.estate)
    const estate = mergeEstate({
      revision: (current?.estate.revision ?? 0) + 1,
      parts: loaded.flatMap(({ part }) => part ?? []),
      rows: [...loaded, ...(personal === null ? [] : [personal])].flatMap(({ row, part }: Loaded) =>
        part === null ? row : [],
      ),
      personal: personal?.part ?? null,
      listings,
    })
    const first = current === null
    current = { from, estate }
    if (!first) for (const listener of listeners) listener()
    return ok(estate)
  }

  let last: Promise<unknown> = Promise.resolve()
  let next: Promise<Result<Estate>> | null = null
  /** One at a time; callers that come while one waits share it, and never one that has begun. */
  const estate = (): Promise<Result<Estate>> => {
    next ??= last.then(() => {
      next = null
      const run = build()
      last = run.then(
        () => {},
        () => {},
      )
      return run
    })
    return next
  }

  return {
    estate,
    async setListings(given) {
      listings = given
      await estate()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    follow() {
      const notice = (): void => {
        void estate()
      }
      const stops = new Map<string, () => void>()
      const followAll = (): void => {
        const followed = (current?.estate.catalogs ?? []).flatMap(filesOfSource)
        for (const path of [paths.personal, paths.catalogs, ...followed])
          if (path !== '' && !stops.has(path)) stops.set(path, watchFile(path, notice))
      }
      followAll()
      listeners.add(followAll)
      return () => {
        listeners.delete(followAll)
        for (const stop of stops.values()) stop()
      }
    },
  }
}
