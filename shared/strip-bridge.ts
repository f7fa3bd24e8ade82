// What the strip above a console page shows and asks for, and the one channel it uses.
import type { Look } from './environment-look.ts'

/** States go to the strip, acts come from it. */
export const stripChannel = 'switchyard:strip'

export type StripState = {
  readonly account: string
  readonly accountId: string
  readonly role: string
  readonly environment: string | null
  readonly look: Look
  /** Production, or an environment that asks before it opens: its window wears a frame. */
  readonly framed: boolean
  /** `47 min`. */
  readonly left: string
  /** How much is left, 0 to 100. */
  readonly percent: number
  /** The page's address in two parts, the second in a lighter tone; never a query, which may hold a token. */
  readonly host: string
  readonly path: string
  readonly secure: boolean
  readonly back: boolean
  readonly forward: boolean
  readonly loading: boolean
  /** Why no page is there, as a sentence; else null. */
  readonly problem: string | null
}

export const stripActs = ['back', 'forward', 'reload', 'elsewhere', 'stop'] as const
export type StripAct = (typeof stripActs)[number]

export type StripBridge = {
  act(act: StripAct): void
  onState(take: (state: StripState) => void): void
}
