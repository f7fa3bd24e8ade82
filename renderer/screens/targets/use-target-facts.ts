// Asks main about the chosen target: its route and what a team wrote about it. Old answers stay until new ones come.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Failure, FailureOf } from '../../../shared/failure.ts'
import type { RoutePreview } from '../../../shared/route.ts'
import type { TargetExtras } from '../../../shared/target-row.ts'
import { useDesk } from '../../desk/hooks.ts'

export type TargetFacts = {
  readonly route: RoutePreview | null
  readonly extras: TargetExtras | null
  readonly failure: Failure | null
  readonly checking: boolean
  /** Of the last check: the hop that was refused. */
  readonly refusal: FailureOf<'hop-refused'> | null
  /** Of the last check: every hop let the person in. */
  readonly works: boolean
  /** Tries every hop and asks for the causes of what is refused. */
  check(): void
}

/** A held arrow key passes many targets; only those it rests on are asked about. */
const rest = 60

/** @param version changes whenever the answer may: sign-ins, sessions, the list */
export const useTargetFacts = (target: string, version: string): TargetFacts => {
  const call = useDesk()
  const [route, setRoute] = useState<RoutePreview | null>(null)
  const [extras, setExtras] = useState<TargetExtras | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [checking, setChecking] = useState(false)
  /** How often it was tried: that may answer sooner than a look that was under way, and says more. */
  const tried = useRef(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: version is no input of the question, it says when to ask again
  useEffect(() => {
    let current = true
    const before = tried.current
    const timer = setTimeout(() => {
      void call('previewRoute', { target }).then(answer => {
        if (!current || tried.current !== before) return
        setRoute(answer.ok ? answer.value : null)
        setFailure(answer.ok ? null : answer.failure)
      })
      void call('describe', { target }).then(answer => {
        if (current && answer.ok) setExtras(answer.value)
      })
    }, rest)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [call, target, version])

  const check = useCallback(() => {
    setChecking(true)
    void call('previewRoute', { target, probe: true }).then(answer => {
      setChecking(false)
      if (answer.ok) {
        tried.current += 1
        setRoute(answer.value)
      }
      setFailure(answer.ok || answer.failure.kind === 'cancelled' ? null : answer.failure)
    })
  }, [call, target])

  const refusal = route?.refusal ?? null
  return { route, extras, failure, checking, check, refusal, works: route?.refusal === null }
}
