// Does what a click in tray, menu or notification asks for: the same calls as the window's, and a word when one fails.
import { explain } from '../../shared/explain.ts'
import type { Failure } from '../../shared/failure.ts'
import type { Result } from '../../shared/result.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { Act, Place } from './menu-item.ts'
import type { Notice } from './notices.ts'
import type { OwnDesk } from './own-desk.ts'
import { targetPlace } from './place.ts'

export type ActDeps = {
  readonly desk: OwnDesk
  readonly snapshot: () => Snapshot | null
  readonly show: (place: Place | null) => void
  readonly tell: (notice: Notice) => void
  /** Asks a person yes or no, in a question of the system. */
  readonly confirm: (question: { message: string; detail: string; yes: string }) => Promise<boolean>
  readonly quit: () => void
}

/** What a person did themselves needs no telling. */
const silent: ReadonlySet<Failure['kind']> = new Set(['cancelled', 'interrupted'])

export const createActs = (deps: ActDeps): ((act: Act) => Promise<void>) => {
  const { desk, show, tell } = deps
  const told = <T>(result: Result<T>, place: Place | null): result is { ok: true; value: T } => {
    if (result.ok) return true
    if (!silent.has(result.failure.kind)) {
      const { title, detail } = explain(result.failure)
      tell({ title, body: detail, place })
    }
    return false
  }
  const sayAll = (title: string, sentences: readonly string[], place: Place | null): void => {
    if (sentences.length > 0) tell({ title, body: sentences.join(' '), place })
  }

  return async act => {
    switch (act.do) {
      case 'show':
        return show(act.place)
      case 'quit':
        return deps.quit()
      case 'lock':
        return void told(await desk.call.lock({}), 'settings')
      case 'unlock':
        return void told(await desk.call.unlock({}), 'settings')
      case 'sign-in':
        return void told(await desk.call.signIn({ signIn: act.signIn }), 'sign-ins')
      case 'sign-out':
        return void told(await desk.call.signOut({ signIn: act.signIn }), 'sign-ins')
      case 'end-everything': {
        const live = deps.snapshot()?.sessions.length ?? 0
        const sure = await deps.confirm({
          message: live === 1 ? 'End the live session?' : `End all ${live} live sessions?`,
          detail: 'Their profiles are taken away, and their console windows are closed.',
          yes: 'End everything',
        })
        if (sure) told(await desk.call.stopAll({}), 'sessions')
        return
      }
      case 'stop':
        return void told(await desk.call.stopSession({ target: act.target }), 'sessions')
      case 'terminal':
        return void told(await desk.call.openTerminal({ target: act.target }), targetPlace(act.target))
      case 'console': {
        const opened = await desk.call.openConsole({ target: act.target })
        if (told(opened, targetPlace(act.target)))
          sayAll('Console opened', opened.value.notices, targetPlace(act.target))
        return
      }
      case 'copy-environment': {
        const shell = deps.snapshot()?.settings.shell ?? 'posix'
        const copied = await desk.call.copyEnvironment({ target: act.target, shell })
        if (told(copied, targetPlace(act.target)))
          tell({ title: 'Copied', body: copied.value.sentence, place: null })
        return
      }
      case 'assume': {
        const started = await desk.call.startSession({ target: act.target })
        if (!told(started, targetPlace(act.target))) return
        const { session, notices } = started.value
        const profile = session.profile === null ? '' : `The profile ${session.profile} is ready. `
        tell({
          title: 'Session started',
          body: `${profile}${notices.join(' ')}`.trim(),
          place: targetPlace(act.target),
        })
      }
    }
  }
}
