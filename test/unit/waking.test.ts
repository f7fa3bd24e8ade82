// Sleep, wake and the network: who is told what, and that nothing is looked at more often than every ten seconds.
import { EventEmitter } from 'node:events'
import { afterEach, expect, test, vi } from 'vitest'
import type { Electron } from '../../main/electron/electron-parts.ts'
import { followWaking } from '../../main/electron/waking.ts'

afterEach(() => void vi.useRealTimers())

test('waking, an unlocked screen and a network that comes back are looked at; the end of the system is passed on', () => {
  vi.useFakeTimers()
  const powerMonitor = new EventEmitter()
  const state = { online: true }
  const net = { isOnline: () => state.online }
  const awake = vi.fn()
  const goingDown = vi.fn()
  const electron = { net, powerMonitor } as unknown as Pick<Electron, 'net' | 'powerMonitor'>
  const stop = followWaking({ electron, awake, goingDown })
  powerMonitor.emit('resume')
  powerMonitor.emit('unlock-screen')
  expect(awake).toHaveBeenCalledTimes(2)
  state.online = false
  vi.advanceTimersByTime(60_000)
  expect(awake).toHaveBeenCalledTimes(2)
  state.online = true
  vi.advanceTimersByTime(9_999)
  expect(awake).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(10_000)
  expect(awake).toHaveBeenCalledTimes(3)
  powerMonitor.emit('shutdown')
  expect(goingDown).toHaveBeenCalledOnce()
  stop()
  state.online = false
  vi.advanceTimersByTime(20_000)
  state.online = true
  vi.advanceTimersByTime(20_000)
  expect(awake).toHaveBeenCalledTimes(3)
})
