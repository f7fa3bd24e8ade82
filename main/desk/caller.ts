// Who calls the desk: a window, with the people in front of it.
import type { CheckRow } from '../../shared/fleet.ts'
import type { Ask } from '../ask.ts'
import type { Secret } from '../secret.ts'
import type { Visit } from '../sessions/sessions.ts'

export type DeskCaller = {
  readonly ask: Ask
  readonly signal: AbortSignal
  /** Tells this window how far the work is that it named. */
  progress(work: string, sentence: string): void
  /** A route that was tried, before the others are. */
  checked(work: string, row: CheckRow): void
}

/** What differs between a browser and a desktop: how an address is opened without the page ever holding it. */
export type WindowHost = {
  readonly kind: 'browser' | 'desktop'
  /** A one-time path for the page to open, or null when the host opened it itself. */
  open(address: Secret | string): string | null
  /** Puts text on the clipboard of the person's machine; false where main has none. */
  copy(text: string): boolean | Promise<boolean>
  /** Sentences about this machine that stay visible: no tray, a shortcut that is taken. */
  notices?(): readonly string[]
}

export const visitOf = ({ ask, signal }: DeskCaller): Visit => ({ ask, door: 'window', signal })
