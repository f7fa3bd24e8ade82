// The first credentials of a route that starts at a profile or a command: never stored, asked for once by many callers.
import type { SignIn } from '../../shared/catalog.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { type Ask, askNobody } from '../ask.ts'
import type { Aws } from '../aws/aws.ts'
import type { Credentials } from '../aws/credentials.ts'
import type { Clock } from '../clock.ts'
import { createSingleFlight } from '../single-flight.ts'
import { runForCredentials } from './command-credentials.ts'
import type { Mfa } from './mfa.ts'

export type OutsideSignIn = Extract<SignIn, { kind: 'profile' | 'command' }>
export type SourceOptions = { readonly ask?: Ask | undefined; readonly signal?: AbortSignal | undefined }

export interface FirstCredentials {
  /** Fails with command-failed, cancelled, or what AWS said to the profile's own chain. */
  get(signIn: OutsideSignIn, options: SourceOptions): Promise<Result<Credentials>>
  forget(signIn: OutsideSignIn): void
}

/** With less left they are asked for anew, in ms: the process protocol's own readers do so at 15 minutes. */
const margin = 15 * 60_000
/** Credentials without an end are used for a burst of callers only, in ms. */
const burst = 30_000

export const createFirstCredentials = (deps: {
  readonly aws: Aws
  readonly clock: Clock
  readonly mfa: Mfa
  readonly env: Readonly<Record<string, string | undefined>>
}): FirstCredentials => {
  const { aws, clock, mfa } = deps
  const flights = createSingleFlight()
  const recent = new Map<
    string,
    { readonly at: number; readonly source: string; readonly credentials: Credentials }
  >()
  /** What it is that gives them: another command under the same name gives others. */
  const sourceOf = (signIn: OutsideSignIn): string =>
    JSON.stringify(signIn.kind === 'command' ? signIn.command : [signIn.profile, signIn.region])

  const fromProfile = async (
    signIn: OutsideSignIn & { kind: 'profile' },
    ask: Ask,
    signal: AbortSignal,
  ): Promise<Result<Credentials>> => {
    const mfaCode = (serial: string): Promise<Result<string>> => {
      const device = { signIn: signIn.id, user: serial.split('/').at(-1) ?? serial, serial }
      // The SDK sends the code itself; here it is only kept from being used twice.
      return mfa.withCode(device, { ask, signal }, given => Promise.resolve(ok(given.code)))
    }
    const { profile, region } = signIn
    const found = await aws.profiles.credentials({ profile, region, mfaCode })
    // The SDK's own words about a profile: which part is missing, or that its sign-in has ended.
    return !found.ok && found.failure.kind === 'file-unreadable'
      ? failed({ kind: 'command-failed', signIn: signIn.id, said: found.failure.said, code: null })
      : found
  }

  return {
    async get(signIn, { ask = askNobody, signal }) {
      const source = sourceOf(signIn)
      const known = recent.get(signIn.id)
      if (known?.source === source) {
        const { at, credentials } = known
        const fresh =
          credentials.expiresAt === null
            ? Math.abs(clock.now() - at) < burst
            : credentials.expiresAt - clock.now() > margin
        if (fresh) return ok(credentials)
        recent.delete(signIn.id)
      }
      const found = await flights.run(`${signIn.id} ${source}`, { signal, canAnswer: ask.can }, stop =>
        signIn.kind === 'profile'
          ? fromProfile(signIn, ask, stop)
          : runForCredentials({ signIn: signIn.id, command: signIn.command, env: deps.env, signal: stop }),
      )
      if (!found.ok) return found
      if (found.value.expiresAt !== null && found.value.expiresAt <= clock.now()) {
        return failed({
          kind: 'command-failed',
          signIn: signIn.id,
          said: 'Its credentials have ended already.',
          code: null,
        })
      }
      recent.set(signIn.id, { at: clock.now(), source, credentials: found.value })
      return found
    },
    forget: signIn => void recent.delete(signIn.id),
  }
}
