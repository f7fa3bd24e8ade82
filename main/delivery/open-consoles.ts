// Which consoles are open in which browser, as far as we opened them: AWS shows one account, or five, in a browser at once.

import type { TargetId } from '../../shared/names.ts'
import type { Settings } from '../../shared/settings.ts'
import type { Clock } from '../clock.ts'
import { readText, writeAtomic } from '../disk/atomic-write.ts'
import { withLock } from '../disk/lock.ts'

/** `place`: `browser`, or a space by its directory. */
export type OpenConsole = { readonly target: TargetId; readonly place: string; readonly expiresAt: string }

export interface OpenConsoles {
  /** Those of other targets that may still be open at `place`, the one that ends first first. */
  others(place: string, target: TargetId): Promise<readonly OpenConsole[]>
  note(console: OpenConsole): Promise<void>
  /** All of that place are signed out. */
  cleared(place: string): Promise<void>
}

const isConsole = (value: unknown): value is OpenConsole =>
  typeof value === 'object' &&
  value !== null &&
  ['target', 'place', 'expiresAt'].every(
    name => typeof (value as Readonly<Record<string, unknown>>)[name] === 'string',
  )

/** A file that cannot be read or written costs a notice, nothing else. */
export const createOpenConsoles = (path: string, clock: Pick<Clock, 'now'>): OpenConsoles => {
  const live = async (): Promise<readonly OpenConsole[]> => {
    const text = await readText(path)
    try {
      const found: unknown = JSON.parse((text.ok ? text.value : null) ?? '[]')
      return Array.isArray(found)
        ? found.filter(isConsole).filter(each => Date.parse(each.expiresAt) > clock.now())
        : []
    } catch {
      return []
    }
  }
  const change = async (to: (all: readonly OpenConsole[]) => readonly OpenConsole[]): Promise<void> => {
    await withLock(path, async () =>
      writeAtomic(path, JSON.stringify(to(await live())), { mode: 0o600, durable: false }),
    )
  }
  return {
    async others(place, target) {
      const all = await live()
      return all
        .filter(each => each.place === place && each.target !== target)
        .toSorted((a, b) => a.expiresAt.localeCompare(b.expiresAt))
    },
    note: console =>
      change(all => [
        ...all.filter(each => each.place !== console.place || each.target !== console.target),
        console,
      ]),
    cleared: place => change(all => all.filter(each => each.place !== place)),
  }
}

/** AWS: "up to five sessions in a single browser" (Management Console guide, Signing in to multiple accounts). */
const mostAtOnce = 5

const shortName = (target: TargetId): string => target.slice(target.indexOf(':') + 1)
const clockTime = (iso: string): string =>
  new Date(iso).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })

export type Several = {
  /** The browser is signed out before the new console opens. */
  readonly signOutFirst: boolean
  readonly notices: readonly string[]
}

/** Pure: what is done and said when `others` are open in the same browser. */
export const severalInOne = (
  others: readonly OpenConsole[],
  rule: Settings['severalConsoles'],
  inSpace: boolean,
): Several => {
  const first = others[0]
  if (first === undefined) return { signOutFirst: false, notices: [] }
  const elsewhere = inSpace ? 'a window of its own' : 'a space of its own (--in container)'
  if (rule === 'replace')
    return {
      signOutFirst: true,
      notices: [
        `${others.map(each => shortName(each.target)).join(', ')} is signed out of this browser first.`,
      ],
    }
  if (rule === 'multi-session')
    return others.length < mostAtOnce
      ? { signOutFirst: false, notices: [] }
      : {
          signOutFirst: false,
          notices: [
            `${others.length} accounts are open in this browser, and AWS allows five: ${shortName(first.target)} ends first, at ${clockTime(first.expiresAt)}. Sign out of one there, or use ${elsewhere}.`,
          ],
        }
  return {
    signOutFirst: false,
    notices: [
      `${shortName(first.target)} may be open in this browser until ${clockTime(first.expiresAt)}. Without multi-session AWS shows one account at a time: sign out there first, or use ${elsewhere}.`,
    ],
  }
}
