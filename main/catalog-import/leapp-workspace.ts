// The file of a Leapp workspace (0.26), encrypted or plain, as the fields that are in it.
import { failed, ok, type Result } from '../../shared/result.ts'
import { mostBytes } from '../catalog/decode-text.ts'
import { type ImportOptions, notReadable } from './imported.ts'
import { isSalted, openSalted } from './leapp-cipher.ts'

export type Fields = Readonly<Record<string, unknown>>
export const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const textIn = (record: Fields, key: string): string | undefined => {
  const value = Object.hasOwn(record, key) ? record[key] : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}
/** Leapp's classes are written with their private fields: `_sessions` for `sessions`. */
export const listIn = (workspace: Fields, name: string): readonly Fields[] => {
  const value = workspace[`_${name}`] ?? workspace[name]
  return Array.isArray(value) ? value.filter(isRecord) : []
}

/** Opens it with the machine's id where it is encrypted. Fails with usage, and with what is no workspace. */
export const openWorkspace = (text: string, { source, machineId }: ImportOptions): Result<Fields> => {
  if (text.length > mostBytes) return notReadable(source, 'The file is larger than 8 MB.')
  let json = text.replace(/^\uFEFF/, '')
  if (isSalted(json)) {
    if (machineId === null)
      return failed({
        kind: 'usage',
        message:
          'This workspace is encrypted with the id of the machine it was made on, which could not be found: give it with --machine-id.',
        command: 'catalog import',
      })
    const opened = openSalted(json, machineId)
    if (opened === null)
      return notReadable(
        source,
        'This workspace was encrypted on another machine. Leapp’s key is the id of that machine: give it with --machine-id.',
      )
    json = opened
  }
  try {
    const value: unknown = JSON.parse(json)
    if (isRecord(value) && (Array.isArray(value._sessions) || Array.isArray(value.sessions))) return ok(value)
  } catch {
    return notReadable(source, 'It is neither an encrypted Leapp workspace nor JSON.')
  }
  return notReadable(source, 'There are no sessions in it, so it is no Leapp workspace.')
}
