// Where everything lives: Switchyard's own folder, its socket, and the two AWS files.
import { existsSync, readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { posix, win32 } from 'node:path'

export type Paths = {
  /** The folder that holds all the rest, absolute. */
  readonly home: string
  readonly vault: string
  readonly settings: string
  /** Which consoles were opened in which browser; no secret. */
  readonly consoles: string
  /** The personal catalog layer. */
  readonly personal: string
  readonly catalogs: string
  /** Catalogs made of other tools' files; each is added by its path, as any file is. */
  readonly imports: string
  readonly activity: string
  /** The sealed mark of how far the activity record reaches. */
  readonly activityHead: string
  /** Earlier states of the AWS files, sealed. */
  readonly profileHistory: string
  readonly log: string
  readonly locks: string
  /** The token that every request on the socket carries. */
  readonly agentToken: string
  /** Names the socket that the running agent listens on: with SWITCHYARD_AGENT it can be any. */
  readonly agentPlace: string
  /** The agent's socket: a file shorter than a socket's name may be, or a named pipe on Windows. */
  readonly socket: string
  /** Names the socket when it could not lie in `home`; null when it lies there. */
  readonly socketPointer: string | null
  /** False when SWITCHYARD_AGENT=off: never ask a running app. */
  readonly agentAllowed: boolean
  /** Exists while the vault is locked by a person's wish. */
  readonly lockMark: string
  /** A path without spaces or quotes is wanted for these; see the profiles room. */
  readonly launchers: string
  readonly awsConfig: string
  readonly awsCredentials: string
}

/**
 * sun_path holds 104 bytes on macOS and 108 on Linux, with its final zero; 100 leaves room for the
 * suffix some programs add.
 */
const longestSocket = 99

/** Loads node:crypto on first use: most homes need no hash, and credential-process, which every `aws` waits for, would start a tenth slower. */
const shortHash = (text: string): string =>
  process.getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('hex').slice(0, 16)

/** The person's home as the AWS SDKs find it: HOME, USERPROFILE, HOMEDRIVE + HOMEPATH, then the system's answer. */
export const personHome = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string => {
  if (env.HOME) return env.HOME
  if (env.USERPROFILE) return env.USERPROFILE
  if (platform === 'win32' && env.HOMEPATH) return `${env.HOMEDRIVE ?? 'C:'}${env.HOMEPATH}`
  return homedir()
}

const dataFolder = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string => {
  const person = personHome(env, platform)
  if (platform === 'win32')
    return win32.join(env.APPDATA || win32.join(person, 'AppData', 'Roaming'), 'Switchyard')
  if (platform === 'darwin') return posix.join(person, 'Library', 'Application Support', 'Switchyard')
  // XDG Base Directory: a value that is not absolute is to be ignored.
  const data = env.XDG_DATA_HOME
  return posix.join(
    data && posix.isAbsolute(data) ? data : posix.join(person, '.local', 'share'),
    'switchyard',
  )
}

/** The socket beside the vault when its name is short enough; else in a short folder that a pointer file names. */
const findSocket = (
  home: string,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): { socket: string; socketPointer: string | null } => {
  const wished = env.SWITCHYARD_AGENT
  if (wished && wished !== 'off') return { socket: wished, socketPointer: null }
  if (platform === 'win32')
    return { socket: `\\\\.\\pipe\\switchyard-${shortHash(home.toLowerCase())}`, socketPointer: null }
  const beside = posix.join(home, 'agent.sock')
  if (Buffer.byteLength(beside) <= longestSocket) return { socket: beside, socketPointer: null }

  const socketPointer = posix.join(home, 'agent.sock.path')
  const named = readPointer(socketPointer)
  // After a restart the runtime folder may be another one: then the old name leads nowhere and a new one is made.
  if (named && existsSync(posix.dirname(posix.dirname(named)))) return { socket: named, socketPointer }
  const runtime = env.XDG_RUNTIME_DIR
  const roots = [runtime && posix.isAbsolute(runtime) && existsSync(runtime) ? runtime : '', tmpdir(), '/tmp']
  const candidates = roots
    .filter(Boolean)
    .map(root => posix.join(root, `switchyard-${shortHash(home)}`, 'agent.sock'))
  const short = candidates.find(path => Buffer.byteLength(path) <= longestSocket)
  return { socket: short ?? `/tmp/switchyard-${shortHash(home)}/agent.sock`, socketPointer }
}

/** The socket that a pointer file names, or null. */
export const readPointer = (path: string): string | null => {
  try {
    const named = readFileSync(path, 'utf8').trim()
    return posix.isAbsolute(named) &&
      Buffer.byteLength(named) <= longestSocket &&
      named.endsWith('/agent.sock')
      ? named
      : null
  } catch {
    return null
  }
}

/** Pure but for one look at the socket's pointer file. Relative paths in the environment count from `cwd`. */
export const resolvePaths = (
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
  cwd: string = process.cwd(),
): Paths => {
  const { join, resolve } = platform === 'win32' ? win32 : posix
  const person = personHome(env, platform)
  const home = resolve(cwd, env.SWITCHYARD_HOME || dataFolder(env, platform))
  // botocore expands a leading tilde in these two, so a value that works for `aws` works here.
  const awsFile = (value: string | undefined, name: string): string => {
    if (!value) return join(person, '.aws', name)
    return value === '~' || value.startsWith('~/') ? join(person, value.slice(1)) : resolve(cwd, value)
  }
  const within = (name: string): string => join(home, name)
  return {
    home,
    vault: within('vault.bin'),
    settings: within('settings.json'),
    consoles: within('consoles.json'),
    personal: within('personal.yaml'),
    catalogs: within('catalogs'),
    imports: within('imports'),
    activity: within('activity.jsonl'),
    activityHead: within('activity.head'),
    profileHistory: within('profiles'),
    log: within('log'),
    locks: within('locks'),
    agentToken: within('agent.token'),
    agentPlace: within('agent.place'),
    ...findSocket(home, env, platform),
    agentAllowed: env.SWITCHYARD_AGENT !== 'off',
    lockMark: within('locked'),
    launchers: within('launchers'),
    awsConfig: awsFile(env.AWS_CONFIG_FILE, 'config'),
    awsCredentials: awsFile(env.AWS_SHARED_CREDENTIALS_FILE, 'credentials'),
  }
}
