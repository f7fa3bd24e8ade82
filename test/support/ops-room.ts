// The ops-hub organization with Ana's key in the vault and her phone at hand: where most tests of sessions begin.
import { readFile } from 'node:fs/promises'
import { openSessionRoom, type RoomOptions, type SessionRoom, withPhone } from './session-room.ts'

export const acme = 'ops-hub:acme/acme-production'
export const globex = 'ops-hub:globex/globex-production'
/** In milliseconds. */
export const minute = 60_000

export const opsRoom = async (options: RoomOptions = {}) => {
  const room = await openSessionRoom('ops-hub', options)
  await room.addKey('ops', 'ana')
  return { room, ana: withPhone(room, 'ana') }
}

const textOf = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return ''
  }
}

/** The person's two AWS files as they are now; an absent one is empty. */
export const awsFiles = async ({ home }: SessionRoom) => ({
  config: await textOf(home.paths.awsConfig),
  credentials: await textOf(home.paths.awsCredentials),
})
