// Asks main for the personal layer, again whenever its file changed; the old list stays until the new one is there.
import { useCallback, useEffect, useState } from 'react'
import type { Failure } from '../../../shared/failure.ts'
import type { PersonalView } from '../../../shared/personal.ts'
import type { PersonalChange } from '../../../shared/personal-change.ts'
import type { Result } from '../../../shared/result.ts'
import { useDesk, useSnapshot } from '../../desk/hooks.ts'

export type ChangePersonal = (change: PersonalChange) => Promise<Result<null>>

export type Personal = {
  readonly view: PersonalView | null
  /** Of the question itself, or of the last thing that was tried. */
  readonly failure: Failure | null
  readonly change: ChangePersonal
  readonly undo: () => void
}

export const usePersonal = (): Personal => {
  const call = useDesk()
  const [view, setView] = useState<PersonalView | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  // Which of the catalogs are there counts as well: what one wrote about another waits for its return.
  const known = useSnapshot(snapshot =>
    snapshot.catalogs
      .map(each => `${each.name} ${each.approvedRef} ${each.state} ${each.problem}`)
      .join('\n'),
  )
  const ask = useCallback(async () => {
    const result = await call('personal', {})
    if (result.ok) setView(result.value)
    setFailure(result.ok ? null : result.failure)
  }, [call])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is known says when to ask again
  useEffect(() => void ask(), [ask, known])
  const change = useCallback(
    async (wish: PersonalChange) => {
      const result = await call('changePersonal', { change: wish })
      await ask()
      if (!result.ok) setFailure(result.failure)
      return result
    },
    [call, ask],
  )
  const undo = useCallback(() => {
    void call('undoPersonal', {}).then(async result => {
      await ask()
      if (!result.ok) setFailure(result.failure)
    })
  }, [call, ask])
  return { view, failure, change, undo }
}
