// Reads and writes the person's settings; a file that does not fit counts as defaults and is never overwritten unseen.

import { failed, ok, type Result } from '../shared/result.ts'
import { type Settings, settingsSchema } from '../shared/settings.ts'
import { readText, writeAtomic } from './disk/atomic-write.ts'
import { withLock } from './disk/lock.ts'

export interface SettingsFile {
  read(): Promise<Result<Settings>>
  change(wish: Partial<Settings>): Promise<Result<Settings>>
}

const parse = (path: string, text: string | null): Result<Settings> => {
  let value: unknown
  try {
    value = text === null ? {} : JSON.parse(text)
  } catch {
    value = null
  }
  const parsed = settingsSchema.safeParse(value)
  if (parsed.success) return ok(parsed.data)
  const issue = parsed.error.issues[0]
  const message = issue ? `${issue.path.join('.')}: ${issue.message}` : 'It is not JSON.'
  return failed({
    kind: 'file-invalid',
    path,
    problems: [{ line: 1, column: 1, path: issue?.path.join('.') ?? '', message }],
  })
}

export const createSettingsFile = (path: string): SettingsFile => {
  const read = async (): Promise<Result<Settings>> => {
    const text = await readText(path)
    return text.ok ? parse(path, text.value) : text
  }
  return {
    read,
    change: wish =>
      withLock(path, async () => {
        const present = await read()
        if (!present.ok) return present
        const settings = { ...present.value, ...wish }
        const written = await writeAtomic(path, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 })
        return written.ok ? ok(settings) : written
      }),
  }
}
