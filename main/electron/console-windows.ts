// Consoles in windows of their own: one partition in memory per console, wiped when its session ends or its last window closes.
import { lookOf } from '../../shared/environment-look.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { countdown, timeLeft } from '../../shared/time-left.ts'
import type { Clock } from '../clock.ts'
import type { ConsoleOpening } from '../delivery/console.ts'
import { type ConsolePage, openConsolePage } from './console-page.ts'
import { openConsolePartition } from './console-partition.ts'
import type { Electron } from './electron-parts.ts'

export type ConsoleWindowsDeps = {
  readonly electron: Electron
  readonly folder: string
  readonly clock: Clock
  readonly platform: NodeJS.Platform
  readonly stop: (target: string) => void
  /** Opens the same console in the person's own browser, at that page when it is one of AWS's. */
  readonly elsewhere: (target: string, address: string) => void
}

export interface ConsoleWindows {
  open(opening: ConsoleOpening): void
  /** A console whose session is gone goes with it; a lock takes them all, for they are open to whoever sits there. */
  follow(snapshot: Snapshot): void
  count(): number
  /** Resolves when nothing of any console is left. */
  close(): Promise<void>
}

/** How often the strips count down, in ms: they show minutes. */
const tick = 20_000
type Open = {
  readonly target: string
  readonly pages: Set<ConsolePage>
  /** The list of sessions follows a little later than the window. */
  seen: boolean
  end(): Promise<void>
}

export const createConsoleWindows = (deps: ConsoleWindowsDeps): ConsoleWindows => {
  const { electron, folder, clock } = deps
  const consoles = new Set<Open>()
  /** Those that are gone, but not yet wiped. */
  const leaving = new Set<Promise<void>>()
  let live: ReadonlySet<string> = new Set()
  let timer: NodeJS.Timeout | undefined
  const countDown = (): void => {
    for (const { pages } of consoles) for (const page of pages) page.refresh()
  }

  const open = ({ target, address, domains }: ConsoleOpening): void => {
    const first = address.url.reveal()
    const partition = openConsolePartition(electron)
    const environment = target.environment
    const key = target.account.environment
    const look = lookOf(key, environment?.color ?? null)
    // Production is heavier, and so is whatever asks before it opens.
    const framed = look === 'red' || Boolean(environment && (environment.confirm || environment.reason))
    const startedAt = clock.now()
    const whole = Math.max(1, timeLeft(address.expiresAt, startedAt))
    const pages = new Set<ConsolePage>()
    let ending: Promise<void> | null = null
    const finish = async (): Promise<void> => {
      cancel()
      consoles.delete(opened)
      if (consoles.size === 0) clearInterval(timer)
      for (const page of [...pages]) page.close()
      await partition.wipe()
    }
    /** Once: closing the pages says itself that the last one is closed. */
    const end = (): Promise<void> => {
      if (ending === null) {
        const mine = Promise.resolve().then(finish)
        leaving.add(mine)
        ending = mine.finally(() => leaving.delete(mine))
      }
      return ending
    }
    const opened: Open = { target: target.id, pages, seen: live.has(target.id), end }
    // AWS ends the console with the credentials it was opened with, whatever was renewed since.
    const cancel = clock.at(Date.parse(address.expiresAt), () => void end())

    const openOne = (where: string): void => {
      const page = openConsolePage({
        electron,
        folder,
        partition: partition.name,
        platform: deps.platform,
        hosts: { domains, origin: new URL(first).origin },
        title: `${target.account.key} / ${target.role}${key === null ? '' : ` (${key})`}`,
        framed,
        facts: () => ({
          account: target.account.key,
          accountId: target.account.id,
          role: target.role,
          environment: key,
          look,
          framed,
          left: countdown(address.expiresAt, clock.now()),
          percent: Math.round((timeLeft(address.expiresAt, clock.now()) / whole) * 100),
        }),
        openAnother: openOne,
        act: (act, at) => (act === 'stop' ? deps.stop(target.id) : deps.elsewhere(target.id, at)),
        closed() {
          pages.delete(page)
          if (pages.size === 0) void end()
        },
      })
      pages.add(page)
      void page.load(where)
    }
    consoles.add(opened)
    if (consoles.size === 1) {
      timer = setInterval(countDown, tick)
      timer.unref()
    }
    openOne(first)
  }

  return {
    open,
    follow(snapshot) {
      if (snapshot.locked) {
        for (const each of [...consoles]) void each.end()
        return
      }
      live = new Set(snapshot.sessions.map(session => session.target))
      for (const each of [...consoles]) {
        if (live.has(each.target)) each.seen = true
        else if (each.seen) void each.end()
      }
    },
    count: () => consoles.size,
    async close() {
      for (const each of [...consoles]) void each.end()
      await Promise.all(leaving)
    },
  }
}
