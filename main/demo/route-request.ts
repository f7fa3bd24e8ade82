// Tells which AWS service and operation a request is for: by its path, its target header, or its form.
import { s3Operation } from './s3/s3.ts'
import { formOf, type Incoming } from './wire.ts'

export type Service =
  | 'sts'
  | 'iam'
  | 'organizations'
  | 'sso-oidc'
  | 'sso'
  | 'signin'
  | 's3'
  | 'dynamodb'
  | 'ce'
  | 'pages'
  | 'control'

export type Routed = { readonly service: Service; readonly operation: string }

const paths: Readonly<Record<string, Routed>> = {
  'POST /client/register': { service: 'sso-oidc', operation: 'RegisterClient' },
  'POST /device_authorization': { service: 'sso-oidc', operation: 'StartDeviceAuthorization' },
  'POST /token': { service: 'sso-oidc', operation: 'CreateToken' },
  'GET /assignment/accounts': { service: 'sso', operation: 'ListAccounts' },
  'GET /assignment/roles': { service: 'sso', operation: 'ListAccountRoles' },
  'GET /federation/credentials': { service: 'sso', operation: 'GetRoleCredentials' },
  'POST /logout': { service: 'sso', operation: 'Logout' },
  'GET /authorize': { service: 'pages', operation: 'Authorize' },
  'GET /device': { service: 'pages', operation: 'Device' },
  'POST /sign-in': { service: 'pages', operation: 'SignIn' },
  'GET /phone': { service: 'pages', operation: 'Phone' },
  'GET /phone.json': { service: 'pages', operation: 'PhoneState' },
  'GET /phone.js': { service: 'pages', operation: 'PhoneScript' },
  'GET /demo.css': { service: 'pages', operation: 'StyleSheet' },
  'GET /oauth': { service: 'pages', operation: 'ConsoleLogout' },
}

const stsVersion = '2011-06-15'
const iamVersion = '2010-05-08'
/** What stands before the operation in the target header of a JSON service. */
const targets: readonly (readonly [string, Service])[] = [
  ['AWSOrganizationsV20161128.', 'organizations'],
  ['DynamoDB_20120810.', 'dynamodb'],
  ['AWSInsightsIndexService.', 'ce'],
]

/** The service in the credential scope: for a Query request that leaves its version out, and for S3, whose paths could be any. */
const scopedService = (request: Incoming): string =>
  /Credential=[^/]+\/\d{8}\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? ''

/** Null when nothing here answers to that. */
export const routeRequest = (request: Incoming): Routed | null => {
  if (scopedService(request) === 's3') return { service: 's3', operation: s3Operation(request) }
  if (request.path.startsWith('/_demo/'))
    return { service: 'control', operation: request.path.slice('/_demo/'.length) }
  if (request.path.startsWith('/console/')) return { service: 'pages', operation: 'Console' }
  const byPath = paths[`${request.method} ${request.path}`]
  if (byPath) return byPath
  if (request.path === '/federation')
    return { service: 'signin', operation: formOf(request).get('Action') ?? 'federation' }
  if (request.path !== '/') return null
  const named = request.headers['x-amz-target']
  const json = targets.find(([target]) => named?.startsWith(target))
  if (json && named) return { service: json[1], operation: named.slice(json[0].length) }
  const form = formOf(request)
  const operation = form.get('Action')
  if (operation === null) return request.method === 'GET' ? { service: 'pages', operation: 'Home' } : null
  const version = form.get('Version')
  if (version === iamVersion) return { service: 'iam', operation }
  if (version === stsVersion) return { service: 'sts', operation }
  return { service: scopedService(request) === 'iam' ? 'iam' : 'sts', operation }
}
