// A way to AWS that can be exchanged while the process runs: what is under way ends on the old one.
import type { Transport } from './transport.ts'

export interface ChangingTransport extends Transport {
  /** From now on calls go by `next`; the one before is closed when its last call has ended. */
  exchange(next: Transport): void
}

type Way = { readonly transport: Transport; calls: number; left: boolean }

export const createChangingTransport = (first: Transport): ChangingTransport => {
  let way: Way = { transport: first, calls: 0, left: false }
  return {
    async send(ask) {
      const mine = way
      mine.calls += 1
      try {
        return await mine.transport.send(ask)
      } finally {
        mine.calls -= 1
        if (mine.left && mine.calls === 0) mine.transport.close()
      }
    },
    exchange(next) {
      const before = way
      way = { transport: next, calls: 0, left: false }
      before.left = true
      if (before.calls === 0) before.transport.close()
    },
    close: () => way.transport.close(),
  }
}
