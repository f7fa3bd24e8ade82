// What can be done with a target, and how each attempt goes: remembered per target, so that moving on loses no answer.
import { useCallback, useMemo, useState } from 'react'
import type { Failure } from '../../../shared/failure.ts'
import type { Result } from '../../../shared/result.ts'
import type { ProfileMode } from '../../../shared/session.ts'
import type { Shell } from '../../../shared/settings.ts'
import { useDesk } from '../../desk/hooks.ts'
import { openPage } from '../../place/open-page.ts'
import { writeClipboard } from '../../place/write-clipboard.ts'

export type Act = 'assume' | 'console' | 'copy' | 'stop' | 'pin'
export type Attempt = {
  readonly busy: Act | null
  readonly failed: Act | null
  readonly failure: Failure | null
  /** What came of it, as sentences. */
  readonly said: readonly string[]
}
const untried: Attempt = { busy: null, failed: null, failure: null, said: [] }

export type ProfileDraft = { readonly profile?: string; readonly mode?: ProfileMode }

export type Deliveries = {
  attempt(target: string): Attempt
  assume(target: string, draft: ProfileDraft, replaceForeign?: boolean): void
  openConsole(target: string): void
  copyEnvironment(target: string, shell: Shell): void
  stop(target: string): void
  pin(target: string, pinned: boolean): void
  copyText(target: string, text: string, said: string): void
}

export const useDeliveries = (): Deliveries => {
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
      openConsole(target) {
        void attempt(
          target,
          'console',
          () => call('openConsole', { target }),
          ({ open, notices }) => {
            if (open !== null) openPage(open)
            return ['The console is open in a tab of its own.', ...notices]
          },
        )
      },
      copyEnvironment(target, shell) {
        void attempt(
          target,
          'copy',
          () => call('copyEnvironment', { target, shell }),
          async ({ text, sentence }) => {
            if (text !== null && !(await writeClipboard(text))) return [`Run this to get it: ${text}`]
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
      pin(target, pinned) {
        void attempt(
          target,
          'pin',
          () => (pinned ? call('pin', { target }) : call('unpin', { target })),
          () => [],
        )
      },
      copyText(target, text, said) {
        void writeClipboard(text).then(copied => set(target, { ...untried, said: [copied ? said : text] }))
      },
    }),
    [attempts, attempt, call, set],
  )
}
