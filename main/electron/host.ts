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

export const windowHost = (
  clipboard: ShortClipboard,
  env: NodeJS.ProcessEnv,
  { lifetime = clipboardLifetime, notices = () => [] }: HostOptions = {},
): WindowHost => ({
  kind: 'desktop',
  notices,
  open(address) {
    void openElsewhere(address, env)
    return null
  },
  copy(text) {
    void lend(clipboard, text, lifetime)
    return true
  },
})

const lend = async (clipboard: ShortClipboard, text: string, lifetime: number): Promise<void> => {
  await clipboard.writeText(text)
  await wait(lifetime, undefined, { ref: false })
  if ((await clipboard.readText()) === text) clipboard.clear()
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
