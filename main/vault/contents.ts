// What lies in the opened vault: sections by kind, each read from JSON only when it is asked for.
import type { VaultKey } from './vault-key.ts'

/** The vault during a change. Values go in and out as copies: only `set` and `remove` change anything. */
export interface VaultContents {
  get<T>(key: VaultKey<T>): T | null
  set<T>(key: VaultKey<T>, value: T): void
  remove(key: VaultKey<unknown>): void
  list(kind: string): { key: string; value: unknown }[]
}

type Section = { json: Buffer; entries: Map<string, unknown> | null }

/** The sections of one state of the vault. */
export type Sections = ReadonlyMap<string, Section>

export const noSections: Sections = new Map()

/**
 * Per section: length of its kind (u16), length of its JSON (u32), kind, JSON. Kept apart so that a
 * caller who wants one session does not read the list of a portal with thousands of roles.
 */
export const writeSections = (sections: Sections): Buffer => {
  const parts: Buffer[] = []
  for (const [kind, { json }] of sections) {
    const name = Buffer.from(kind)
    const lengths = Buffer.alloc(6)
    lengths.writeUInt16BE(name.length, 0)
    lengths.writeUInt32BE(json.length, 2)
    parts.push(lengths, name, json)
  }
  return Buffer.concat(parts)
}

/** Throws when the bytes are not what writeSections wrote; they were authenticated, so that is a bug. */
export const readSections = (bytes: Buffer): Sections => {
  const sections = new Map<string, Section>()
  for (let at = 0; at < bytes.length; ) {
    const nameEnd = at + 6 + bytes.readUInt16BE(at)
    const end = nameEnd + bytes.readUInt32BE(at + 2)
    if (end > bytes.length) throw new Error('The vault holds half a section.')
    sections.set(bytes.toString('utf8', at + 6, nameEnd), {
      json: bytes.subarray(nameEnd, end),
      entries: null,
    })
    at = end
  }
  return sections
}

/** A map rather than an object, so that no name can reach a prototype. */
const entriesOf = (section: Section): Map<string, unknown> => {
  section.entries ??= new Map(JSON.parse(section.json.toString('utf8')) as [string, unknown][])
  return section.entries
}

export const readEntry = <T>(sections: Sections, key: VaultKey<T>): T | null => {
  const section = sections.get(key.kind)
  if (section === undefined) return null
  const entries = entriesOf(section)
  return entries.has(key.id) ? structuredClone(entries.get(key.id) as T) : null
}

export const listEntries = (sections: Sections, kind: string): { key: string; value: unknown }[] => {
  const section = sections.get(kind)
  if (section === undefined) return []
  return [...entriesOf(section)].map(([key, value]) => ({ key, value: structuredClone(value) }))
}

/** A draft over `sections`; `finish` yields the changed sections, or null when nothing was changed. */
export const createDraft = (sections: Sections): { draft: VaultContents; finish(): Sections | null } => {
  const changed = new Map<string, Map<string, unknown>>()
  const entriesIn = (kind: string): Map<string, unknown> => {
    const section = sections.get(kind)
    return changed.get(kind) ?? (section === undefined ? new Map() : entriesOf(section))
  }
  const toChange = (kind: string): Map<string, unknown> => {
    const entries = changed.get(kind) ?? new Map(entriesIn(kind))
    changed.set(kind, entries)
    return entries
  }
  const draft: VaultContents = {
    get: <T>(key: VaultKey<T>) => {
      const entries = entriesIn(key.kind)
      return entries.has(key.id) ? structuredClone(entries.get(key.id) as T) : null
    },
    set(key, value) {
      // Through JSON at once: what cannot be kept (a Secret, a circle) throws where it was put in.
      const json = JSON.stringify(value) as string | undefined
      if (json === undefined) throw new Error(`The vault keeps JSON, not ${typeof value}.`)
      toChange(key.kind).set(key.id, JSON.parse(json))
    },
    remove(key) {
      if (entriesIn(key.kind).has(key.id)) toChange(key.kind).delete(key.id)
    },
    list: kind => [...entriesIn(kind)].map(([key, value]) => ({ key, value: structuredClone(value) })),
  }
  const finish = (): Sections | null => {
    if (changed.size === 0) return null
    const next = new Map(sections)
    for (const [kind, entries] of changed) {
      if (entries.size === 0) next.delete(kind)
      else next.set(kind, { json: Buffer.from(JSON.stringify([...entries])), entries })
    }
    return next
  }
  return { draft, finish }
}
