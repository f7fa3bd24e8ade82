// A thread that is started when there is work, does one piece after the other, and ends when there is none for a while.
import { Worker } from 'node:worker_threads'
import type { WorkOrder } from './catalog-worker.ts'

/** The work itself made the thread give up: it was too much. */
export class TooMuch extends Error {}

/** Nothing that is a catalog takes this long to read, in ms. */
const longest = 120_000
/** Long enough for what follows a reading: comparing, showing, approving. A warm thread is several times faster. */
const idle = 30_000

/** Collecting what was just made would take most of the time: give it room. */
const resourceLimits = { maxOldGenerationSizeMb: 2_048, maxYoungGenerationSizeMb: 128 }

export interface WorkThread {
  /** Rejects with TooMuch, or with what is a bug. */
  order<T>(what: WorkOrder): Promise<T>
}

export const createWorkThread = (file: string): WorkThread => {
  let thread: Worker | null = null
  let rest: NodeJS.Timeout | undefined
  let line: Promise<unknown> = Promise.resolve()

  const end = (one: Worker): void => {
    if (thread === one) thread = null
    void one.terminate()
  }
  const one = <T>(what: WorkOrder): Promise<T> =>
    new Promise((resolve, reject) => {
      clearTimeout(rest)
      thread ??= new Worker(file, { resourceLimits })
      const worker = thread
      worker.ref()
      const settle = (act: () => void, alive: boolean): void => {
        clearTimeout(timer)
        worker.off('message', onMessage).off('error', onError).off('exit', onExit)
        // A thread that rests keeps no process alive.
        worker.unref()
        if (alive) rest = setTimeout(end, idle, worker).unref()
        else end(worker)
        act()
      }
      const onMessage = (answer: T): void => settle(() => resolve(answer), true)
      const onError = (error: NodeJS.ErrnoException): void => {
        const full = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        settle(() => reject(full ? new TooMuch('It takes far too much memory to read.') : error), false)
      }
      const onExit = (code: number): void =>
        settle(() => reject(new Error(`The catalogs’ thread ended with ${code}.`)), false)
      const tooLong = (): void => settle(() => reject(new TooMuch('It takes far too long to read.')), false)
      const timer = setTimeout(tooLong, longest)
      worker.on('message', onMessage).on('error', onError).on('exit', onExit)
      worker.postMessage(what)
    })

  return {
    order<T>(what: WorkOrder): Promise<T> {
      const turn = line.then(() => one<T>(what))
      line = turn.catch(() => undefined)
      return turn
    },
  }
}
