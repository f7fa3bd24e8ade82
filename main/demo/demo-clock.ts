// How far the demo's time is ahead, kept in its home so that every process of that home lives in the same time.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const demoClockPath = (home: string): string => join(home, 'demo-clock.json')

/** Milliseconds to add to the system's time; 0 where no demo has moved it, or the file cannot be read. */
export const readDemoClock = (home: string): number => {
  try {
    const read: unknown = JSON.parse(readFileSync(demoClockPath(home), 'utf8'))
    const offset = typeof read === 'object' && read !== null && 'offset' in read ? read.offset : 0
    return typeof offset === 'number' && Number.isFinite(offset) ? offset : 0
  } catch {
    return 0
  }
}
