// Ends all there is: sessions, profiles, caches, sign-ins; and says what AWS alone could end.
import { type Ending, type Remaining, revocationPolicy } from '../../shared/ending.ts'
import { explain } from '../../shared/explain.ts'
import type { Failure } from '../../shared/failure.ts'
import type { SessionView } from '../../shared/session.ts'
import type { SignInView } from '../../shared/snapshot.ts'
import type { Activity } from '../activity/record.ts'
import type { CallerBook } from '../callers.ts'
import type { Clock } from '../clock.ts'
import type { SignIns } from '../sign-ins/sign-ins.ts'
import { recordSignIns } from './record-sign-ins.ts'
import type { Door, SessionBook } from './sessions.ts'
import type { Targets } from './targets.ts'

export type EndingDeps = {
  readonly book: SessionBook
  readonly signIns: SignIns
  readonly targets: Targets
  readonly activity: Activity
  readonly prompts: { readonly callers: CallerBook }
  readonly clock: Clock
  readonly person: string
}

/** A portal's role is AWS's own: only its permission set can be changed. */
const remainingSession = ({ assumedRoleArn, expiresAt, accountId }: SessionView): Remaining => {
  const role = /:assumed-role\/([^/]+)\//.exec(assumedRoleArn)?.[1] ?? ''
  const portal = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(role)?.[1]
  return {
    arn: assumedRoleArn,
    expiresAt,
    attachTo:
      portal === undefined
        ? `Inline policy of the role ${role} in account ${accountId}.`
        : `Inline policy of the permission set ${portal}, then provision it to account ${accountId} again.`,
  }
}

/** A GetSessionToken session outlives us too; the deny goes to the user, whose own key carries no such time and goes on. */
const remainingUser = (view: SignInView): readonly Remaining[] =>
  view.kind === 'iam-user' && view.state !== 'out' && view.expiresAt !== null
    ? [
        {
          arn: `${view.signIn}/${view.user ?? 'user'}`,
          expiresAt: view.expiresAt,
          attachTo: `Inline policy of the IAM user ${view.user ?? view.signIn}; the user’s key itself goes on.`,
        },
      ]
    : []

/**
 * Does all it can, whatever fails in between; keys of IAM users stay in the vault. The one who calls records nothing:
 * each end has a row of its own.
 */
export const endEverything = async (deps: EndingDeps, door: Door): Promise<Ending> => {
  // What is being opened just now would be there a moment after the end.
  const openings = deps.book.holdOpenings()
  try {
    await openings.end()
    return await endAll(deps, door)
  } finally {
    openings.release()
  }
}

const endAll = async (deps: EndingDeps, door: Door): Promise<Ending> => {
  const { book, signIns, targets, clock } = deps
  const troubles: string[] = []
  const trouble = (failure: Failure): void => {
    const { title, detail } = explain(failure)
    troubles.push(`${title}. ${detail}`)
  }
  const live = await book.list()
  const views = await signIns.states()
  const stopped = await book.stopAll()
  if (!stopped.ok) trouble(stopped.failure)
  const signedOut: string[] = []
  const recorded = recordSignIns(deps, door)
  for (const { id, signIn, state } of views.ok ? views.value : []) {
    if (state === 'out') continue
    const out = await recorded.signOut(id)
    if (out.ok) signedOut.push(signIn)
    else trouble(out.failure)
  }
  await targets.listingsChanged()
  const remaining = [
    ...(live.ok ? live.value.map(remainingSession) : []),
    ...(views.ok ? views.value.flatMap(remainingUser) : []),
  ]
  return {
    stopped: stopped.ok ? stopped.value.stopped : [],
    signedOut,
    troubles: [...new Set(troubles)],
    remaining,
    policy: remaining.length === 0 ? null : revocationPolicy(clock.now()),
  }
}
