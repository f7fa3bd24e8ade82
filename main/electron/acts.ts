// Does what a click in tray, menu or notification asks for: the same calls as the window's, and a word when one fails.
import { explain } from '../../shared/explain.ts'
import type { Failure } from '../../shared/failure.ts'
import type { TargetId } from '../../shared/names.ts'
import type { Result } from '../../shared/result.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { Act, Place } from './menu-item.ts'
import type { Notice } from './notices.ts'
import type { OwnDesk } from './own-desk.ts'
import { targetPlace } from './place.ts'
import type { YesOrNo } from './system-questions.ts'

export type ActDeps = {
  readonly desk: OwnDesk
  readonly snapshot: () => Snapshot | null
  readonly show: (place: Place | null) => void
  readonly tell: (notice: Notice) => void
  /** Asks a person yes or no, in a question of the system. */
  readonly confirm: (question: YesOrNo) => Promise<boolean>
  /** Puts what is no secret on the clipboard. */
  readonly copy: (text: string) => void
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
  const sayLive = (
    title: string,
    opened: Awaited<ReturnType<OwnDesk['call']['startSession']>>,
    target: TargetId,
  ): void => {
    if (!told(opened, targetPlace(target))) return
    const { session, notices } = opened.value
    const profile = session.profile === null ? '' : `The profile ${session.profile} is ready. `
    tell({ title, body: `${profile}${notices.join(' ')}`.trim(), place: targetPlace(target) })
  }

  /** What AWS alone can end is said at once, with the policy for it: nobody comes back to this later. */
  const endEverything = async (): Promise<void> => {
    const live = deps.snapshot()?.sessions.length ?? 0
    const sure = await deps.confirm({
      message:
        live === 0
          ? 'End everything?'
          : `End ${live === 1 ? 'the live session' : `all ${live} live sessions`}?`,
      detail: 'Profiles are taken away, console windows are closed, and every sign-in is signed out.',
      yes: 'End everything',
    })
    if (!sure) return
    const ended = await desk.call.endEverything({})
    if (!told(ended, 'sessions')) return
    const { remaining, policy, troubles } = ended.value
    const rest = remaining.map(
      ({ arn, expiresAt, attachTo }) => `${arn}, until ${expiresAt.slice(11, 16)} UTC: ${attachTo}`,
    )
    if (policy === null) return sayAll('Everything ended', troubles, 'sessions')
    const copies = await deps.confirm({
      message: 'Everything ended here. Copies of what AWS issued last until their end.',
      detail: [...troubles, 'A policy ends them at once:', ...rest].join('\n'),
      yes: 'Copy the policy',
      no: 'Close',
    })
    if (copies) deps.copy(policy)
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
      case 'end-everything':
        return endEverything()
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
      case 'assume':
        return sayLive('Session started', await desk.call.startSession({ target: act.target }), act.target)
      case 'renew':
        return sayLive('Session renewed', await desk.call.renewSession({ target: act.target }), act.target)
    }
  }
}
