// Sleep, wake and a network that comes back: what ended meanwhile ends at once, what can be renewed is.
import type { Electron } from './electron-parts.ts'

/** Electron tells of no change of the network, so it is looked at; asking costs nothing. */
const lookEvery = 10_000

export type WakingDeps = {
  readonly electron: Pick<Electron, 'net' | 'powerMonitor'>
  /** The machine woke, or can be seen again: time may have jumped, renewals may be due. */
  readonly awake: () => void
  /** The system itself goes down: there is no time for questions. */
  readonly goingDown: () => void
}

/** @returns stops looking */
export const followWaking = ({ electron, awake, goingDown }: WakingDeps): (() => void) => {
  const { net, powerMonitor } = electron
  powerMonitor.on('resume', awake)
  powerMonitor.on('unlock-screen', awake)
  powerMonitor.on('shutdown', goingDown)
  let online = net.isOnline()
  const timer = setInterval(() => {
    const now = net.isOnline()
    if (now && !online) awake()
    online = now
  }, lookEvery)
  timer.unref()
  return () => clearInterval(timer)
}
