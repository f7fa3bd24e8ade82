// What the desktop has beside its window: tray, menu, shortcut, notifications, links, consoles. All follow the snapshot.
import { join } from 'node:path'
import { explain } from '../../shared/explain.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { applyChanges } from '../../shared/target-changes.ts'
import type { TargetList, TargetRow } from '../../shared/target-row.ts'
import type { Resident } from '../compose-agent.ts'
import { createActs } from './acts.ts'
import type { ConsoleWindows } from './console-windows.ts'
import type { Electron } from './electron-parts.ts'
import { createLinkFollower } from './follow-link.ts'
import { toElectronMenu } from './menu-item.ts'
import { applicationMenu } from './menu-template.ts'
import { type Notice, noticesOf } from './notices.ts'
import type { OwnDesk } from './own-desk.ts'
import { targetPlace } from './place.ts'
import { createPromptWindow } from './prompt-window.ts'
import { type QuitChoice, quitChoice, quitQuestion } from './quitting.ts'
import type { Shortcut } from './shortcut.ts'
import { followStartAtLogin } from './start-at-login.ts'
import { createSystemQuestions } from './system-questions.ts'
import { openTray } from './tray.ts'
import { followWaking } from './waking.ts'
import type { WindowKeeper } from './window-keeper.ts'

export type DesktopDeps = {
  readonly electron: Electron
  readonly resident: Resident
  readonly desk: OwnDesk
  readonly window: WindowKeeper
  readonly consoles: ConsoleWindows
  readonly shortcut: Shortcut
  readonly trayHost: boolean
  readonly env: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
  readonly execPath: string
  /** out/ */
  readonly folder: string
  readonly goingDown: () => void
}

export interface Desktop {
  /** A notification, unless the person wants none. */
  tell(notice: Notice): void
  followLink(text: string): Promise<void>
  /** Asks what becomes of live sessions, and does it; `stay` = do not quit. */
  beforeQuit(): Promise<QuitChoice>
  close(): Promise<void>
}

/** The tray's words count minutes. */
const tick = 20_000

