// Runs the built command line as a child process, as a person's terminal would, and reads both of its streams.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
/** Another installation can be put to the same tests. */
export const cliPath = process.env.SWITCHYARD_TEST_CLI ?? join(root, 'out', 'cli.cjs')
export const example = (organization: string): string =>
  join(root, 'examples', organization, 'switchyard.yaml')

export type Ended = {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}
export type Running = {
  readonly child: ChildProcess
  /** What was printed so far. */
  stdout(): string
  stderr(): string
  readonly ended: Promise<Ended>
}

/** The environment of a test's terminal: nothing of the person's AWS or Switchyard reaches it. */
export const plainEnv = (folder: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: folder,
  TMPDIR: folder,
  XDG_RUNTIME_DIR: folder,
  LANG: 'C.UTF-8',
})

const longest = 25_000

/** Starts any program; it is killed when it takes longer than a test may. */
export const start = (
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  options: { readonly input?: string; readonly cwd?: string; readonly lives?: boolean } = {},
): Running => {
  const child = spawn(program, args, {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.lives ? {} : { timeout: longest, killSignal: 'SIGKILL' as const }),
  })
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => void out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => void err.push(chunk))
  // A program may end before it reads what it was given.
  child.stdin.on('error', () => undefined).end(options.input ?? '')
  const stdout = (): string => Buffer.concat(out).toString('utf8')
  const stderr = (): string => Buffer.concat(err).toString('utf8')
  const ended = new Promise<Ended>((resolve, reject) => {
    const end = (code: number | null, signal: NodeJS.Signals | null): void =>
      resolve({ code, signal, stdout: stdout(), stderr: stderr() })
    child.once('error', reject)
    child.once('close', end)
    // A child of the child that was left alone keeps the streams open; the test shall say so, not wait for it.
    child.once('exit', (code, signal) => setTimeout(end, 5_000, code, signal).unref())
  })
  return { child, stdout, stderr, ended }
}

/** Starts the command line on this Node. */
export const startCli = (
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  options: { readonly input?: string; readonly cwd?: string; readonly lives?: boolean } = {},
): Running => {
  if (!existsSync(cliPath)) throw new Error(`${cliPath} is missing: npm run build`)
  return start(process.execPath, [cliPath, ...args], env, options)
}

/** Resolves with what `find` finds in the text of a stream, as soon as it is there; else fails with both streams. */
export const waitFor = async <T>(running: Running, find: (running: Running) => T | null): Promise<T> => {
  const end = Date.now() + longest
  let over: Ended | null = null
  running.ended.then(
    ended => {
      over = ended
    },
    () => undefined,
  )
  for (;;) {
    const found = find(running)
    if (found !== null) return found
    if (over !== null || Date.now() > end)
      throw new Error(`It did not say so.\nstdout: ${running.stdout()}\nstderr: ${running.stderr()}`)
    await new Promise(resolve => setTimeout(resolve, 15))
  }
}

/** The one JSON document on stdout; anything else there fails. */
export const document = (ended: Ended): unknown => {
  try {
    return JSON.parse(ended.stdout)
  } catch {
    throw new Error(
      `No JSON document (exit ${ended.code}).\nstdout: ${ended.stdout}\nstderr: ${ended.stderr}`,
    )
  }
}
