// The desk's answer about many targets at once: their routes tried, told one by one, ended by the person.
import type { Answers } from '../../shared/contract.ts'
import type { deskContract } from '../../shared/desk-contract.ts'
import { ok } from '../../shared/result.ts'
import type { House } from '../house.ts'
import { type DeskCaller, visitOf } from './caller.ts'
import type { Works } from './works.ts'

export const fleetAnswers = (
  house: House,
  works: Works,
): Pick<Answers<typeof deskContract, DeskCaller>, 'checkTargets'> => ({
  checkTargets: ({ targets, work }, caller) =>
    works.run(work, caller.signal, async signal => {
      const rows = await house.fleet.checkThese(
        targets,
        work === undefined ? {} : { onRow: row => caller.checked(work, row) },
        { ...visitOf(caller), signal },
      )
      return ok({ rows, whole: rows.length === targets.length })
    }),
})
