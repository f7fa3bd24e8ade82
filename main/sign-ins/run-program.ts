// Runs a program of the person's own and gives what it printed: no shell, a limit of time and size, ended when nobody waits.
import { spawn } from 'node:child_process'

export type Program = {
  /** The program and its arguments; no shell ever sees them. */
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal?: AbortSignal | undefined
}

/** Time for a person to touch a key or unlock a password store, in ms. */
const longestRun = 60_000
const largestOutput = 1_000_000

export type Ended = {
  readonly code: number | null
  readonly stdout: string
  readonly problem: string | null
  readonly stderr: string
}

export const runProgram = ({ command, env, signal }: Program): Promise<Ended> =>
  new Promise(resolve => {
    const [program = '', ...args] = command
    let [stdout, stderr, problem]: [string, string, string | null] = ['', '', null]
    const { SWITCHYARD_PASSPHRASE: _, ...rest } = env
    const child = spawn(program, args, {
      env: rest,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: false,
      windowsHide: true,
    })
    const stop = (why: string): void => {
      problem ??= why
      child.kill('SIGTERM')
      // One that does not listen is not waited for.
      setTimeout(() => child.kill('SIGKILL'), 2_000).unref()
    }
    const timer = setTimeout(() => stop(`It did not end within ${longestRun / 1000} s.`), longestRun)
    const onAbort = (): void => stop('It was cancelled.')
    signal?.addEventListener('abort', onAbort)
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      stdout += part
      if (stdout.length > largestOutput) stop('It printed more than a megabyte.')
    })
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      stderr = (stderr + part).slice(-2_000)
    })
    const done = (code: number | null): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      resolve({ code, stdout, stderr, problem })
    }
    child.once('error', (error: NodeJS.ErrnoException) => {
      problem ??= error.code === 'ENOENT' ? `There is no program ${program}.` : error.message
      done(null)
    })
    child.once('close', code => done(code))
  })

/** A failing command may print anything: only the last line, and in it nothing that is long enough to be a secret. */
export const withoutSecrets = (text: string): string =>
  (text.trim().split('\n').at(-1) ?? '')
    .replace(/[A-Za-z0-9+/=_-]{20,}/g, '…')
    .replace(/\p{Cc}/gu, '')
    .slice(0, 200)
