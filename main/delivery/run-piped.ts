// Runs one of many programs beside each other: no terminal of its own, its output as it comes, ended with all it started.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { failed, ok, type Result } from '../../shared/result.ts'
import { cannotStart } from './cannot-start.ts'

export type PipedOptions = {
  readonly env: NodeJS.ProcessEnv
  readonly onText: (stream: 'stdout' | 'stderr', text: string) => void
  /** Aborted: the program and what it started are interrupted, and killed where that is not enough. */
  readonly signal: AbortSignal
}

/** How long an interrupted program may take to clean up. */
const graceMs = 3_000
/** What a program left running holds its streams; nobody waits for that. */
const lingerMs = 1_000

/** A group of its own can be ended whole; Windows has none, and would open a console window for it. */
const ownGroup = process.platform !== 'win32'

const endGroup = (pid: number | undefined, signal: NodeJS.Signals): void => {
  if (pid === undefined) return
  try {
    process.kill(ownGroup ? -pid : pid, signal)
  } catch {
    // It ended by itself meanwhile.
  }
}

/** Programs that run now: whatever ends this process (a reader that has seen enough, a mistake) ends them too. */
const running = new Set<number>()
process.on('exit', () => {
  for (const pid of running) endGroup(pid, 'SIGTERM')
})

/**
 * @returns the program's exit code, or 128 + the signal that ended it, as a shell reports it.
 * Fails with command-missing when there is no such program.
 */
export const runPiped = (
  command: readonly string[],
  { env, onText, signal }: PipedOptions,
): Promise<Result<number>> =>
  new Promise(resolve => {
    const [program = '', ...words] = command
    if (signal.aborted) return resolve(failed({ kind: 'interrupted' }))
    let child: ChildProcessByStdio<null, Readable, Readable>
    try {
      child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], env, detached: ownGroup })
    } catch (error) {
      return resolve(failed(cannotStart(program, error)))
    }
    let killing: NodeJS.Timeout | undefined
    if (child.pid !== undefined) running.add(child.pid)
    const interrupt = (): void => {
      endGroup(child.pid, 'SIGINT')
      killing = setTimeout(() => endGroup(child.pid, 'SIGKILL'), graceMs)
    }
    signal.addEventListener('abort', interrupt, { once: true })
    for (const name of ['stdout', 'stderr'] as const) {
      const decoder = new StringDecoder('utf8')
      child[name].on('data', (chunk: Buffer) => onText(name, decoder.write(chunk)))
      child[name].on('end', () => onText(name, decoder.end()))
    }
    const settle = (result: Result<number>): void => {
      clearTimeout(killing)
      if (child.pid !== undefined) running.delete(child.pid)
      signal.removeEventListener('abort', interrupt)
      resolve(result)
    }
    child.once('error', error => settle(failed(cannotStart(program, error))))
    child.once('exit', (code, by) => {
      const ended = ok(code ?? 128 + (by ? constants.signals[by] : 0))
      // Its own children may outlive it; an interrupt meant them too.
      if (signal.aborted) endGroup(child.pid, 'SIGKILL')
      const lingering = setTimeout(() => settle(ended), lingerMs)
      child.once('close', () => {
        clearTimeout(lingering)
        settle(ended)
      })
    })
  })