export const startDesktop = async (deps: DesktopDeps): Promise<Desktop> => {
  const { electron, resident, desk, window, consoles, shortcut, platform, folder } = deps
  const { clock, log, book, targets, settings } = resident.house
  let snapshot: Snapshot | null = null
  let rows: readonly TargetRow[] = []

  const show = (place: string | null): void => void window.show(place).catch(log.bug)
  const questions = createSystemQuestions(electron)
  const tell = ({ title, body, place, open }: Notice): void => {
    if (snapshot?.settings.notifications === false) return
    const shown = electron.createNotification({ title, body })
    // What names no place is about the question that waits, wherever that is asked.
    shown?.on('click', () => {
      if (open !== undefined) void electron.shell.openExternal(open).catch(log.bug)
      else if (place !== null || !promptWindow.focus()) show(place)
    })
    shown?.show()
  }
  const acts = createActs({
    desk,
    snapshot: () => snapshot,
    show,
    tell,
    confirm: questions.confirm,
    copy: text => void electron.clipboard.writeText(text),
    quit: () => electron.app.quit(),
  })
  const act = (wanted: Parameters<typeof acts>[0]): void => void acts(wanted).catch(log.bug)
  const tray = deps.trayHost ? openTray({ electron, platform, icons: join(folder, 'icons'), act }) : null
  const promptWindow = createPromptWindow({
    electron,
    folder,
    accept: pipe => resident.windows.accept(pipe),
    trayPlace: () => tray?.place() ?? null,
    cancel: ({ id }) => void desk.call.cancelPrompt({ id }),
    failed(error) {
      log.bug(error)
      show(null)
    },
  })
  window.onShown(() => promptWindow.close())
  /** A question comes to the front: by the tray while the window is out of sight, else in the window. */
  const ask = (isNew: boolean, { prompts }: Snapshot): void => {
    const small = tray !== null && !window.visible()
    if (small) promptWindow.follow(prompts)
    else if (isNew && !window.focused()) show(null)
  }

  const paint = (): void => {
    if (snapshot === null) return
    tray?.show({
      snapshot,
      rows,
      recents: window.recents(),
      now: clock.now(),
    })
  }
  let menu = ''
  const paintMenu = (): void => {
    const items = applicationMenu({ platform, snapshot, packaged: electron.app.isPackaged })
    // A menu that is set anew closes one that is open.
    if (JSON.stringify(items) === menu) return
    menu = JSON.stringify(items)
    electron.setApplicationMenu(electron.createMenu(toElectronMenu(items, act, () => undefined)))
  }
  const followSettings = async (before: Snapshot | null, after: Snapshot): Promise<void> => {
    shortcut.follow(after.settings.shortcut)
    const wished = after.settings.startAtLogin
    if (before?.settings.startAtLogin === wished || (before === null && !wished)) return
    const login = { ...deps, app: electron.app, folder: join(folder, '..') }
    const done = await followStartAtLogin(wished, login)
    if (!done.ok)
      tell({ title: explain(done.failure).title, body: explain(done.failure).detail, place: 'settings' })
  }
  const take = (after: Snapshot): void => {
    const before = snapshot
    snapshot = after
    const old = new Set(before?.sessions.map(session => session.target))
    window.used(after.sessions.map(session => session.target).filter(target => !old.has(target)))
    consoles.follow(after)
    window.follow(after.settings.theme)
    const known = new Set(before?.prompts.map(prompt => prompt.id))
    const asks = after.prompts.some(prompt => !known.has(prompt.id))
    if (!window.focused()) for (const notice of noticesOf(before, after, clock.now())) tell(notice)
    ask(asks, after)
    followSettings(before, after).catch(log.bug)
    paintMenu()
    paint()
  }

  let held = null as TargetList | null
  const holdTargets = (list: TargetList): void => {
    held = list
    rows = list.rows
    paint()
  }

  const stops = [
    desk.on('snapshot', take),
    desk.on('targets', holdTargets),
    desk.on('targetChanges', changes => {
      const next = held && applyChanges(held, changes)
      if (next) return holdTargets(next)
      desk.call
        .targets({})
        .then(asked => asked.ok && holdTargets(asked.value))
        .catch(log.bug)
    }),
    book.onNotice(({ target, sentence, failure }) => {
      tell({
        title: failure === null ? 'A session ends soon' : 'A session could not be renewed',
        body: sentence,
        place: targetPlace(target),
      })
      paint()
    }),
    followWaking({
      electron,
      awake() {
        // Timers that came due while the machine slept run now, and everybody who counts looks again.
        clock.move(clock.offset())
        book.renewDue().catch(log.bug)
      },
      goingDown: deps.goingDown,
    }),
  ]
  const timer = setInterval(paint, tick)
  timer.unref()
  const [first, list] = await Promise.all([desk.call.snapshot({}), desk.call.targets({})])
  if (list.ok && (held === null || held.revision < list.value.revision)) holdTargets(list.value)
  if (first.ok && snapshot === null) take(first.value)

  return {
    tell,
    followLink: createLinkFollower({
      desk,
      find: name => targets.find(name),
      show,
      say: questions.say,
      confirm: questions.confirm,
    }),
    async beforeQuit() {
      // What the window shows comes a little later than the truth, and nothing may open behind the question's back.
      const openings = book.holdOpenings()
      const listed = await book.list()
      const live = listed.ok ? listed.value.length : (snapshot?.sessions.length ?? 0)
      const { onQuit } = settings.now()
      const question = quitQuestion(live, openings.opening, onQuit)
      const answer = question === null ? null : await questions.quit(question)
      const choice = answer === null ? (onQuit === 'end' ? 'end' : 'keep') : quitChoice(answer.button)
      if (answer?.always === true && choice !== 'stay') await desk.call.changeSettings({ onQuit: choice })
      if (choice === 'end') {
        await openings.end()
        const left = await book.list()
        if (left.ok ? left.value.length > 0 : live > 0) await desk.call.stopAll({})
      } else openings.release()
      return choice
    },
    async close() {
      clearInterval(timer)
      for (const stop of stops) stop()
      desk.close()
      promptWindow.close()
      tray?.close()
      shortcut.close()
      await consoles.close()
    },
  }
}
