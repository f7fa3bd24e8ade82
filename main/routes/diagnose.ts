// Finds out why a hop was refused: AWS's words first, then probes, until one cause is proven or the list is in order.
import type { Target } from '../../shared/catalog.ts'
import type { Cause, Failure } from '../../shared/failure.ts'
import type { Route } from '../../shared/route.ts'
import type { Clock } from '../clock.ts'
import { callerIn, causesOf, type RefusedCall } from './causes.ts'
import type { Signer } from './first-hop.ts'
import { sessionNameOf } from './hop-store.ts'
import { letterFor } from './letter.ts'
import { createProbes, type Finding, nothingFound, type ProbeDeps } from './probes.ts'
import type { AwsRefusal } from './take-hop.ts'
import type { Trip } from './trip.ts'
import type { Seen } from './trust-policy.ts'

export interface Diagnose {
  /** A refusal of AWS becomes `hop-refused` (or `key-refused`) with its causes; every other failure stays as it is. */
  explain(trip: Trip, index: number, signer: Signer, failure: Failure): Promise<Failure>
  /** What worked once makes some causes of a later refusal unlikely. */
  noteSuccess(route: Route): void
}

/** Codes about the key itself rather than the role. */
const keyCodes = new Set([
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
  'InvalidSignatureException',
])

const roleName = (arn: string): string => arn.split('/').at(-1) ?? arn

export const createDiagnose = (
  deps: Omit<ProbeDeps, 'now'> & { readonly clock: Pick<Clock, 'now'> },
): Diagnose => {
  const probes = createProbes({ ...deps, now: () => deps.clock.now() })
  /** Over which way which role was taken, and with which external ids. */
  const succeeded = new Map<string, ReadonlySet<string | null>>()
  const names = new Set<string>()

  const callOf = (trip: Trip, index: number, signer: Signer, refusal: AwsRefusal): RefusedCall => {
    const hop = trip.route.hops[index]
    const target = trip.targets[index]
    if (!hop || !target) throw new Error('A hop outside of its route was refused.')
    const before = succeeded.get(`${hop.via} ${hop.arn}`)
    return {
      refusal,
      hop,
      target,
      signIn: trip.signIn,
      source: signer.source,
      mfaAge: signer.mfaAge,
      tookBefore: before !== undefined,
      tookOtherwise: before !== undefined && !before.has(hop.externalId),
      tookElsewhere: names.has(`${hop.via} ${roleName(hop.arn)}`),
    }
  }

  const probe = async (
    trip: Trip,
    call: RefusedCall,
    signer: Signer,
    causes: readonly Cause[],
  ): Promise<readonly Cause[]> => {
    const callerArn = callerIn(call.refusal.awsMessage)
    if (!trip.probe || callerArn === null || call.hop.kind !== 'assume-role') return causes
    const { target, signIn } = call
    // Where AWS says that the caller's own policies refuse, the role's account has nothing to add.
    const byCaller = causes[0]?.cause === 'caller-policy'
    const role = byCaller
      ? { ...nothingFound, shut: false }
      : await probes.readRole(target, signIn.id, seenBy(trip, call, callerArn), trip.signal)
    let found = apply(causes, role)
    if (!role.proof && has(found, 'account-suspended')) {
      // Another role of the same account was refused too: more than this one role is wrong there.
      if (role.shut) found = forward(found, 'account-suspended')
      found = apply(found, await probes.readAccount(target, signIn.id, signer.credentials, trip.signal))
    }
    if (!proven(found) && has(found, 'caller-policy') && signer.credentials)
      found = apply(found, await simulated(call, signer, callerArn, target))
    return found.length > 0
      ? found
      : [{ cause: 'unknown', certain: false, why: 'Everything that could be looked at allows it.' }]
  }

  const simulated = (
    call: RefusedCall,
    signer: Signer,
    callerArn: string,
    target: Target,
  ): Promise<Finding> =>
    signer.credentials === null
      ? Promise.resolve(nothingFound)
      : probes.simulate(
          signer.credentials,
          callerArn,
          target,
          [
            'sts:AssumeRole',
            ...(Object.keys(call.hop.tags).length > 0 ? ['sts:TagSession'] : []),
            ...(call.hop.sourceIdentity === null ? [] : ['sts:SetSourceIdentity']),
          ],
          signer.mfaAge !== null,
        )

  return {
    async explain(trip, index, signer, failure) {
      if (failure.kind !== 'aws-refused') return failure
      const call = callOf(trip, index, signer, failure)
      const first = causesOf(call)
      const about = {
        awsCode: failure.awsCode,
        awsMessage: failure.awsMessage,
        ...(failure.requestId ? { requestId: failure.requestId } : {}),
      }
      if (index === 0 && signer.source === 'user-key' && keyCodes.has(failure.awsCode))
        return { kind: 'key-refused', signIn: trip.signIn.id, causes: first, ...about }
      const causes = proven(first) ? first : await probe(trip, call, signer, first)
      return {
        kind: 'hop-refused',
        target: trip.route.target,
        hop: index + 1,
        hops: trip.route.hops.length,
        arn: call.hop.arn,
        causes,
        ...about,
        send: letterFor({
          hop: call.hop,
          callerArn: callerIn(failure.awsMessage),
          mfa: signer.mfaAge !== null || call.target.mfa,
          refusal: failure,
          causes,
        }),
      }
    },
    noteSuccess(route) {
      for (const hop of route.hops) {
        const way = `${hop.via} ${hop.arn}`
        succeeded.set(way, new Set([...(succeeded.get(way) ?? []), hop.externalId]))
        names.add(`${hop.via} ${roleName(hop.arn)}`)
      }
    },
  }
}

const proven = (causes: readonly Cause[]): boolean => causes[0]?.certain === true
const has = (causes: readonly Cause[], name: Cause['cause']): boolean =>
  causes.some(each => each.cause === name)

/** What a probe proved comes first and what it excluded goes; the rest stays in order behind. */
const apply = (causes: readonly Cause[], finding: Finding): readonly Cause[] => {
  const { proof, excluded } = finding
  const left = causes.filter(each => each.certain || !excluded.includes(each.cause))
  return proof ? [proof, ...left.filter(each => each.cause !== proof.cause)] : left
}

const forward = (causes: readonly Cause[], name: Cause['cause']): readonly Cause[] => [
  ...causes.filter(each => each.cause === name),
  ...causes.filter(each => each.cause !== name),
]

const seenBy = (trip: Trip, { hop, mfaAge }: RefusedCall, callerArn: string): Seen => ({
  callerArn,
  mfaAge,
  externalId: hop.externalId,
  sessionName: sessionNameOf(hop.sessionName, trip.user),
  sourceIdentity: hop.sourceIdentity === null ? null : sessionNameOf(hop.sourceIdentity, trip.user),
  tags: hop.tags,
  transitiveTags: hop.transitiveTags,
})
