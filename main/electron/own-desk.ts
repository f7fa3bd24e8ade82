// The desk contract for tray, menus and links: the very calls of the window, in this process, without a second path.
import { deskCalls } from '../../shared/call-names.ts'
import { type Client, createClient } from '../../shared/client.ts'
import type { DeskContract } from '../../shared/desk-contract.ts'
import type { Pipe } from '../../shared/wire.ts'

export type OwnDesk = Client<DeskContract>

/** Both ends of a pipe that hands frames over as they are: all are read-only, and a list of 50,000 rows is not copied. */
const createDirectPipe = (): readonly [Pipe, Pipe] => {
  const takers: readonly [((frame: unknown) => void)[], ((frame: unknown) => void)[]] = [[], []]
  const closers: (() => void)[] = []
  let open = true
  const end = (mine: 0 | 1): Pipe => ({
    send(frame) {
      if (!open) return
      queueMicrotask(() => {
        for (const take of takers[mine === 0 ? 1 : 0]) take(frame)
      })
    },
    onFrame: take => void takers[mine].push(take),
    onClose: take => void closers.push(take),
    close() {
      if (!open) return
      open = false
      for (const take of closers) take()
    },
  })
  return [end(0), end(1)]
}

/** @param accept joins a pipe to the desk, as for a window */
export const openOwnDesk = (accept: (pipe: Pipe) => void): OwnDesk => {
  const [mine, theirs] = createDirectPipe()
  const client = createClient<DeskContract>(mine, deskCalls)
  accept(theirs)
  return client
}
