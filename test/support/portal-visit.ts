// Signs in to a portal of the demo through the command line, as a person with a browser or a second device would.

import type { DemoTerminal, RunOptions } from './demo-terminal.ts'
import { document, type Ended, type Running, waitFor } from './run-cli.ts'
import { good } from './sign-in-room.ts'

export type Verify = { readonly event: 'verify'; readonly url: string; readonly userCode: string | null }

/** The one JSON line on stderr that says where to go. */
export const verifyLine = (running: Running): Promise<Verify> =>
  waitFor(running, ({ stderr }) => {
    const line = /^\{.*\}$/m.exec(stderr())?.[0]
    return line === undefined ? null : (JSON.parse(line) as Verify)
  })

/** Starts `sign-in` with --json and answers it as `person` (null: denies it). */
export const visitPortal = async (
  demo: DemoTerminal,
  words: string,
  person: string | null,
  options: RunOptions = {},
): Promise<{ readonly verify: Verify; readonly ended: Ended; readonly answer: Record<string, unknown> }> => {
  const running = demo.start(`sign-in ${words} --json`, options)
  const verify = await verifyLine(running)
  const { control } = demo
  const { redirect } = good(
    person === null
      ? await control.deny(verify.userCode ?? verify.url)
      : await control.approve(verify.userCode ?? verify.url, person),
  )
  // A browser follows where the portal sends it: to the page that waits on loopback.
  if (redirect !== null) await fetch(redirect)
  const ended = await running.ended
  return { verify, ended, answer: document(ended) as Record<string, unknown> }
}
