// What the desktop does for the desk: opens addresses without the page holding them, and lends the clipboard for a while.
import { setTimeout as wait } from 'node:timers/promises'
import type { Clipboard } from 'electron'
import { openBrowser } from '../delivery/browser.ts'
import { createOneTimeLink } from '../delivery/one-time-link.ts'
import type { WindowHost } from '../desk/caller.ts'
import type { Secret } from '../secret.ts'

export type ShortClipboard = Pick<Clipboard, 'clear' | 'readText' | 'writeText'>

/** How long a copied secret stays on the clipboard, in ms, unless something else was copied meanwhile. */
const clipboardLifetime = 45_000

export type HostOptions = {
  /** In ms. */
  readonly lifetime?: number
  readonly notices?: () => readonly string[]
}

export type DesktopHost = WindowHost & {
  /** The app ends: what is still on the clipboard of ours goes now, since nobody is there to take it later. */
  takeBack(): Promise<void>
}

export const windowHost = (
  clipboard: ShortClipboard,
  env: NodeJS.ProcessEnv,
  { lifetime = clipboardLifetime, notices = () => [] }: HostOptions = {},
): DesktopHost => {
  let lent: string | null = null
  /** What the person copied since stays. */
  const clear = async (text: string): Promise<void> => {
    if (lent === text) lent = null
    if ((await clipboard.readText()) === text) clipboard.clear()
  }
  const lend = async (text: string): Promise<void> => {
    lent = text
    await clipboard.writeText(text)
    await wait(lifetime, undefined, { ref: false })
    await clear(text)
  }
  return {
    kind: 'desktop',
    notices,
    open(address) {
      void openElsewhere(address, env)
      return null
    },
    copy(text) {
      void lend(text)
      return true
    },
    takeBack: async () => {
      if (lent !== null) await clear(lent)
    },
  }
}

/** A secret address (a console's sign-in) reaches the browser by a link that works once: argv is for everyone to read. */
const openElsewhere = async (address: Secret | string, env: NodeJS.ProcessEnv): Promise<void> => {
  if (typeof address === 'string') {
    await openBrowser(address, env)
    return
  }
  const link = await createOneTimeLink(address)
  const opened = await openBrowser(link.url, env)
  if (!opened.ok || opened.value === 'printed') link.close()
}
