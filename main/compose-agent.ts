// The two ways a house serves the agent contract: inside one command, or resident with a socket and windows.

import { exitCodes } from '../shared/exit-code.ts'
import { explain } from '../shared/explain.ts'
import type { FailureKind } from '../shared/failure.ts'
import { remedyInWords } from '../shared/remedy.ts'
import { failed, ok, type Result } from '../shared/result.ts'
import { createMemoryPipe, type Pipe } from '../shared/wire.ts'
import { acceptAgent, audienceOf } from './agent/accept.ts'
import { serveAgent } from './agent/agent.ts'
import { answerProcess } from './agent/process-document.ts'
import type { Asks } from './agent/socket-client.ts'
import { openAgentSocket } from './agent/socket-server.ts'
import { type Ask, askNobodyHere } from './ask.ts'
import { createHouse, type HouseOptions } from './compose.ts'
import type { WindowHost } from './desk/caller.ts'
import { createWindows, type Windows } from './desk/windows.ts'
import type { House } from './house.ts'
import { createIdleLock } from './idle-lock.ts'
import { createPromptBook } from './prompt-book.ts'

export type CommandHouse = {
  readonly pipe: Pipe
  /**
   * Sweeps away what ended while nothing ran. It may ask for the passphrase, so it is called once the pipe has its
   * client. Fails only with what the person answered: whatever else is wrong, the command itself says where it matters.
   */
  begin(): Promise<Result<void>>
  /** Answers credential-process; nobody can be asked. */
  processDocument(target: string, signal: AbortSignal): Promise<Result<string>>
  close(): Promise<void>
}

/** Asking again after one of these would be asking twice. */
const saidByPerson: ReadonlySet<FailureKind> = new Set([
  'cancelled',
  'interrupted',
  'passphrase-wrong',
  'keychain-dismissed',
  'answer-refused',
])

/** Composes the rooms for one command. */
export const composeForCommand = async (
  options: Pick<HouseOptions, 'env' | 'cli' | 'desktop'>,
  asks: Asks,
): Promise<Result<CommandHouse>> => {
  const [mine, theirs] = createMemoryPipe()
  const prompts = createPromptBook()
  const ask = prompts.askOf(audienceOf(theirs, asks))
  const composed = await createHouse({ ...options, resident: false, ask, prompts })
  if (!composed.ok) return composed
  const house = composed.value
  acceptAgent(theirs, asks, serveAgent(house, null), prompts, askNobodyHere)
  return ok({
    pipe: mine,
    async begin() {
      const swept = house.vault.locked() ? ok(null) : await house.book.sweep()
      return !swept.ok && saidByPerson.has(swept.failure.kind) ? swept : ok(undefined)
    },
    async processDocument(target, signal) {
      const lost = house.vault.setAside()
      return lost === null ? answerProcess(house, target, askNobodyHere, signal) : failed(lost)
    },
    async close() {
      mine.close()
      await house.close()
    },
  })
}

const lockIdle = async (house: House): Promise<void> => {
  await house.activity.append({
    what: 'lock',
    who: house.person,
    outcome: 'done',
    door: 'agent',
    detail: 'nobody used it',
  })
  await house.vault.lock()
}

export type Resident = {
  readonly house: House
  readonly windows: Windows
  /** Starts what goes on by itself: renewals, watching the catalogs. Call once the window shows. */
  begin(): void
  close(): Promise<void>
}

export type ResidentOptions = Omit<HouseOptions, 'resident' | 'ask' | 'prompts'> & {
  readonly host: WindowHost
  /** A fresh address of the window, or null when it was only brought forward. */
  readonly openWindow: () => Promise<string | null>
}

/** Composes the house that stays. Fails with name-taken when one stays for this home already. */
export const composeResident = async (options: ResidentOptions): Promise<Result<Resident>> => {
  const prompts = createPromptBook()
  let windows: Windows | null = null
  // The vault may need a passphrase before there is a window: then the question waits for one.
  const askWindows: Ask = {
    get can() {
      return windows?.ask.can ?? false
    },
    answer: (question, signal) => (windows?.ask ?? askNobodyHere).answer(question, signal),
    show: question => (windows?.ask ?? askNobodyHere).show(question),
  }
  const composed = await createHouse({ ...options, resident: true, ask: askWindows, prompts })
  if (!composed.ok) return composed
  const house = composed.value
  windows = createWindows(house, options.host)
  const opened = windows

  const served = serveAgent(house, { open: options.openWindow, present: () => opened.count() > 0 })
  const answer: typeof served = async (name, input, caller) => {
    const used = house.uses.begin('command')
    try {
      return await served(name, input, caller)
    } finally {
      used()
    }
  }
  const socket = await openAgentSocket({
    ...house.paths,
    accept: (pipe, asks) => acceptAgent(pipe, asks, answer, prompts, askWindows),
    async processDocument(target, signal) {
      const used = house.uses.begin('profile')
      const document = await answerProcess(house, target, askWindows, signal)
      used()
      if (document.ok) return { exit: 0, body: document.value }
      const { title, detail, remedy } = explain(document.failure)
      const way = remedy === null ? '' : `\n  ${remedyInWords(remedy)}`
      return {
        exit: exitCodes[document.failure.kind],
        body: `switchyard: ${title}\n  ${detail}${way}\n`,
        failure: document.failure,
      }
    },
  })
  if (!socket.ok) {
    opened.close()
    await house.close()
    return socket
  }
  const stops: (() => void)[] = []
  const resume = async (): Promise<void> => {
    const resumed = await house.book.resume()
    void house.signIns.settlePortals()
    if (!resumed.ok && resumed.failure.kind !== 'vault-locked') house.log.warn(explain(resumed.failure).title)
    // A portal's list that broke off goes on where it stopped.
    const lists = resumed.ok ? await house.signIns.portalListings() : resumed
    for (const { signIn, complete } of lists.ok ? lists.value : [])
      if (!complete) void house.targets.listPortal(signIn, { refresh: false })
  }
  return ok({
    house,
    windows: opened,
    begin() {
      // What came due while the vault was locked could not be done.
      const onLockChange = (): void => {
        // Who unlocks is there.
        house.uses.touch()
        idle.rearm()
        if (!house.vault.locked()) void resume()
      }
      const idle = createIdleLock({
        clock: house.clock,
        after: () => house.settings.now().lockWhenIdle,
        lastUse: house.uses.lastByPerson,
        locked: () => house.vault.locked(),
        lock: () => void lockIdle(house),
      })
      idle.rearm()
      stops.push(
        house.catalogs.watch(),
        house.vault.onLockChange(onLockChange),
        house.settings.onChange(idle.rearm),
        house.clock.onJump(() => void house.signIns.settlePortals()),
        idle.close,
      )
      void resume()
    },
    async close() {
      for (const stop of stops) stop()
      opened.close()
      await socket.value.close()
      await house.close()
    },
  })
}
