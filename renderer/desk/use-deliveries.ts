// What can be done with a target, and how each attempt goes: remembered per target, so that moving on loses no answer.
import { createContext, use, useCallback, useMemo, useState } from 'react'
import type { CopyKind } from '../../shared/desk-contract.ts'
import type { Failure } from '../../shared/failure.ts'
import type { Result } from '../../shared/result.ts'
import type { ProfileMode } from '../../shared/session.ts'
import type { Settings, Shell } from '../../shared/settings.ts'
import { openPage } from '../place/open-page.ts'
import { writeClipboard } from '../place/write-clipboard.ts'
import { type InputOfCall, useDesk } from './hooks.ts'

export type Act = 'assume' | 'console' | 'terminal' | 'copy' | 'stop' | 'pin' | 'change'
export type Attempt = {
  readonly busy: Act | null
  readonly failed: Act | null
  readonly failure: Failure | null
  /** What came of it, as sentences. */
  readonly said: readonly string[]
}
const untried: Attempt = { busy: null, failed: null, failure: null, said: [] }

export type ProfileDraft = { readonly profile?: string; readonly mode?: ProfileMode }

type PersonalChange = InputOfCall<'changePersonal'>['change']
/** null takes a wish back, what is not named stays. */
export type TargetWishes = Omit<Extract<PersonalChange, { kind: 'target' }>, 'kind' | 'target'>

/** Where in the console one lands. */
export type ConsolePlace = {
  readonly service?: string
  readonly region?: string
  /** Where it opens; the settings say when it is not named. */
  readonly in?: Settings['consoleIn']
}

export type Deliveries = {
  attempt(target: string): Attempt
  assume(target: string, draft: ProfileDraft, replaceForeign?: boolean): void
  openConsole(target: string, at?: ConsolePlace): void
  openTerminal(target: string): void
  copy(target: string, what: CopyKind, shell?: Shell): void
  stop(target: string): void
  /** @param name its own name; the account's when it has none */
  pin(target: string, pinned: boolean, name?: string): void
  /** Keeps what the person wishes for a target. */
  change(target: string, wishes: TargetWishes): void
  copyText(target: string, text: string, said: string): void
}

/** Kept for the whole window, because the palette starts what the details then tell of. */
export const useDeliveriesOfWindow = (): Deliveries => {
  const call = useDesk()
  const [attempts, setAttempts] = useState<ReadonlyMap<string, Attempt>>(new Map())

  const set = useCallback((target: string, attempt: Attempt) => {
    setAttempts(before => new Map(before).set(target, attempt))
  }, [])

  const attempt = useCallback(
    async <T>(
      target: string,
      act: Act,
      work: () => Promise<Result<T>>,
      words: (value: T) => readonly string[] | Promise<readonly string[]>,
    ) => {
      set(target, { ...untried, busy: act })
      const result = await work()
      if (result.ok) return set(target, { ...untried, said: await words(result.value) })
      // A person who cancelled knows it.
      const failure = result.failure.kind === 'cancelled' ? null : result.failure
      set(target, { ...untried, failed: failure ? act : null, failure })
    },
    [set],
  )

  return useMemo(
    () => ({
      attempt: target => attempts.get(target) ?? untried,
      assume(target, draft, replaceForeign = false) {
        void attempt(
          target,
          'assume',
          () => call('startSession', { target, ...draft, replaceForeign }),
          ({ session, notices }) => [
            ...(session.profile ? [`Profile ${session.profile} is written.`] : []),
            ...notices,
          ],
        )
      },
      openConsole(target, at = {}) {
        void attempt(
          target,
          'console',
          () => call('openConsole', { target, ...at }),
          ({ open, notices }) => {
            if (open !== null) openPage(open)
            const where = open === null ? 'The console is open.' : 'The console is open in a tab of its own.'
            return [where, ...notices]
          },
        )
      },
      openTerminal(target) {
        void attempt(
          target,
          'terminal',
          () => call('openTerminal', { target }),
          ({ terminal, notices }) => [`${terminal} is open as this target.`, ...notices],
        )
      },
      copy(target, what, shell) {
        void attempt(
          target,
          'copy',
          () => call('copy', { target, what, ...(shell === undefined ? {} : { shell }) }),
          async ({ text, sentence }) => {
            if (text !== null && !(await writeClipboard(text))) return [`It could not be copied: ${text}`]
            return [sentence]
          },
        )
      },
      stop(target) {
        void attempt(
          target,
          'stop',
          () => call('stopSession', { target }),
          () => ['Stopped. The profile is removed.'],
        )
      },
      pin(target, pinned, name) {
        void attempt(
          target,
          'pin',
          () =>
            pinned
              ? call('pin', { target, ...(name === undefined ? {} : { name }) })
              : call('unpin', { target }),
          () => [],
        )
      },
      change(target, wishes) {
        void attempt(
          target,
          'change',
          () => call('changePersonal', { change: { kind: 'target', target, ...wishes } }),
          () => ['Kept for you.'],
        )
      },
      copyText(target, text, said) {
        void writeClipboard(text).then(copied => set(target, { ...untried, said: [copied ? said : text] }))
      },
    }),
    [attempts, attempt, call, set],
  )
}

export const DeliveriesContext = createContext<Deliveries | null>(null)

export const useDeliveries = (): Deliveries => {
  const deliveries = use(DeliveriesContext)
  if (!deliveries) throw new Error('A part was drawn outside of the window')
  return deliveries
}
