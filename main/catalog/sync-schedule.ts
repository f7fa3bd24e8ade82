// When sources are asked by themselves: soon after the start, then now and then, never all machines of a team at once.
import type { Clock } from '../clock.ts'

export type ScheduleDeps = {
  readonly clock: Clock
  /** @returns true when every host answered */
  readonly sync: () => Promise<boolean>
  /** From 0 up to 1; an argument so that a test can tell when. */
  readonly random?: () => number
}

const minute = 60_000
/** The window is there first, and a team that starts at nine does not arrive at nine sharp. */
const first = 5_000
const usual = 30 * minute
/** After a silent host: sooner, and never more often than this. */
const afterSilence = 5 * minute

/** Begins now; returns a stop. A look that runs when it is stopped is not waited for. */
export const scheduleSync = ({ clock, sync, random = Math.random }: ScheduleDeps): (() => void) => {
  let stopped = false
  let cancel: () => void = () => undefined
  /** Between one and one and a half times as long. */
  const after = (ms: number): void => {
    if (!stopped) cancel = clock.at(clock.now() + ms * (1 + random() / 2), run)
  }
  const run = (): void => {
    void sync().then(
      all => after(all ? usual : afterSilence),
      () => after(usual),
    )
  }
  after(first)
  return () => {
    stopped = true
    cancel()
  }
}
