// The files of one catalog on disk: the approved copy, the fetched one that waits, its state, and a fast form of what is in force.
import { readdirSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Problem } from '../../shared/failure.ts'
import { catalogNamePattern } from '../../shared/names.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { hashOf, readBytes, readText, writeAtomic } from '../disk/atomic-write.ts'
import { unreadable, unwritable } from '../disk/disk-failure.ts'
import { type CatalogWork, workInLine } from './catalog-work.ts'
import type { CheckKind } from './check-catalog.ts'
import type { CatalogDocument } from './personal-shape.ts'

const problemSchema = z.object({
  line: z.number(),
  column: z.number(),
  path: z.string(),
  message: z.string(),
  warning: z.boolean().optional(),
})
const commitSchema = z.object({ id: z.string(), author: z.string(), at: z.string(), subject: z.string() })
/** What was added later is absent from states that were written before. */
const copySchema = z.object({
  hash: z.string(),
  /** When it was approved or fetched, ms since the epoch. */
  at: z.number(),
  commit: commitSchema.nullable().default(null),
  /** When its host says it was changed, ms since the epoch. */
  modified: z.number().nullable().default(null),
  /** By which key, and for each document when, in seconds since the epoch; null = no key was asked for. */
  signed: z
    .object({ keyId: z.string(), moments: z.record(z.string(), z.number().nullable()) })
    .nullable()
    .default(null),
})
export type Copy = z.infer<typeof copySchema>

/** Why the last look brought nothing: what is in force stays so. */
const troubleSchema = z.object({
  condition: z.enum(['offline', 'untrusted']),
  because: z.enum(['unreachable', 'unsigned', 'signature', 'rollback']),
  problem: z.string(),
})
export type Trouble = z.infer<typeof troubleSchema>

const stateSchema = z.object({
  version: z.literal(1),
  kind: z.enum(['file', 'git', 'https', 'folder']),
  source: z.string(),
  ref: z.string().nullable().default(null),
  path: z.string().nullable().default(null),
  /** The minisign key its documents must be signed by. */
  key: z.string().nullable().default(null),
  /** A key that is to take that one's place, once it is approved. */
  keyWaiting: z.string().nullable().default(null),
  approved: copySchema,
  /** A valid copy whose steering changes wait. */
  fetched: copySchema.nullable(),
  /** The last content of the source that was no valid catalog. */
  invalid: z.object({ hash: z.string(), problems: z.array(problemSchema) }).nullable(),
  trouble: troubleSchema.nullable().default(null),
  /** What the host called the content that was last accepted. */
  etag: z.string().nullable().default(null),
  /** Approved copies that others took the place of, the newest first. */
  replaced: z.array(z.string()).default([]),
  /** The waiting copy that a person decided against; another one waits anew. */
  declined: z.string().nullable().default(null),
  /** When the host was last asked, ms since the epoch. */
  syncedAt: z.number().nullable().default(null),
})
export type StoredState = Omit<z.infer<typeof stateSchema>, 'invalid'> & {
  readonly invalid: { readonly hash: string; readonly problems: readonly Problem[] } | null
}

/** Grows whenever the shape of a document changes, so that an older fast form is read anew. */
const compiledVersion = 1

export type InForce = {
  readonly document: CatalogDocument
  readonly hash: string
  readonly warnings: readonly Problem[]
}

export const createCatalogFiles = (catalogs: string, work: CatalogWork = workInLine) => {
  const place = (name: string, file: string): string => join(catalogs, name, file)
  const copyFile = { approved: 'approved.yaml', fetched: 'fetched.yaml' } as const

  /** What was read last in this process, for the same bytes the very same value. */
  const recent = new Map<string, InForce>()

  /** From the fast form when it is one of exactly these bytes; the YAML library is loaded only when it is not. */
  const compile = async (
    name: string,
    bytes: Uint8Array,
    source: string,
    kind: CheckKind,
  ): Promise<Result<InForce>> => {
    const hash = hashOf(bytes)
    const known = recent.get(name)
    if (known?.hash === hash) return ok(known)
    const fast = await readCompiled(name)
    if (fast?.hash === hash) {
      recent.set(name, fast)
      return ok(fast)
    }
    const read = await work.copy(bytes, source, kind)
    if (!read.ok) return read
    const inForce: InForce = { document: read.value.document, hash, warnings: read.value.warnings }
    recent.set(name, inForce)
    // Without it the next start is slower, and nothing else.
    await writeAtomic(
      place(name, 'compiled.json'),
      JSON.stringify({ version: compiledVersion, ...inForce }),
      { durable: false },
    )
    return ok(inForce)
  }

  const readCompiled = async (name: string): Promise<InForce | null> => {
    const text = await readText(place(name, 'compiled.json'))
    if (!text.ok || text.value === null) return null
    try {
      const value = JSON.parse(text.value) as InForce & { version: number }
      return value.version === compiledVersion ? value : null
    } catch {
      return null
    }
  }

  return {
    compile,
    readCompiled,

    /** Names of the catalogs that are here, sorted. Fails with file-unreadable. */
    async names(): Promise<Result<readonly string[]>> {
      try {
        // At once instead of by a thread: microseconds, several times for every session that is handed out.
        const entries = readdirSync(catalogs, { withFileTypes: true })
        const folders = entries.filter(entry => entry.isDirectory() && catalogNamePattern.test(entry.name))
        return ok(
          folders
            .map(entry => entry.name)
            .filter(name => name !== 'personal')
            .sort(),
        )
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ok([])
        return failed(unreadable(catalogs, error))
      }
    },

    /** null = there is no such catalog. A state that cannot be read fails with file-invalid. */
    async readState(name: string): Promise<Result<StoredState | null>> {
      const path = place(name, 'state.json')
      const text = await readText(path)
      if (!text.ok) return text
      if (text.value === null) return ok(null)
      const invalid = (message: string): Result<null> =>
        failed({
          kind: 'file-invalid',
          path,
          problems: [{ line: 1, column: 1, path: '(document)', message }],
        })
      try {
        const state = stateSchema.safeParse(JSON.parse(text.value))
        return state.success ? ok(state.data as StoredState) : invalid('This is not the state of a catalog.')
      } catch {
        return invalid('This is not JSON.')
      }
    },

    writeState: (name: string, state: StoredState): Promise<Result<void>> =>
      writeAtomic(place(name, 'state.json'), `${JSON.stringify(state, null, 2)}\n`),

    /** Where the copy of a repository lies. */
    gitFolder: (name: string): string => place(name, 'repository.git'),

    readCopy: (name: string, which: keyof typeof copyFile) => readBytes(place(name, copyFile[which])),
    writeCopy: (name: string, which: keyof typeof copyFile, bytes: Uint8Array) =>
      writeAtomic(place(name, copyFile[which]), bytes),
    dropFetched: (name: string) => rm(place(name, copyFile.fetched), { force: true }).catch(() => {}),

    async makeFolder(name: string): Promise<Result<void>> {
      try {
        await mkdir(join(catalogs, name), { recursive: true, mode: 0o700 })
        return ok(undefined)
      } catch (error) {
        return failed(unwritable(join(catalogs, name), error))
      }
    },

    async remove(name: string): Promise<Result<void>> {
      try {
        await rm(join(catalogs, name), { recursive: true, force: true })
        return ok(undefined)
      } catch (error) {
        return failed(unwritable(join(catalogs, name), error))
      }
    },
  }
}
export type CatalogFiles = ReturnType<typeof createCatalogFiles>
