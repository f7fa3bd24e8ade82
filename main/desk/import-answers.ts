// The desk's answers about other tools on this machine: what they left, what it would become, and making it so.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Answers } from '../../shared/contract.ts'
import type { deskContract } from '../../shared/desk-contract.ts'
import type { Failure } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { WrittenDocument } from '../catalog/own-additions.ts'
import type { FoundFile } from '../catalog-import/find-sources.ts'
import { writeAtomic } from '../disk/atomic-write.ts'
import { unwritable } from '../disk/disk-failure.ts'
import { ensurePrivateFolder } from '../disk/private-folder.ts'
import type { House } from '../house.ts'
import type { DeskCaller } from './caller.ts'
import type { Snapshots } from './snapshots.ts'

type ImportAnswers = Pick<
  Answers<typeof deskContract, DeskCaller>,
  'foundSources' | 'previewImports' | 'importFound' | 'undoImport'
>

export const importAnswers = (house: House, snapshots: Snapshots): ImportAnswers => {
  const { catalogs, env, paths } = house
  const { platform } = process
  const record = (detail: string): Promise<unknown> =>
    house.activity.append({ what: 'catalog', who: house.person, outcome: 'done', door: 'window', detail })
  // The readers of other tools are loaded when somebody asks: no window waits for them.
  const find = async (): Promise<readonly FoundFile[]> => {
    const { findSources } = await import('../catalog-import/find-sources.ts')
    return findSources({ env, paths, platform })
  }
  const chosen = async (ids: readonly string[]): Promise<readonly FoundFile[]> => {
    const found = await find()
    return ids.flatMap(id => found.find(one => one.id === id) ?? [])
  }
  const fileOf = (name: string): string => join(paths.imports, `${name}.yaml`)
  const takenNames = async (): Promise<Set<string>> => {
    const rows = await catalogs.list()
    return new Set(['personal', ...(rows.ok ? rows.value.map(({ name }) => name) : [])])
  }

  /** As a file in our own home, added like any other: its later changes are reviewed, and it can be moved into git. */
  const addCatalog = async (
    found: FoundFile,
    name: string,
    account: string | null,
  ): Promise<Result<readonly string[]>> => {
    const [{ openFound }, { writeYaml }] = await Promise.all([
      import('../catalog-import/read-found.ts'),
      import('../catalog-import/write-yaml.ts'),
    ])
    const opened = await openFound(found, { account, platform, env })
    if (!opened.ok) return opened
    const imported = opened.value.as('catalog', name)
    if (!imported.ok) return imported
    const folder = await ensurePrivateFolder(paths.imports)
    if (!folder.ok) return folder
    const { catalog, losses } = imported.value
    const text = writeYaml(catalog, [`Imported by Switchyard from ${found.kind}: ${found.path}`], losses)
    const written = await writeAtomic(fileOf(name), text)
    if (!written.ok) return written
    const added = await catalogs.add(fileOf(name), { name })
    if (added.ok) {
      await record(`import ${found.kind} as ${name}`)
      return ok(added.value.summary)
    }
    await rm(fileOf(name), { force: true })
    return added
  }

  const readOwn = async (found: FoundFile, account: string | null): Promise<Result<WrittenDocument>> => {
    const { openFound } = await import('../catalog-import/read-found.ts')
    const opened = await openFound(found, { account, platform, env })
    if (!opened.ok) return opened
    const imported = opened.value.as('personal', 'personal')
    return imported.ok ? ok(imported.value.catalog as WrittenDocument) : imported
  }

  return {
    async foundSources() {
      const found = await find()
      return ok(found.map(({ file: _, folders: __, ...shown }) => shown))
    },

    async previewImports({ ids, account }) {
      const { catalogNameFor, previewFound } = await import('../catalog-import/read-found.ts')
      const taken = await takenNames()
      const options = { account: account ?? null, platform, env }
      const previews = []
      for (const found of await chosen(ids)) {
        const name = catalogNameFor(found, one => taken.has(one))
        taken.add(name)
        previews.push(await previewFound(found, name, options))
      }
      return ok(previews)
    },

    async importFound({ choices, account }) {
      const summary: string[] = []
      const added: string[] = []
      const failures: { name: string; failure: Failure }[] = []
      const owned: { found: FoundFile; document: WrittenDocument }[] = []
      const taken = await takenNames()
      for (const { id, into, name } of choices) {
        const [found] = await chosen([id])
        if (found === undefined) continue
        if (into === 'personal') {
          const document = await readOwn(found, account ?? null)
          if (document.ok) owned.push({ found, document: document.value })
          else failures.push({ name: found.name, failure: document.failure })
          continue
        }
        const done: Result<readonly string[]> = taken.has(name)
          ? failed({ kind: 'name-taken', what: 'catalog', name })
          : await addCatalog(found, name, account ?? null)
        if (!done.ok) failures.push({ name: found.name, failure: done.failure })
        else {
          taken.add(name)
          added.push(name)
          summary.push(...done.value)
        }
      }
      // All at once: then one step takes it back.
      const own = owned.length === 0 ? null : await catalogs.addOwn(owned.map(({ document }) => document))
      for (const { found } of owned) {
        if (own?.ok) {
          await record(`import ${found.kind} into the personal layer`)
          summary.push(`Your personal layer holds what ${found.name} held.`)
        } else if (own) failures.push({ name: found.name, failure: own.failure })
      }
      snapshots.changed('targets')
      return ok({ catalogs: added, personal: own?.ok === true, summary, failures })
    },

    async undoImport({ catalogs: names, personal }) {
      const rows = await catalogs.list()
      if (!rows.ok) return rows
      for (const name of names) {
        const row = rows.value.find(one => one.name === name)
        // Only what was imported, and only what is still where the import put it.
        if (row?.source !== fileOf(name)) continue
        const removed = await catalogs.remove(name)
        if (!removed.ok) return removed
        try {
          await rm(fileOf(name), { force: true })
        } catch (error) {
          return failed(unwritable(fileOf(name), error))
        }
        await record(`undo import ${name}`)
      }
      const undone = personal ? await catalogs.undoPersonal() : ok(undefined)
      snapshots.changed('targets')
      return undone.ok ? ok(null) : undone
    },
  }
}
