// Keeps the person's settings: what is in force, the last good copy of a file that broke, and what this version does not know.
import { randomBytes } from 'node:crypto'
import { rename } from 'node:fs/promises'
import { failed, ok, type Result } from '../shared/result.ts'
import { type Settings, settingsSchema } from '../shared/settings.ts'
import { readText, writeAtomic } from './disk/atomic-write.ts'
import { unwritable } from './disk/disk-failure.ts'
import { withLock } from './disk/lock.ts'
import { watchFile } from './disk/watch.ts'

export type SettingsStanding = {
  /** What is in force. */
  readonly settings: Settings
  /** A sentence when the file does not fit, and the last good settings stand in for it. */
  readonly problem: string | null
  /** Settings of the file that this version does not know; they stay in it. */
  readonly unknown: readonly string[]
}

export interface SettingsFile {
  /** What is in force, as last read. */
  now(): Settings
  /** A sentence when the file did not fit at the last look. */
  problem(): string | null
  /** Looks at the file again. */
  read(): Promise<SettingsStanding>
  /** Changes what `wish` names. Fails with bad-input while the file does not fit: it is never overwritten unseen. */
  change(wish: Partial<Settings>): Promise<Result<Settings>>
  /** Moves a file that does not fit out of the way, and goes on with the last good settings. @returns where it lies now */
  setAside(): Promise<Result<string>>
  /** Told after other settings came into force, or the file broke or was mended. Returns an unsubscribe. */
  onChange(take: (settings: Settings) => void): () => void
  close(): void
}

type Read =
  | { readonly fits: true; readonly settings: Settings; readonly rest: Readonly<Record<string, unknown>> }
  | { readonly fits: false; readonly why: string }

const known = Object.keys(settingsSchema.shape)
const version = 1

/** Pure. `text` = the file, null when there is none. */
export const readSettings = (text: string | null): Read => {
  let value: unknown = {}
  try {
    if (text !== null) value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return { fits: false, why: 'it is not JSON' }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { fits: false, why: 'it is not one JSON object' }
  const entries = Object.entries(value)
  const written = entries.find(([name]) => name === 'version')?.[1]
  if (typeof written === 'number' && written > version)
    return { fits: false, why: 'a newer Switchyard wrote it' }
  const parsed = settingsSchema.safeParse(
    Object.fromEntries(entries.filter(([name]) => known.includes(name))),
  )
  if (parsed.success) {
    const rest = Object.fromEntries(entries.filter(([name]) => !known.includes(name)))
    return { fits: true, settings: parsed.data, rest }
  }
  const issue = parsed.error.issues[0]
  return { fits: false, why: issue ? `${issue.path.join('.')}: ${issue.message}` : 'it does not fit' }
}

const nameOf = (path: string): string => path.replace(/^.*[\\/]/, '')

/** @param follow watches the file, for a process that stays */
export const openSettingsFile = async (path: string, follow: boolean): Promise<SettingsFile> => {
  const goodPath = path.replace(/(\.json)?$/, '.last-good.json')
  const takers = new Set<(settings: Settings) => void>()
  let standing: SettingsStanding = { settings: settingsSchema.parse({}), problem: null, unknown: [] }
  /** The text that `standing` is of; undefined before the first look. */
  let seen: string | null | undefined
  let good: string | null = null

  const put = (next: SettingsStanding): SettingsStanding => {
    const other =
      next.problem !== standing.problem || JSON.stringify(next.settings) !== JSON.stringify(standing.settings)
    standing = next
    if (other) for (const take of takers) take(next.settings)
    return next
  }
  /** A copy that cannot be kept costs a fallback, nothing else. */
  const keepGood = async (text: string): Promise<void> => {
    if (text === good) return
    const there = await readText(goodPath)
    if (!there.ok || there.value !== text) await writeAtomic(goodPath, text, { mode: 0o600, durable: false })
    good = text
  }
  const lastGood = async (): Promise<Settings> => {
    if (seen !== undefined) return standing.settings
    const kept = await readText(goodPath)
    const found = readSettings(kept.ok ? kept.value : null)
    return found.fits ? found.settings : settingsSchema.parse({})
  }
  const look = async (): Promise<{ text: string | null; found: Read }> => {
    const text = await readText(path)
    return text.ok
      ? { text: text.value, found: readSettings(text.value) }
      : { text: null, found: { fits: false, why: 'it cannot be read' } }
  }
  const read = async (): Promise<SettingsStanding> => {
    const { text, found } = await look()
    if (found.fits && text === seen && standing.problem === null) return standing
    if (found.fits) {
      if (text !== null) await keepGood(text)
      seen = text
      return put({ settings: found.settings, problem: null, unknown: Object.keys(found.rest) })
    }
    const settings = await lastGood()
    seen ??= null
    const problem = `${nameOf(path)} is not used: ${found.why}. The last good settings stay in force.`
    return put({ settings, problem, unknown: [] })
  }

  await read()
  const stop = follow ? watchFile(path, () => void read()) : () => undefined
  return {
    now: () => standing.settings,
    problem: () => standing.problem,
    read,
    change: wish =>
      withLock(path, async () => {
        const { found } = await look()
        if (!found.fits)
          return failed({
            kind: 'bad-input',
            path: nameOf(path),
            message: `${found.why}. Mend the file, or set it aside in Settings. Nothing was changed.`,
          })
        const settings = { ...found.settings, ...wish }
        const text = `${JSON.stringify({ ...settings, ...found.rest }, null, 2)}\n`
        const written = await writeAtomic(path, text, { mode: 0o600 })
        if (!written.ok) return written
        await keepGood(text)
        seen = text
        put({ settings, problem: null, unknown: Object.keys(found.rest) })
        return ok(settings)
      }),
    setAside: () =>
      withLock(path, async () => {
        const aside = path.replace(/(\.json)?$/, `.aside-${randomBytes(3).toString('hex')}.json`)
        try {
          await rename(path, aside)
        } catch (error) {
          return failed(unwritable(path, error))
        }
        const text = `${JSON.stringify(standing.settings, null, 2)}\n`
        const written = await writeAtomic(path, text, { mode: 0o600 })
        if (!written.ok) return written
        seen = text
        put({ settings: standing.settings, problem: null, unknown: [] })
        return ok(aside)
      }),
    onChange(take) {
      takers.add(take)
      return () => takers.delete(take)
    },
    close() {
      stop()
      takers.clear()
    },
  }
}
