// The agent's answers about many targets at once: which ones a selector means, tries of their routes, their profiles.
import type { agentContract } from '../../shared/agent-contract.ts'
import type { Answers } from '../../shared/contract.ts'
import { failed, ok } from '../../shared/result.ts'
import { shortName } from '../catalog/find-target.ts'
import type { House } from '../house.ts'
import { type AgentCaller, visitOf } from './caller.ts'
import { readLists } from './portal-lists.ts'

type FleetAnswers = Pick<Answers<typeof agentContract, AgentCaller>, 'choose' | 'check' | 'profilesWrite'>

/** What a selector leaves alone is said: an emergency's role is taken by its name or not at all. */
const leftAlone = (count: number): readonly string[] =>
  count === 0
    ? []
    : [`${count} break-glass ${count === 1 ? 'target is' : 'targets are'} left out; name the role: role=ROLE`]

export const fleetAnswers = (house: House): FleetAnswers => ({
  async choose(choice, caller) {
    const { notices } = await readLists(house, { refresh: false, account: null }, caller)
    const chosen = await house.fleet.choose(choice)
    if (!chosen.ok) return chosen
    const estate = await house.catalogs.estate()
    if (!estate.ok) return estate
    const { targets, breakGlass } = chosen.value
    return ok({
      targets: targets.map(target => ({
        target: target.id,
        name: shortName(estate.value, target),
        account: target.account.key,
        region: target.region,
      })),
      breakGlass,
      notices: [...notices, ...leftAlone(breakGlass)],
    })
  },
  async check(wish, caller) {
    const notices = [...(await readLists(house, { refresh: false, account: null }, caller)).notices]
    let of = 0
    let done = 0
    const checked = await house.fleet.check(
      {
        ...wish,
        onBegin({ targets, breakGlass }) {
          of = targets.length
          notices.push(...leftAlone(breakGlass))
        },
        onRow(row) {
          done += 1
          caller.checked(row, of)
          // A line for each tenth part: enough to see that it goes on, never a flood.
          const tenth = Math.ceil(of / 10)
          if (of > 10 && done % tenth === 0 && done < of) caller.progress(`${done} of ${of}`)
        },
      },
      visitOf(caller),
    )
    if (!checked.ok) return checked
    // Who is gone needs no answer, and a part must not look like the whole.
    if (caller.signal.aborted) return failed({ kind: 'cancelled', what: 'The caller went away.' })
    return ok({ rows: checked.value, notices })
  },
  async profilesWrite(wish, caller) {
    const { notices } = await readLists(house, { refresh: false, account: null }, caller)
    const written = await house.fleet.writeProfiles(wish, visitOf(caller))
    if (!written.ok) return written
    const { rows, breakGlass, notices: said } = written.value
    return ok({ rows, notices: [...new Set([...notices, ...said, ...leftAlone(breakGlass)])] })
  },
})
