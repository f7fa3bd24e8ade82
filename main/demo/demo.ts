// Builds a demo AWS: one world, everything that answers for it, one address.
import type { MovableClock } from '../clock.ts'
import type { Aws } from './answer.ts'
import { type Calls, createCalls } from './calls.ts'
import { createConsoleState } from './console/federation.ts'
import { createControl } from './control/control.ts'
import type { OrganizationName } from './description.ts'
import { createTables } from './dynamodb/dynamodb.ts'
import { createFaults, type Fault, type Faults } from './faults.ts'
import { listen } from './http-server.ts'
import { newToken } from './identifiers.ts'
import { createSignInState, type SignInState } from './identity-center/sign-in-state.ts'
import { knownOrganizations } from './organizations-known.ts'
import { createBuckets } from './s3/buckets.ts'
import { createTokenBucket } from './token-bucket.ts'
import { createWorld, type World } from './world.ts'

export type DemoOptions = {
  readonly organization: OrganizationName
  readonly clock: MovableClock
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** Faults to begin with. */
  readonly faults?: readonly Fault[]
  /** Requests a second that the access portal answers; AWS's is 20, zero means any number. */
  readonly portalRate?: number
  /** Whether roles assumed with GetSessionToken credentials last an hour at most; true unless said. */
  readonly capSessionTokens?: boolean
}

export type Demo = {
  readonly url: string
  readonly world: World
  readonly controlToken: string
  readonly faults: Faults
  readonly calls: Calls
  readonly signIns: SignInState
  close(): Promise<void>
}

/** Starts a demo AWS on 127.0.0.1. Rejects when the port is taken. */
export const createDemo = async (options: DemoOptions): Promise<Demo> => {
  const { clock } = options
  const world = createWorld(knownOrganizations[options.organization], clock)
  const signIns = createSignInState(world)
  const controlToken = newToken('', 32)
  const faults = createFaults()
  const calls = createCalls()
  const realNow = (): number => clock.now() - clock.offset()
  let url = ''
  const aws: Aws = {
    world,
    signIns,
    consoles: createConsoleState(),
    portalBucket: createTokenBucket(options.portalRate ?? 20, realNow),
    sts: { capSessionTokens: options.capSessionTokens ?? true },
    buckets: createBuckets(world.organization.buckets ?? []),
    tables: createTables(world),
    url: () => url,
  }
  const control = createControl({ world, signIns, clock, faults, calls, controlToken })
  for (const fault of options.faults ?? []) control.addFault(fault)
  const listening = await listen({ aws, faults, calls, control: control.answer }, options.port ?? 0)
  url = listening.url
  return {
    url,
    world,
    controlToken,
    faults,
    calls,
    signIns,
    close: () =>
      new Promise(resolve => {
        listening.server.close(() => resolve())
        listening.server.closeAllConnections()
      }),
  }
}
