// Writes sign-ins, sign-outs and keys into the activity record, whichever door they came through.
import type { ActivityEntry } from '../../shared/activity.ts'
import { explain } from '../../shared/explain.ts'
import type { SignInId } from '../../shared/names.ts'
import type { Result } from '../../shared/result.ts'
import type { Activity } from '../activity/record.ts'
import type { CallerBook } from '../callers.ts'
import type { SignIns } from '../sign-ins/sign-ins.ts'
import type { Door, SessionBook } from './sessions.ts'

type Recorded = Pick<SignIns, 'signIn' | 'signOut' | 'addKey' | 'rotateKey' | 'removeKey'>

export type RecordDeps = {
  readonly signIns: SignIns
  readonly activity: Activity
  readonly book: Pick<SessionBook, 'stopSignIn'>
  readonly prompts: { readonly callers: CallerBook }
  /** The name on this machine, for what happens before AWS says who it is. */
  readonly person: string
}

const outcomeOf = (result: Result<unknown>): ActivityEntry['outcome'] => {
  if (result.ok) return 'done'
  const { kind } = result.failure
  if (kind === 'cancelled' || kind === 'interrupted') return 'cancelled'
  return kind === 'sign-in-denied' || kind === 'mfa-rejected' || kind === 'key-refused' ? 'refused' : 'failed'
}

/** The same acts, each with a row of its own. A row that cannot be written hinders nobody from signing in or out. */
export const recordSignIns = (
  { signIns, activity, book, prompts, person }: RecordDeps,
  door: Door,
): Recorded => {
  const record = async <T>(
    what: ActivityEntry['what'],
    signIn: SignInId,
    act: Promise<Result<T>>,
    userOf: (value: T) => string | null,
    detail?: string,
  ): Promise<Result<T>> => {
    const result = await act
    const said = result.ok ? detail : explain(result.failure).title
    await activity.append({
      what,
      who: (result.ok ? userOf(result.value) : null) ?? person,
      signIn,
      outcome: outcomeOf(result),
      ...(said === undefined ? {} : { detail: said }),
      door,
    })
    return result
  }
  const userOf = async (id: SignInId): Promise<string | null> => {
    const states = await signIns.states()
    return states.ok ? (states.value.find(view => view.id === id)?.user ?? null) : null
  }
  /** Who signs in waits for the same code as all who came for a target behind it. */
  const signIn: Recorded['signIn'] = async (id, options) => {
    const leave = prompts.callers.come(id, { door, signal: options.signal })
    const past = prompts.callers.atCode(id, id)
    try {
      return await signIns.signIn(id, options)
    } finally {
      past()
      leave()
    }
  }
  return {
    signIn: (id, options) => record('sign-in', id, signIn(id, options), view => view.user),
    signOut: id => record('sign-out', id, signIns.signOut(id), view => view.user),
    async addKey(id, key) {
      const before = await userOf(id)
      const adding = signIns.addKey(id, key)
      const added = await record('keys', id, adding, ({ user }) => user, `added ${key.accessKeyId}`)
      if (!added.ok || before === null || before === added.value.user) return added
      // What lives came from another person: the next one must not act under that name.
      const stopped = await book.stopSignIn(id)
      return stopped.ok ? added : stopped
    },
    rotateKey: (id, wanted) =>
      record('keys', id, signIns.rotateKey(id, wanted), done => done.user, 'rotated'),
    removeKey: id => record('keys', id, signIns.removeKey(id), () => null, 'removed'),
  }
}
