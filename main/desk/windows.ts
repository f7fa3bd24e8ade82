// The windows that are open: each a pipe; all see the same snapshot and the same questions, and any may answer.

import type { CheckRow } from '../../shared/fleet.ts'
import type { Prompt } from '../../shared/prompt.ts'
import type { EventFrame, Pipe } from '../../shared/wire.ts'
import type { Ask } from '../ask.ts'
import type { House } from '../house.ts'
import { connect } from '../serve.ts'
import type { WindowHost } from './caller.ts'
import { serveDesk } from './desk.ts'
import { createSnapshots } from './snapshots.ts'
import { createTargetLists } from './target-lists.ts'

export interface Windows {
  /** Serves the desk contract on a window's pipe until it closes. */
  accept(pipe: Pipe): void
  /** Asks the people in front of the windows; there is nobody while none is open. */
  readonly ask: Ask
  count(): number
  close(): void
}

export const createWindows = (house: House, host: WindowHost): Windows => {
  const pipes = new Set<Pipe>()
  const open = new Map<string, Prompt>()
  const prompts = (): readonly Prompt[] => [...open.values()]
  const snapshots = createSnapshots(house, host, prompts)
  const broadcast = (frame: EventFrame): void => {
    for (const pipe of pipes) pipe.send(frame)
  }

  const ask = house.prompts.askOf({
    present: () => pipes.size > 0,
    show(prompt) {
      open.set(prompt.id, prompt)
      snapshots.changed()
    },
    change(prompt) {
      if (!open.has(prompt.id)) return
      open.set(prompt.id, prompt)
      snapshots.changed()
    },
    hide(id) {
      open.delete(id)
      snapshots.changed()
    },
  })
  const lists = createTargetLists(house, snapshots)
  const answer = serveDesk(house, snapshots, lists, host, prompts)

  /** One at a time: what is told next builds on what was told before. */
  let telling: Promise<void> = Promise.resolve()
  const tellTargets = (): Promise<void> => {
    telling = telling.then(async () => {
      const news = await lists.news()
      if (news !== null) broadcast(news)
    })
    return telling
  }
  /** Snapshots are made while somebody looks: an agent without a window has hundreds of changes and no use for them. */
  let stopTelling: (() => void) | null = null
  const startTelling = (): void => {
    stopTelling ??= snapshots.onChange((snapshot, targets) => {
      broadcast({ type: 'event', name: 'snapshot', value: snapshot })
      if (targets) tellTargets().catch(house.log.bug)
    })
  }
  const stops = [
    house.book.onChange(() => snapshots.changed('targets')),
    house.catalogs.onChange(() => snapshots.changed('targets')),
    house.targets.onChange(() => snapshots.changed('targets')),
    house.signIns.onChange(() => snapshots.changed('targets')),
    house.settings.onChange(() => snapshots.changed()),
    house.clock.onJump(() => snapshots.changed('targets')),
    house.vault.onLockChange(() => snapshots.changed('targets')),
  ]

  return {
    ask,
    count: () => pipes.size,
    accept(pipe) {
      pipes.add(pipe)
      const gone = house.uses.begin('window')
      startTelling()
      const progress = (work: string, sentence: string): void =>
        pipe.send({ type: 'event', name: 'progress', value: { work, sentence } })
      const checked = (work: string, row: CheckRow): void =>
        pipe.send({ type: 'event', name: 'checked', value: { work, row } })
      connect(pipe, answer, { callerFor: signal => ({ ask, signal, progress, checked }) })
      pipe.onClose(() => {
        pipes.delete(pipe)
        gone()
        if (pipes.size > 0) return
        lists.forget()
        stopTelling?.()
        stopTelling = null
      })
    },
    close() {
      for (const stop of stops) stop()
      snapshots.close()
      for (const pipe of pipes) pipe.close()
      pipes.clear()
    },
  }
}
