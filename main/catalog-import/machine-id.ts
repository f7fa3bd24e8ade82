// Finds the id of this machine as Leapp's library node-machine-id does, from which Leapp makes its key.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

const run = (program: string, words: readonly string[], env: NodeJS.ProcessEnv): Promise<string | null> =>
  new Promise(resolve => {
    const { SWITCHYARD_PASSPHRASE: _, ...rest } = env
    execFile(program, words, { timeout: 5_000, windowsHide: true, env: rest }, (error, stdout) =>
      resolve(error ? null : stdout),
    )
  })

const firstLine = async (path: string): Promise<string | null> => {
  try {
    return (await readFile(path, 'utf8')).split('\n')[0] ?? null
  } catch {
    return null
  }
}

/** Linux: the first line of both files, else the host's name. */
const ofLinux = async (): Promise<string> =>
  (await firstLine('/var/lib/dbus/machine-id')) ?? (await firstLine('/etc/machine-id')) ?? hostname()

const ofMac = async (env: NodeJS.ProcessEnv): Promise<string | null> => {
  const said = await run('/usr/sbin/ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice'], env)
  return /"IOPlatformUUID"\s*=\s*"([^"]+)"/.exec(said ?? '')?.[1] ?? null
}

const ofWindows = async (env: NodeJS.ProcessEnv): Promise<string | null> => {
  const program = join(env.SystemRoot ?? 'C:\\Windows', 'System32', 'reg.exe')
  const key = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography'
  const said = await run(program, ['QUERY', key, '/v', 'MachineGuid'], env)
  return /REG_SZ\s+(\S+)/.exec(said ?? '')?.[1] ?? null
}

/** What the library answers for a machine whose own id is `id`: the SHA-256 of it in lower case. */
export const hashMachineId = (id: string): string =>
  createHash('sha256')
    .update(id.replace(/[\r\n\s]+/g, '').toLowerCase())
    .digest('hex')

/** A given id as Leapp's key: hashed already (64 hex digits), or as the system has it. */
export const machineKey = (given: string): string =>
  /^[0-9a-f]{64}$/.test(given) ? given : hashMachineId(given)

/** This machine's key; null when the system does not say its id. */
export const findMachineKey = async (
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): Promise<string | null> => {
  const id =
    platform === 'darwin' ? await ofMac(env) : platform === 'win32' ? await ofWindows(env) : await ofLinux()
  return id === null || id.trim() === '' ? null : hashMachineId(id)
}
