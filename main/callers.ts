// Who waits for what: every caller is noted where it comes in, so that a question can say how many one answer serves.
import type { SignInId, TargetId } from '../shared/names.ts'
import type { Callers } from '../shared/prompt.ts'

export type Caller = {
  readonly door: 'window' | 'cli' | 'agent'
  /** Of the call it came by: work on many targets that one call began is one caller. */
  readonly signal?: AbortSignal | undefined
}

export interface CallerBook {
  /** Notes one who came for a target, or to sign in; what it answers ends it. */
  come(what: TargetId | SignInId, caller: Caller): () => void
  /** What they came for waits for a code that serves all behind the sign-in; what it answers ends it. */
  atCode(what: TargetId | SignInId, signIn: SignInId): () => void
  /** All whom the answer serves: those of the question's own target, and of all that wait for the same shared code. */
  waitingFor(question: { readonly signIn: SignInId; readonly target: TargetId | null }): Callers
  onChange(take: () => void): () => void
}

/** All windows are one caller: the person in front of them. */
const window = {}

export const createCallerBook = (): CallerBook => {
  const here = new Map<string, Map<object, Caller['door'][]>>()
  const codes = new Map<string, SignInId[]>()
  const takers = new Set<() => void>()
  const ring = (): void => {
    for (const take of takers) take()
  }
  /** Adds to a list of a key until the answer is called. */
  const hold = <K, T>(lists: Map<K, T[]>, key: K, value: T): (() => void) => {
    lists.set(key, [...(lists.get(key) ?? []), value])
    return () => {
      const left = [...(lists.get(key) ?? [])]
      const at = left.indexOf(value)
      if (at >= 0) left.splice(at, 1)
      if (left.length > 0) lists.set(key, left)
      else lists.delete(key)
    }
  }
  const once = (end: () => void): (() => void) => {
    let ended = false
    return () => {
      if (ended) return
      ended = true
      end()
      ring()
    }
  }

  return {
    come(what, { door, signal }) {
      const who = door === 'window' ? window : (signal ?? {})
      const callers = here.get(what) ?? new Map<object, Caller['door'][]>()
      here.set(what, callers)
      const leave = hold(callers, who, door)
      ring()
      return once(() => {
        leave()
        if (callers.size === 0 && here.get(what) === callers) here.delete(what)
      })
    },
    atCode(what, signIn) {
      const leave = hold(codes, what, signIn)
      ring()
      return once(leave)
    },
    waitingFor({ signIn, target }) {
      const asked = target ?? signIn
      const served = new Set([asked])
      if (codes.get(asked)?.includes(signIn))
        for (const [what, signIns] of codes) if (signIns.includes(signIn)) served.add(what)
      const callers = new Map<object, Caller['door'] | undefined>()
      for (const what of served) for (const [who, doors] of here.get(what) ?? []) callers.set(who, doors[0])
      const count = (door: Caller['door']): number =>
        [...callers.values()].filter(each => each === door).length
      return { windows: count('window'), commands: count('cli'), programs: count('agent') }
    },
    onChange(take) {
      takers.add(take)
      return () => void takers.delete(take)
    },
  }
}
