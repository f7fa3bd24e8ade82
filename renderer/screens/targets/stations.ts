// Reads a route as stations on a rail: the sign-in, the shared MFA session where there is one, then each hop.
import type { Cause, FailureOf } from '../../../shared/failure.ts'
import type { Cap, RouteView } from '../../../shared/route.ts'
import type { SignInView } from '../../../shared/snapshot.ts'
import { lengthInWords } from '../../time/countdown.ts'

/** `ahead` = not traveled yet, `beyond` = behind a refused one. */
export type StationState = 'done' | 'ahead' | 'refused' | 'beyond'
export type Station = {
  readonly key: string
  readonly name: string
  /** Dim, behind the name: an account, or what kind of sign-in it is. */
  readonly aside: string
  readonly note: string
  /** Its end, ISO-8601; time left then stands before the note. */
  readonly until: string | null
  readonly state: StationState
  readonly causes: readonly Cause[]
}

export const signInKinds = {
  'iam-user': 'IAM user',
  'identity-center': 'Identity Center',
  profile: 'AWS profile',
  command: 'command',
} as const satisfies { readonly [K in SignInView['kind']]: string }

const caps: { readonly [K in Cap]: string } = {
  chained: 'role to role',
  role: 'the role’s limit',
  environment: 'its environment',
}

/** `arn:aws:iam::100000000101:role/clients/acme-production` -> the account and the name without its path. */
export const readArn = (arn: string): { readonly account: string; readonly name: string } => {
  const parts = arn.split(':')
  return { account: parts[4] ?? '', name: arn.slice(arn.lastIndexOf('/') + 1) }
}

const signInNote = (signIn: SignInView | null): string => {
  if (!signIn) return ''
  if (signIn.kind === 'profile') return 'Read when used'
  if (signIn.kind === 'command') return 'Run when used'
  if (signIn.kind === 'iam-user' && signIn.hasKey === false) return 'No access key yet'
  if (signIn.kind === 'iam-user') return 'Access key in the vault'
  return signIn.state === 'out' ? 'Signed out' : 'left'
}

/** Long request ids are shown by their ends; the whole one is in what goes to the account's owner. */
const shortened = (id: string): string => (id.length > 16 ? `${id.slice(0, 4)}…${id.slice(-4)}` : id)

type Facts = {
  readonly route: RouteView
  readonly signIn: SignInView | null
  /** A session of this target lives. */
  readonly live: boolean
  readonly refusal: FailureOf<'hop-refused'> | null
  /** Longest shared MFA session, seconds. */
  readonly mfaSession: number
}

const hopNote = (hop: RouteView['hops'][number]): string => {
  const length = `${hop.cap ? 'at most ' : ''}${lengthInWords(hop.seconds)}${hop.cap ? ` (${caps[hop.cap]})` : ''}`
  const needs = [hop.mfa && 'an MFA code', hop.externalId && 'an external id'].filter(word => word !== false)
  const act = hop.kind === 'role-credentials' ? 'Portal role' : 'AssumeRole'
  return `${act}, ${length}${needs.length > 0 ? `, with ${needs.join(' and ')}` : ''}`
}

export const stationsOf = ({ route, signIn, live, refusal, mfaSession }: Facts): readonly Station[] => {
  const signedIn = signIn !== null && signIn.state !== 'out'
  const rooted = signedIn || signIn?.kind === 'profile' || signIn?.kind === 'command' || live
  const first: Station = {
    key: 'sign-in',
    name: signIn?.user ?? route.signIn,
    aside: signIn ? signInKinds[signIn.kind] : '',
    note: signInNote(signIn),
    until: signIn?.kind === 'identity-center' && signedIn ? signIn.expiresAt : null,
    state: rooted || signIn?.hasKey ? 'done' : 'ahead',
    causes: [],
  }
  const shared: Station[] =
    route.strategy === 'shared-mfa-session'
      ? [
          {
            key: 'mfa',
            name: 'MFA session',
            aside: `of ${route.signIn}`,
            note: signedIn
              ? 'left, shared by all behind it'
              : `One code, for up to ${lengthInWords(mfaSession)}`,
            until: signedIn ? (signIn?.expiresAt ?? null) : null,
            state: signedIn || live ? 'done' : 'ahead',
            causes: [],
          },
        ]
      : []
  let refused = false
  const hops = route.hops.map((hop): Station => {
    const { account, name } = readArn(hop.arn)
    const isRefusal = refusal?.hop === hop.step
    const causes = isRefusal ? refusal.causes : (hop.causes ?? [])
    const tried = hop.causes !== undefined && hop.causes.length === 0
    const state: StationState = refused
      ? 'beyond'
      : causes.length > 0
        ? 'refused'
        : live || tried || (refusal !== null && hop.step < refusal.hop)
          ? 'done'
          : 'ahead'
    if (state === 'refused') refused = true
    const said = isRefusal
      ? `${refusal.awsCode}${refusal.requestId ? `, request ${shortened(refusal.requestId)}` : ''}`
      : hopNote(hop)
    return {
      key: `hop ${hop.step}`,
      name: state === 'refused' ? `${name} refused` : name,
      aside: state === 'refused' ? '' : account,
      note: said,
      until: null,
      state,
      causes,
    }
  })
  return [first, ...shared, ...hops]
}
