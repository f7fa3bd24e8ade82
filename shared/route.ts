// How to reach a target: a value, so that it can be shown before it is traveled.
import type { SignInKind } from './catalog.ts'
import type { Cause, CauseName, FailureOf } from './failure.ts'
import type { SignInId, TargetId } from './names.ts'

/** The most hops of a way: AWS sets no bound, and no estate needs as many; a catalog written to do harm does. */
export const mostHops = 32

/** Why a hop is shorter than wished. */
export type Cap = 'chained' | 'role' | 'environment'

/** How MFA is given on a route that starts at an IAM user. */
export type Strategy = 'mfa-on-assume' | 'shared-mfa-session' | 'no-mfa'

export type Hop = {
  /** Counts from 1. */
  readonly step: number
  readonly kind: 'role-credentials' | 'assume-role'
  readonly target: TargetId
  readonly arn: string
  /** The sign-in's id, or the target of the hop before. */
  readonly via: string
  /** This very call carries an MFA code. */
  readonly mfa: boolean
  readonly externalId: string | null
  /** How long these credentials are asked for. */
  readonly seconds: number
  readonly cap: Cap | null
  readonly sessionName: string
  readonly sourceIdentity: string | null
  readonly tags: Readonly<Record<string, string>>
  readonly transitiveTags: readonly string[]
  readonly policyArns: readonly string[]
  readonly policy: string | null
  readonly region: string
}

export type Route = {
  readonly target: TargetId
  readonly signIn: SignInId
  readonly signInKind: SignInKind
  readonly hops: readonly Hop[]
  /** null = the sign-in is no IAM user. */
  readonly strategy: Strategy | null
  /** One sentence in the product's words: what will be asked, how long it lasts, and why shorter than wished. */
  readonly sentence: string
  readonly notices: readonly string[]
}

/** The public form of a route, as `route --json` prints it and the window draws it. */
export type RouteView = {
  readonly target: TargetId
  readonly signIn: string
  readonly hops: readonly {
    readonly step: number
    readonly kind: Hop['kind']
    readonly arn: string
    readonly via: string
    readonly mfa: boolean
    readonly externalId: boolean
    readonly seconds: number
    readonly cap: Cap | null
    readonly causes?: readonly Cause[]
    /** The first of the causes. */
    readonly cause?: CauseName
  }[]
  readonly strategy: Strategy | null
  readonly sentence: string
}

/** The same for the window: after a try with all that was said of the hop that was refused, null when none was. */
export type RoutePreview = RouteView & { readonly refusal?: FailureOf<'hop-refused'> | null }
