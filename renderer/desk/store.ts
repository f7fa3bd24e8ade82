// Holds what main said last (one snapshot, the rows of targets) and the state of the connection, for React to read.
import type { Failure } from '../../shared/failure.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { applyChanges, type TargetChanges } from '../../shared/target-changes.ts'
import type { AccountTags, TargetList, TargetRow } from '../../shared/target-row.ts'
import type { Desk } from './connect.ts'
import type { Asked } from './first-desk.ts'

/** `lost`: main is gone; what was known stays visible and says so. */
export type LinkState = 'connecting' | 'live' | 'lost'

export type DeskState = {
  readonly link: LinkState
  readonly snapshot: Snapshot | null
  readonly rows: readonly TargetRow[] | null
  readonly tags: AccountTags
  /** Why main, which is there, did not say how things are; null = it did, or is not there. */
  readonly failure: Failure | null
  /** Why the list could not be had; what is shown is what was known before. */
  readonly listFailure: Failure | null
}

export type DeskStore = {
  /** The live client; calls while main is gone fail as unreachable. */
  readonly desk: () => Desk | null
  readonly read: () => DeskState
  readonly subscribe: (listener: () => void) => () => void
  /** Main's time, ms since the epoch: the window counts from it, not from its own clock. */
  readonly now: () => number
  readonly onSecond: (listener: () => void) => () => void
  /** Tries to reach main at once instead of after the pause. */
  readonly retry: () => void
  /** Asks main for everything anew, after a list could not be had. */
  readonly askAgain: () => void
}

/** Main sends the rows right after the snapshot that speaks of them; only when they do not come are they asked for. */
const patience = 300
/** How long everything else waits for the rows, so that it is drawn once and not twice, in ms. */
const together = 250
const firstPause = 1_000
const longestPause = 15_000

/**
 * @param connect opens one connection and asks for snapshot and rows, null when main does not answer
 * @param clock the page's own time in ms; only its difference to main's is used
 */
export const createDeskStore = (connect: () => Promise<Asked | null>, clock: () => number): DeskStore => {
  let state: DeskState = {
    link: 'connecting',
    snapshot: null,
    rows: null,
    tags: {},
    failure: null,
    listFailure: null,
  }
  let desk: Desk | null = null
  let ahead = 0
  let rowsRevision = -1
  let held: TargetList | null = null
  let fetching = false
  let pause = firstPause
  let waiting: ReturnType<typeof setTimeout> | null = null
  const listeners = new Set<() => void>()

  const set = (change: Partial<DeskState>): void => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }

  const takeRows = (list: TargetList): void => {
    held = list
    rowsRevision = list.revision
    set({ rows: list.rows, tags: list.tags, listFailure: null })
  }
  /** Changes of another list than the one that is held are left alone: the snapshot beside them says what to ask for. */
  const takeChanges = (changes: TargetChanges): void => {
    const next = held && applyChanges(held, changes)
    if (next) takeRows(next)
  }

  /** Asks for the rows until they are the ones the snapshot speaks of; one question at a time. */
  const fetchRows = async (from: Desk): Promise<void> => {
    if (fetching) return
    fetching = true
    try {
      while (desk === from && state.snapshot && state.snapshot.targetsRevision !== rowsRevision) {
        if (state.rows) await new Promise(resolve => setTimeout(resolve, patience))
        const wanted = state.snapshot.targetsRevision
        if (desk !== from || wanted === rowsRevision) continue
        const answer = await from.call.targets({})
        if (desk !== from) return
        if (!answer.ok) return set({ listFailure: answer.failure })
        takeRows(answer.value)
        // An answer older than the snapshot would be asked for for ever; it counts as what was wanted.
        if (rowsRevision < wanted) rowsRevision = wanted
      }
    } finally {
      fetching = false
    }
  }

  const takeSnapshot = (from: Desk, snapshot: Snapshot): void => {
    const mainNow = Date.parse(snapshot.now)
    if (Number.isFinite(mainNow)) ahead = mainNow - clock()
    set({ link: 'live', snapshot, failure: null })
    void fetchRows(from)
  }

  const lose = (): void => {
    desk = null
    set({ link: 'lost' })
    waiting = setTimeout(open, pause)
    pause = Math.min(pause * 2, longestPause)
  }

  const open = (): void => {
    if (waiting) clearTimeout(waiting)
    waiting = null
    void connect().then(async asked => {
      if (!asked) return lose()
      const opened = asked.desk
      desk = opened
      rowsRevision = -1
      held = null
      opened.onClose(() => {
        if (desk === opened) lose()
      })
      opened.on('snapshot', snapshot => {
        if (desk === opened) takeSnapshot(opened, snapshot)
      })
      opened.on('targets', value => {
        if (desk === opened) takeRows(value)
      })
      opened.on('targetChanges', changes => {
        if (desk === opened) takeChanges(changes)
      })
      // Both were asked for at once: a window is usable when it has rows, and one way there and back is saved.
      const first = await asked.snapshot
      if (desk !== opened) return
      if (!first.ok) return set({ failure: first.failure })
      pause = firstPause
      fetching = true
      const early = asked.targets.then(answer => {
        fetching = false
        if (desk !== opened) return
        if (answer.ok && answer.value.revision > rowsRevision) takeRows(answer.value)
        void fetchRows(opened)
      })
      // Rows that come at once are drawn with the rest; whoever waits longer sees what is waited for.
      await Promise.race([early, new Promise(resolve => setTimeout(resolve, together))])
      if (desk === opened) takeSnapshot(opened, first.value)
    })
  }
  open()

  const second = new Set<() => void>()
  let ticking: ReturnType<typeof setInterval> | null = null
  return {
    desk: () => desk,
    read: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    now: () => clock() + ahead,
    onSecond(listener) {
      second.add(listener)
      ticking ??= setInterval(() => {
        for (const each of second) each()
      }, 1_000)
      return () => {
        second.delete(listener)
        if (second.size > 0 || !ticking) return
        clearInterval(ticking)
        ticking = null
      }
    },
    askAgain() {
      const from = desk
      if (from === null) return
      void from.call.snapshot({}).then(answer => {
        if (desk !== from) return
        if (answer.ok) takeSnapshot(from, answer.value)
        else set({ failure: answer.failure })
      })
    },
    retry() {
      if (!waiting) return
      pause = firstPause
      open()
    },
  }
}
