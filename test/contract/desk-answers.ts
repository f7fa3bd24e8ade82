// A desk to call through every pipe: each answer shows one way a call can end.

import { connect, serve } from '../../main/serve.ts'
import type { Answers } from '../../shared/contract.ts'
import type { DeskContract } from '../../shared/desk-contract.ts'
import { deskContract } from '../../shared/desk-contract.ts'
import type { SignInId } from '../../shared/names.ts'
import { failed, ok } from '../../shared/result.ts'
import type { TargetRow } from '../../shared/target-row.ts'
import type { Pipe } from '../../shared/wire.ts'

type Caller = { readonly signal: AbortSignal; readonly pipe: Pipe }

/** What the desk saw, for the tests to look at. */
export type Seen = { calls: string[]; bugs: unknown[]; cancelled: string[] }

export const createDesk = () => {
  const seen: Seen = { calls: [], bugs: [], cancelled: [] }
  const rows: readonly TargetRow[] = []
  const some: Partial<Answers<DeskContract, Caller>> = {
    /** Answers with a value in which every kind of JSON occurs. */
    targets: async () => ok({ revision: 7, rows, tags: {} }),
    /** Answers with what it was given, so that a default of the schema shows. */
    previewRoute: async input => {
      seen.calls.push(`previewRoute ${JSON.stringify(input)}`)
      return failed({
        kind: 'unknown-name',
        what: 'target',
        name: input.target,
        nearest: ['ä/Ω', '"quoted"\n'],
      })
    },
    signOut: async ({ signIn }) =>
      failed({ kind: 'sign-in-required', signIn: signIn as SignInId, reason: 'ended' }),
    stopAll: () => {
      throw new Error('a mistake in the desk')
    },
    lock: async () => Promise.reject(new Error('a mistake, later')),
    /** Tells of its progress before it answers. */
    refreshList: async (_input, { pipe }) => {
      for (const revision of [1, 2, 3])
        pipe.send({ type: 'event', name: 'targets', value: { revision, rows, tags: {} } })
      return ok(null)
    },
    /** Waits until its caller is gone. */
    unlock: (_input, { signal }) =>
      new Promise(resolve => {
        seen.calls.push('unlock')
        signal.addEventListener('abort', () => {
          seen.cancelled.push('unlock')
          resolve(failed({ kind: 'cancelled', what: 'unlock' }))
        })
      }),
  }
  const answer = serve(deskContract, some as Answers<DeskContract, Caller>, error => {
    seen.bugs.push(error)
    return `bug-${seen.bugs.length}`
  })
  return {
    seen,
    /** For the end of a pipe that main holds. */
    accept: (pipe: Pipe): void => connect(pipe, answer, { callerFor: signal => ({ signal, pipe }) }),
  }
}
