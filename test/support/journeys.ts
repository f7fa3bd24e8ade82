// Plans and travels in a session room: what most tests of journeys do.
import { type Ask, askNobody } from '../../main/ask.ts'
import { gatherKnown } from '../../main/routes/gather.ts'
import { planRoute, type Wishes } from '../../main/routes/plan.ts'
import type { Process, SessionRoom } from './session-room.ts'
import { good } from './sign-in-room.ts'

/** The route as it would be traveled now. */
export const planIn = async (room: SessionRoom, target: string, wishes: Wishes = {}) => {
  const known = good(
    await gatherKnown(
      { roots: room.signIns, vault: room.vault, clock: room.opened.clock, mfaSeconds: () => 43_200 },
      { estate: room.estate, target },
    ),
  )
  return good(planRoute(room.estate, target, wishes, known))
}
export const go = async (
  room: SessionRoom,
  target: string,
  ask: Ask = askNobody,
  {
    wishes = {},
    by = room,
    ...options
  }: { wishes?: Wishes; by?: Process; mfaCode?: string; signal?: AbortSignal } = {},
) => by.travel.travel(await planIn(room, target, wishes), { ask, ...options })
