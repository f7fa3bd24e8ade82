// Looks around with what the caller may do anyway, to tell apart what AWS answers alike. No probe changes anything.
import type { Estate, Target } from '../../shared/catalog.ts'
import type { Cause, CauseName } from '../../shared/failure.ts'
import type { TargetId } from '../../shared/names.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Aws } from '../aws/aws.ts'
import type { Credentials } from '../aws/credentials.ts'
import type { Arrival } from './journey.ts'
import { judgeTrust, type Seen } from './trust-policy.ts'

/** What a probe found: a proof, or that some causes are out. */
export type Finding = { readonly proof: Cause | null; readonly excluded: readonly CauseName[] }

export const nothingFound: Finding = { proof: null, excluded: [] }
const proven = (cause: CauseName, why: string): Finding => ({
  proof: { cause, certain: true, why },
  excluded: [],
})

export type ProbeDeps = {
  readonly aws: Aws
  readonly estate: () => Estate
  readonly now: () => number
  /** Another target over the same sign-in, for which nobody is asked. */
  readonly takeQuietly: (target: TargetId, signal: AbortSignal | undefined) => Promise<Result<Arrival>>
}

/** A role whose name says that it reads comes first; more than three are not tried for one refusal. */
const reads = /inspect|audit|secur|read|view|look/i
const readsOrganization = /org/i
const mostTries = 3

/** Probes go only where nobody has to be asked and nothing is loud: no guard, no break-glass, no other sign-in. */
const isQuiet = (target: Target, signIn: string): boolean =>
  !target.breakGlass &&
  target.environment?.reason !== true &&
  target.environment?.confirm !== true &&
  target.personal.duration === null &&
  target.from.some(origin => origin.kind === 'sign-in' && origin.signIn === signIn)

export interface Probes {
  /** Reads the role through another role of its account: is it there, and what does its trust policy say? */
  readRole(
    target: Target,
    signIn: string,
    seen: Seen,
    signal?: AbortSignal,
  ): Promise<Finding & { readonly shut: boolean }>
  /** Asks Organizations whether the account is suspended. */
  readAccount(target: Target, signIn: string, by: Credentials | null, signal?: AbortSignal): Promise<Finding>
  /** Asks IAM whether the caller's own policies allow it. */
  simulate(
    by: Credentials,
    callerArn: string,
    target: Target,
    actions: readonly string[],
    mfa: boolean,
  ): Promise<Finding>
}

export const createProbes = (deps: ProbeDeps): Probes => {
  const { aws, now } = deps
  /** Credentials of probes live in memory only, for the next refusal of the same sweep. */
  const taken = new Map<TargetId, Promise<Result<Credentials>>>()
  /** Which target answered for an account's state, by sign-in; null = none does. */
  const readers = new Map<string, TargetId | null>()

  const credentialsOf = async (
    target: TargetId,
    signal: AbortSignal | undefined,
  ): Promise<Result<Credentials>> => {
    const before = await taken.get(target)
    if (before?.ok && (before.value.expiresAt ?? 0) - now() > 60_000) return before
    const taking = deps
      .takeQuietly(target, signal)
      .then(arrival => (arrival.ok ? ok<Credentials>(arrival.value.credentials) : arrival))
    taken.set(target, taking)
    return taking
  }

  const candidates = (fits: (target: Target) => boolean, first: RegExp): readonly Target[] =>
    [...deps.estate().targets.values()]
      .filter(fits)
      .sort((a, b) => Number(first.test(b.role)) - Number(first.test(a.role)))
      .slice(0, mostTries)

  const describe = async (by: Credentials, target: Target): Promise<Finding | null> => {
    const account = await aws.organizations.account(by, target.partition, target.account.id)
    if (!account.ok) return null
    return account.value.state === 'ACTIVE'
      ? { proof: null, excluded: ['account-suspended'] }
      : proven('account-suspended', `AWS Organizations says the account is ${account.value.state}.`)
  }

  return {
    async readRole(target, signIn, seen, signal) {
      const near = candidates(
        each => each.id !== target.id && each.account.id === target.account.id && isQuiet(each, signIn),
        reads,
      )
      let shut = near.length > 0
      for (const each of near) {
        const by = await credentialsOf(each.id, signal)
        if (!by.ok) continue
        shut = false
        const role = await aws.iam.role(by.value, target.partition, target.role)
        if (role.ok)
          return {
            ...(role.value.trustPolicy === null ? nothingFound : readTrust(role.value.trustPolicy, seen)),
            shut,
          }
        if (role.failure.kind === 'aws-refused' && role.failure.awsCode === 'NoSuchEntity')
          return {
            ...proven('role-missing', `${each.role} looked: the account has no role ${target.role}.`),
            shut,
          }
      }
      return { ...nothingFound, shut }
    },

    async readAccount(target, signIn, by, signal) {
      const direct = by === null ? null : await describe(by, target)
      if (direct) return direct
      const before = readers.get(signIn)
      if (before === null) return nothingFound
      const wanted = candidates(
        each =>
          each.account.id !== target.account.id && readsOrganization.test(each.role) && isQuiet(each, signIn),
        readsOrganization,
      )
      for (const { id } of before === undefined ? wanted : [{ id: before }]) {
        const reader = await credentialsOf(id, signal)
        const found = reader.ok ? await describe(reader.value, target) : null
        if (!found) continue
        readers.set(signIn, id)
        return found
      }
      if (before === undefined) readers.set(signIn, null)
      return nothingFound
    },

    async simulate(by, callerArn, target, actions, mfa) {
      const principal = principalOf(callerArn)
      if (principal === null) return nothingFound
      const simulated = await aws.iam.simulate(by, target.partition, {
        principal,
        actions,
        resources: [target.arn],
      })
      if (!simulated.ok || simulated.value.length === 0) return nothingFound
      const refused = simulated.value.find(each => each.decision !== 'allowed')
      if (!refused) return { proof: null, excluded: ['caller-policy'] }
      if (refused.missingContext.some(key => /MultiFactorAuth/i.test(key)))
        return mfa
          ? nothingFound
          : proven(
              'mfa-missing',
              'A policy of the caller allows it only with MFA, and this call carries none.',
            )
      // What the simulation was not told (an address, a tag) may be what makes the difference.
      if (refused.missingContext.length > 0) return nothingFound
      return proven(
        'caller-policy',
        `IAM’s simulator says the caller’s own policies do not allow ${refused.action}.`,
      )
    },
  }
}

/** SimulatePrincipalPolicy takes a user or a role, not a session; a session's ARN has lost the role's path. */
const principalOf = (callerArn: string): string | null => {
  if (/^arn:[^:]+:iam::\d{12}:user\//.test(callerArn)) return callerArn
  const role = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(callerArn)
  return role ? `arn:${role[1]}:iam::${role[2]}:role/${role[3]}` : null
}

const readTrust = (policy: string, seen: Seen): Finding => {
  const judged = judgeTrust(policy, seen)
  if (judged.verdict === 'refuses') return { proof: judged.cause, excluded: [] }
  // The role is there, whatever its policy says.
  return {
    proof: null,
    excluded:
      judged.verdict === 'allows'
        ? [
            'role-missing',
            'trust',
            'external-id',
            'mfa-missing',
            'mfa-too-old',
            'session-name',
            'source-identity',
          ]
        : ['role-missing'],
  }
}
