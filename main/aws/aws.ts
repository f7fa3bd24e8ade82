// All that is asked of AWS, as one value made from the environment and a clock.
import type { Result } from '../../shared/result.ts'
import type { FactInForce } from '../../shared/settings-facts.ts'
import type { Clock } from '../clock.ts'
import {
  type AwsSettings,
  ignoreConfiguredEndpoints,
  type ProxyWish,
  readAwsSettings,
} from './aws-settings.ts'
import { createCaller } from './caller.ts'
import { createChangingTransport } from './changing-transport.ts'
import { type Console, createConsole } from './console.ts'
import { createIam, type Iam } from './iam.ts'
import { createIamKeys, type IamKeys } from './iam-keys.ts'
import { networkInForce } from './network-in-force.ts'
import { createOidc, type Oidc } from './oidc.ts'
import { createOrganizations, type Organizations } from './organizations.ts'
import { createPortal, type Portal } from './portal.ts'
import { createProfiles, type Profiles } from './profile-credentials.ts'
import { createReach } from './reach.ts'
import { createSts, type Sts } from './sts.ts'
import { createTransport, type Transport } from './transport.ts'

export interface Aws {
  readonly sts: Sts
  readonly iam: Iam
  readonly iamKeys: IamKeys
  readonly organizations: Organizations
  readonly oidc: Oidc
  readonly portal: Portal
  readonly console: Console
  readonly profiles: Profiles
  /** Sentences about how AWS is reached that must stay visible. */
  notices(): readonly string[]
  /** How AWS is reached, and who says so; no password of a proxy. */
  network(): readonly FactInForce[]
  /** Goes by another proxy from the next call on. */
  followProxy(wish: ProxyWish): void
  /** AWS's time minus ours, in ms, as its last answer said; 0 before the first. */
  clockSkewMs(): number
  /** The host that answers when AWS can be reached; needs no credentials. */
  reach(): Promise<Result<string>>
  /** Closes what is kept alive, so that a process can end. */
  close(): void
}

export type AwsDeps = {
  /** The process's environment: it is read, and the SDK's own switches are set in it. */
  readonly env: Record<string, string | undefined>
  readonly clock: Clock
  /** `switchyard/0.1.0`: shows in the account's CloudTrail. */
  readonly userAgent?: string
  /** What the person set about a proxy. */
  readonly proxy?: ProxyWish | undefined
  /** Another way for the bytes (the desktop's goes by the system's proxy and certificates); null = Node's own. */
  readonly transport?: ((settings: AwsSettings) => Transport | null) | undefined
}

/** From here on a person is told: signatures are good for 5 minutes. */
const noticeableSkew = 5 * 60_000

/** Nothing is loaded or connected before the first call. */
export const createAws = ({
  env,
  clock,
  userAgent = 'switchyard',
  proxy,
  transport: other,
}: AwsDeps): Aws => {
  ignoreConfiguredEndpoints(env)
  // The SDK would print a warning about this Node's age to the person's terminal; engines in package.json decide that.
  env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'
  let settings = readAwsSettings(env, proxy)
  let way = other?.(settings) ?? null
  const transport = createChangingTransport(way ?? createTransport(settings))
  const caller = createCaller({ settings, clock, transport, userAgent })
  return {
    sts: createSts(caller),
    iam: createIam(caller),
    iamKeys: createIamKeys(caller),
    organizations: createOrganizations(caller),
    oidc: createOidc(caller, clock),
    portal: createPortal(caller),
    console: createConsole(caller, transport),
    profiles: createProfiles(caller),
    notices() {
      const skew = skewSentence(caller.skewMs())
      return [
        ...(Object.keys(settings.endpoints).length > 0
          ? ['AWS is replaced by other endpoints (SWITCHYARD_ALLOW_ENDPOINTS=1).']
          : []),
        ...(settings.proxyProblem === null ? [] : [settings.proxyProblem]),
        ...(skew === null ? [] : [skew]),
      ]
    },
    network: () => networkInForce({ env, settings, system: way !== null }),
    followProxy(wish) {
      settings = readAwsSettings(env, wish)
      way = other?.(settings) ?? null
      transport.exchange(way ?? createTransport(settings))
    },
    clockSkewMs: caller.skewMs,
    reach: () => createReach(caller)(),
    close: () => transport.close(),
  }
}

/** The sentence for a clock that is off by more than 5 minutes, else null. `skewMs` = AWS's time minus ours. */
export const skewSentence = (skewMs: number): string | null => {
  if (Math.abs(skewMs) <= noticeableSkew) return null
  const minutes = Math.round(Math.abs(skewMs) / 60_000)
  const off = minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
  return `This machine’s clock is ${off} ${skewMs > 0 ? 'behind' : 'ahead of'} AWS’s; times shown here are off by as much.`
}
