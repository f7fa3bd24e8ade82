// Finds the running demo from another terminal: a file in the demo's home, and one per demo in a private folder.
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import type { NamedThing } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { writePrivateFile } from './private-file.ts'

export type Pointer = {
  readonly pid: number
  readonly organization: string
  /** The demo's SWITCHYARD_HOME. */
  readonly home: string
  readonly url: string
  readonly controlToken: string
  readonly awsConfigFile: string
  readonly awsCredentialsFile: string
  readonly passphraseFile: string
  /** Milliseconds the demo's time is ahead of the system's. */
  readonly clockOffset: number
}

type Variables = Readonly<Record<string, string | undefined>>

/** `XDG_RUNTIME_DIR` is this person's own already; the temporary folder is shared, so the name carries the uid. */
const pointerFolder = (variables: Variables): string =>
  variables.XDG_RUNTIME_DIR
    ? join(variables.XDG_RUNTIME_DIR, 'switchyard-demo')
    : join(tmpdir(), `switchyard-demo-${process.getuid?.() ?? userInfo().username}`)

/** Another person could have made a folder of that name in a shared place: only a private one of our own counts. */
const isOurs = (folder: string): boolean => {
  try {
    const state = lstatSync(folder)
    if (!state.isDirectory()) return false
    return process.platform === 'win32' || (state.uid === process.getuid?.() && (state.mode & 0o077) === 0)
  } catch {
    return false
  }
}

/** One file per demo: a process may run more than one. */
const pointerFile = (folder: string, pointer: Pointer): string =>
  join(folder, `${pointer.pid}-${new URL(pointer.url).port}.json`)

const homeFile = (home: string): string => join(home, 'demo.json')

const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const texts = [
  'organization',
  'home',
  'url',
  'controlToken',
  'awsConfigFile',
  'awsCredentialsFile',
  'passphraseFile',
]

const isPointer = (value: unknown): value is Pointer => {
  if (typeof value !== 'object' || value === null) return false
  const fields = new Map<string, unknown>(Object.entries(value))
  return (
    texts.every(name => typeof fields.get(name) === 'string') &&
    typeof fields.get('pid') === 'number' &&
    typeof fields.get('clockOffset') === 'number'
  )
}

const readFile = (path: string): Pointer | null => {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isPointer(value) && runs(value.pid) ? value : null
  } catch {
    return null
  }
}

/** Writes both files, 0600. Throws what the file system says. */
export const writePointer = (pointer: Pointer, variables: Variables = process.env): void => {
  const written = `${JSON.stringify(pointer, null, 2)}\n`
  writePrivateFile(homeFile(pointer.home), written)
  const folder = pointerFolder(variables)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Without a private folder the demo is still found through its home.
  if (isOurs(folder)) writePrivateFile(pointerFile(folder, pointer), written)
}

/** Removes both files; nothing happens when they are gone. */
export const removePointer = (pointer: Pointer, variables: Variables = process.env): void => {
  rmSync(homeFile(pointer.home), { force: true })
  const folder = pointerFolder(variables)
  if (isOurs(folder)) rmSync(pointerFile(folder, pointer), { force: true })
}

/** Every demo of this person that runs; the files of demos that died are removed on the way. */
export const listPointers = (variables: Variables = process.env): readonly Pointer[] => {
  const folder = pointerFolder(variables)
  if (!isOurs(folder)) return []
  return readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .flatMap(name => {
      const pointer = readFile(join(folder, name))
      if (!pointer) rmSync(join(folder, name), { force: true })
      return pointer ?? []
    })
}

const demo: NamedThing = 'demo'

/**
 * The demo of this home, or of the terminal's SWITCHYARD_HOME, or the only one that runs.
 * Fails with `demo-not-running`, or `ambiguous-name` (their homes) when several run.
 */
export const readPointer = (home?: string, variables: Variables = process.env): Result<Pointer> => {
  if (home !== undefined) {
    const pointer = readFile(homeFile(home))
    return pointer ? ok(pointer) : failed({ kind: 'demo-not-running', home })
  }
  const own = variables.SWITCHYARD_HOME ? readFile(homeFile(variables.SWITCHYARD_HOME)) : null
  if (own) return ok(own)
  const [first, ...others] = listPointers(variables)
  if (!first) return failed({ kind: 'demo-not-running', looked: pointerFolder(variables) })
  if (others.length === 0) return ok(first)
  const candidates = [first, ...others].map(pointer => `${pointer.organization} (--home ${pointer.home})`)
  return failed({ kind: 'ambiguous-name', what: demo, name: 'demo', candidates })
}
