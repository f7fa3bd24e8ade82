// The Security Token Service: who am I, a session for a user, a session for a role.
import { authenticate, type Caller } from '../authenticate.ts'
import { formOf, type Incoming, isRefusal, type Refusal, type Reply, refuse } from '../wire.ts'
import type { World } from '../world.ts'
import { queryRefusal, queryReply, type Xml } from '../xml.ts'
import { assumeRole, credentialsXml, type StsOptions } from './assume-role.ts'
import { checkMfa } from './mfa.ts'
import { checkParameters, sessionTokenRules } from './parameters.ts'

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/'

const getCallerIdentity = (caller: Caller): Xml => ({
  Arn: caller.arn,
  UserId: caller.userId,
  Account: caller.account,
})

/** A session for the user itself; it carries the MFA, so that many roles can be taken with one code. */
const getSessionToken = (world: World, caller: Caller, form: URLSearchParams): Xml | Refusal => {
  if (caller.kind !== 'user' || !caller.user)
    return refuse(403, 'AccessDenied', 'Cannot call GetSessionToken with session credentials')
  const checked = checkParameters(form, sessionTokenRules, 129_600)
  if (isRefusal(checked)) return checked
  const mfa = checkMfa(world, caller, form)
  if (isRefusal(mfa)) return mfa
  const now = world.now()
  const issued = world.issue({
    kind: 'session-token',
    account: caller.account,
    issuedAt: now,
    expiresAt: now + (checked.seconds ?? 43_200) * 1000,
    user: caller.user,
    ...(mfa && { mfaAuthenticatedAt: now }),
    tags: new Map(),
    transitiveTags: [],
    chained: false,
    from: caller.accessKeyId,
  })
  return { Credentials: credentialsXml(issued) }
}

const answer = (world: World, request: Incoming, operation: string, options: StsOptions): Xml | Refusal => {
  const caller = authenticate(world, request, { service: 'sts', minutes: 15 })
  if (isRefusal(caller)) return caller
  const form = formOf(request)
  switch (operation) {
    case 'GetCallerIdentity':
      return getCallerIdentity(caller)
    case 'AssumeRole':
      return assumeRole(world, caller, form, options)
    case 'GetSessionToken':
      return getSessionToken(world, caller, form)
    default:
      return refuse(400, 'InvalidAction', `Could not find operation ${operation} for version 2011-06-15`)
  }
}

export const answerSts = (
  world: World,
  request: Incoming,
  operation: string,
  requestId: string,
  options: StsOptions,
): Reply => {
  const result = answer(world, request, operation, options)
  return isRefusal(result)
    ? queryRefusal(namespace, result, requestId)
    : queryReply(namespace, operation, result, requestId)
}

export const refuseSts = (refusal: Refusal, requestId: string): Reply =>
  queryRefusal(namespace, refusal, requestId)
