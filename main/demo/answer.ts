// Gives a request to the service it is for, and writes injected faults in that service's own words.

import { consolePage } from './console/console-page.ts'
import { answerFederation, type ConsoleState, logOut } from './console/federation.ts'
import { answerCosts } from './costs/costs.ts'
import { answerDynamodb, refuseDynamodb, type Tables } from './dynamodb/dynamodb.ts'
import { answerIam, refuseIam } from './iam/iam.ts'
import {
  createToken,
  namedOidcError,
  oidcError,
  registerClient,
  startDeviceAuthorization,
} from './identity-center/oidc.ts'
import { answerPortal, portalError, tooManyRequests } from './identity-center/portal.ts'
import type { SignInState } from './identity-center/sign-in-state.ts'
import { jsonRefusal } from './json-protocol.ts'
import { answerOrganizations, refuseOrganizations } from './organizations/organizations.ts'
import { homePage } from './pages/home-page.ts'
import { message, styleSheet } from './pages/page.ts'
import { phonePage, phoneScript, phoneState } from './pages/phone-page.ts'
import { authorizePage, devicePage, takeAnswer } from './pages/sign-in-page.ts'
import type { Routed, Service } from './route-request.ts'
import type { Buckets } from './s3/buckets.ts'
import { answerS3 } from './s3/s3.ts'
import { refuseS3 } from './s3/s3-error.ts'
import type { StsOptions } from './sts/assume-role.ts'
import { answerSts, refuseSts } from './sts/sts.ts'
import type { TokenBucket } from './token-bucket.ts'
import { type Incoming, type Reply, refuse } from './wire.ts'
import type { World } from './world.ts'

export type Aws = {
  readonly world: World
  readonly signIns: SignInState
  readonly consoles: ConsoleState
  readonly portalBucket: TokenBucket
  readonly sts: StsOptions
  readonly buckets: Buckets
  readonly tables: Tables
  /** The address everything is served at. */
  readonly url: () => string
}

const answerOidc = (aws: Aws, request: Incoming, operation: string): Reply => {
  if (operation === 'RegisterClient') return registerClient(aws.world, aws.signIns, request, aws.url())
  if (operation === 'StartDeviceAuthorization')
    return startDeviceAuthorization(aws.world, aws.signIns, request, aws.url())
  return createToken(aws.world, aws.signIns, request)
}

const notFound = (): Reply => message('Nothing here', 'The demo AWS has no such page.', 404)

const answerPages = (aws: Aws, request: Incoming, operation: string): Reply => {
  switch (operation) {
    case 'Authorize':
      return authorizePage(aws.signIns, request)
    case 'Device':
      return devicePage(aws.signIns, request)
    case 'SignIn':
      return takeAnswer(aws.signIns, request)
    case 'Phone':
      return phonePage(aws.world, request.query.get('user'))
    case 'PhoneState':
      return phoneState(aws.world, request.query.get('user'))
    case 'PhoneScript':
      return phoneScript
    case 'StyleSheet':
      return styleSheet
    case 'Console':
      return consolePage(aws.world, aws.consoles, request)
    case 'ConsoleLogout':
      return logOut(aws.world, aws.consoles, request, aws.url())
    case 'Home':
      return homePage(aws.world)
    default:
      return notFound()
  }
}

export const answer = (aws: Aws, routed: Routed | null, request: Incoming, requestId: string): Reply => {
  switch (routed?.service) {
    case 'sts':
      return answerSts(aws.world, request, routed.operation, requestId, aws.sts)
    case 'iam':
      return answerIam(aws.world, request, routed.operation, requestId)
    case 'organizations':
      return answerOrganizations(aws.world, request, routed.operation)
    case 'sso-oidc':
      return answerOidc(aws, request, routed.operation)
    case 'sso':
      return aws.portalBucket.take()
        ? answerPortal(aws.world, aws.signIns, request, routed.operation)
        : tooManyRequests()
    case 'signin':
      return answerFederation(aws.world, aws.consoles, request, aws.url())
    case 's3':
      return answerS3(aws.world, aws.buckets, request, routed.operation, requestId)
    case 'dynamodb':
      return answerDynamodb(aws.world, aws.tables, request, routed.operation)
    case 'ce':
      return answerCosts(aws.world, request, routed.operation)
    case 'pages':
      return answerPages(aws, request, routed.operation)
    default:
      return notFound()
  }
}

/** An error in the protocol of the service it is injected into. */
export const answerFault = (service: Service, code: string, status: number, requestId: string): Reply => {
  const refusal = refuse(status, code, `${code} (injected by demo fault)`)
  switch (service) {
    case 'iam':
      return refuseIam(refusal, requestId)
    case 'organizations':
      return refuseOrganizations(refusal)
    case 'sso-oidc':
      return namedOidcError(
        status,
        code,
        code
          .replace(/Exception$/, '')
          .replace(/(?<=[a-z])(?=[A-Z])/g, '_')
          .toLowerCase(),
        refusal.message,
      )
    case 'sso':
      return portalError(status, code, refusal.message)
    case 's3':
      return refuseS3(refusal, requestId)
    case 'dynamodb':
      return refuseDynamodb(refusal)
    case 'ce':
      return jsonRefusal(refusal)
    case 'signin':
    case 'pages':
      return message(`${status} ${code}`, refusal.message, status)
    default:
      return refuseSts(refusal, requestId)
  }
}

/** How each service says that it is asked too often. */
export const answerThrottle = (service: Service, requestId: string): Reply => {
  const tooFast = refuse(400, 'Throttling', 'Rate exceeded')
  switch (service) {
    case 'iam':
      return refuseIam(tooFast, requestId)
    case 'organizations':
      return refuseOrganizations(
        refuse(
          400,
          'TooManyRequestsException',
          'You have sent too many requests in too short a period of time. Try again later.',
        ),
      )
    case 'sso-oidc':
      return oidcError('SlowDownException', 'Slow down')
    case 'sso':
      return tooManyRequests()
    case 's3':
      return refuseS3(tooFast, requestId)
    case 'dynamodb':
      return refuseDynamodb(tooFast)
    case 'ce':
      return jsonRefusal(tooFast)
    case 'signin':
    case 'pages':
      return message('429 Too Many Requests', 'Rate exceeded', 429)
    default:
      return refuseSts(tooFast, requestId)
  }
}
