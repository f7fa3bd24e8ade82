// Everybody who waits for one sign-in page is shown where to go, also who comes when it is open already.
import type { Ask, Shown, SignInQuestion } from '../ask.ts'

export type SignInEvent = { readonly event: 'verify'; readonly url: string; readonly userCode: string | null }

export type Watcher = {
  readonly ask: Pick<Ask, 'show'>
  /** Told where to go before the wait begins. */
  readonly onEvent?: ((event: SignInEvent) => void) | undefined
}

export type Watching = {
  /** Aborted when those who are shown the page by this watcher's `ask` give up; the others go on. */
  readonly cancelled: AbortSignal
  leave(): void
}

export interface PageWatchers {
  /** Shows the page that is open now, and each one that opens until `leave()`. */
  join(watcher: Watcher): Watching
  /** Opens a page for all who watch. Returns what closes it. */
  open(question: SignInQuestion): () => void
  empty(): boolean
}

type Seat = { readonly onEvent: Watcher['onEvent']; readonly gone: AbortController }
/** One terminal, or the windows: shown the page once, however often they asked. */
type Audience = { readonly seats: Set<Seat>; shown: Shown | null }

export const createPageWatchers = (): PageWatchers => {
  const audiences = new Map<Watcher['ask'], Audience>()
  let page: SignInQuestion | null = null

  const show = (ask: Watcher['ask'], audience: Audience): void => {
    audience.shown?.close()
    audience.shown = page && ask.show(page)
    audience.shown?.cancelled.addEventListener(
      'abort',
      () => {
        for (const seat of audience.seats) seat.gone.abort()
      },
      { once: true },
    )
  }
  const tell = (seat: Seat): void => {
    if (page) seat.onEvent?.({ event: 'verify', url: page.url, userCode: page.userCode })
  }

  return {
    join({ ask, onEvent }) {
      const audience = audiences.get(ask) ?? { seats: new Set(), shown: null }
      audiences.set(ask, audience)
      const seat: Seat = { onEvent, gone: new AbortController() }
      audience.seats.add(seat)
      tell(seat)
      if (audience.shown === null) show(ask, audience)
      return {
        cancelled: seat.gone.signal,
        leave() {
          audience.seats.delete(seat)
          if (audience.seats.size > 0) return
          audience.shown?.close()
          audiences.delete(ask)
        },
      }
    },
    open(question) {
      page = question
      for (const [ask, audience] of audiences) {
        for (const seat of audience.seats) tell(seat)
        show(ask, audience)
      }
      return () => {
        if (page !== question) return
        page = null
        for (const [ask, audience] of audiences) show(ask, audience)
      }
    },
    empty: () => audiences.size === 0,
  }
}
