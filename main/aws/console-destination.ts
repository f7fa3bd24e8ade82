// Where in the console a person lands: a service's page, a path, or an address they gave, never outside of AWS's console.
import { failed, ok, type Result } from '../../shared/result.ts'
import { consoleOrigin, partitionNamed } from './partition.ts'

export type Destination = {
  readonly partition: string
  readonly region: string
  /** `s3`, `cloudwatch`, ... or AWS's own id of a service. */
  readonly service?: string | null
  /** Below the service's page, or below the console: `#instances`, `/s3/buckets/x`. */
  readonly path?: string | null
  /** A whole console address; the other two are then not used. */
  readonly url?: string | null
}

/** People and the API say one name, the console's address another. */
const consoleNames: Readonly<Record<string, string>> = {
  logs: 'cloudwatch/home#logsV2:log-groups',
  cloudwatchlogs: 'cloudwatch/home#logsV2:log-groups',
  lambda: 'lambda/home#/functions',
  dynamodb: 'dynamodbv2/home',
  stepfunctions: 'states/home',
  sfn: 'states/home',
  ssm: 'systems-manager/home',
  elb: 'ec2/home#LoadBalancers:',
  alb: 'ec2/home#LoadBalancers:',
  sg: 'vpcconsole/home#SecurityGroups:',
  vpc: 'vpcconsole/home',
  r53: 'route53/v2/home',
  route53: 'route53/v2/home',
  cloudfront: 'cloudfront/v4/home',
  cfn: 'cloudformation/home',
  ecs: 'ecs/v2/home',
  ecr: 'ecr/repositories',
  sqs: 'sqs/v3/home',
  sns: 'sns/v3/home',
  ses: 'ses/home',
  billing: 'costmanagement/home',
  cost: 'cost-management/home#/cost-explorer',
  ce: 'cost-management/home#/cost-explorer',
  orgs: 'organizations/v2/home',
  organizations: 'organizations/v2/home',
  sso: 'singlesignon/home',
  'identity-center': 'singlesignon/home',
  cloudtrail: 'cloudtrailv2/home',
  ct: 'cloudtrailv2/home',
  eventbridge: 'events/home',
  msk: 'msk/home',
  opensearch: 'aos/home',
  es: 'aos/home',
  acm: 'acm/home',
  secrets: 'secretsmanager/home',
  kms: 'kms/home',
  iam: 'iam/home',
  s3: 's3/home',
  guardduty: 'guardduty/home',
  health: 'health/home',
  waf: 'wafv2/homev2',
  athena: 'athena/home',
  glue: 'gluestudio/home',
  bedrock: 'bedrock/home',
}

const refuse = (path: string, message: string): Result<never> => failed({ kind: 'bad-input', path, message })

/**
 * The console address to land on. Fails with bad-input when `service` or `path` could lead out of the console, or
 * `url` is not an https address of this partition's console.
 */
export const consoleDestination = (wanted: Destination): Result<string> => {
  const partition = partitionNamed(wanted.partition)
  if (!/^[a-z]{2}[a-z0-9-]{3,30}$/.test(wanted.region))
    return refuse('region', 'This is not the name of a region.')
  if (wanted.url) return checkUrl(wanted.url, partition.console)
  const origin = consoleOrigin(partition, wanted.region)
  const region = `region=${wanted.region}`
  const path = wanted.path?.trim() ?? ''
  // Backslashes count as slashes in a browser, and control characters are dropped by it: both could hide a host.
  if (/[\\\p{Cc}\s]/u.test(path)) return refuse('path', 'A path holds neither blanks nor backslashes.')

  const service = wanted.service?.trim().toLowerCase() ?? ''
  if (service === '') {
    if (path === '') return ok(`${origin}/console/home?${region}`)
    return inside(`${origin}/${path.replace(/^\/+/, '')}`, origin)
  }
  if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(service))
    return refuse('service', 'This is not the name of a service.')
  const known = consoleNames[service] ?? `${service}/home`
  const [page = '', fragment = ''] = known.split('#')
  const landing = `${origin}/${page}?${region}`
  if (path === '') return ok(fragment === '' ? landing : `${landing}#${fragment}`)
  if (path.startsWith('#')) return inside(`${landing}${path}`, origin)
  return inside(`${origin}/${service}/${path.replace(/^\/+/, '')}`, origin)
}

const inside = (address: string, origin: string): Result<string> => {
  const url = URL.canParse(address) ? new URL(address) : null
  return url === null || url.origin !== origin
    ? refuse('path', 'This path leaves the console.')
    : ok(url.href)
}

/** With multi-session, hosts look like `123456789012-abcdefgh.eu-west-1.console.aws.amazon.com`: all end in the console's name. */
const checkUrl = (given: string, host: string): Result<string> => {
  const url = URL.canParse(given) ? new URL(given) : null
  if (url === null || url.protocol !== 'https:') return refuse('url', 'This is not an https address.')
  if (url.username !== '' || url.password !== '' || url.port !== '') {
    return refuse('url', 'A console address has neither a user name nor a port.')
  }
  if (url.hostname !== host && !url.hostname.endsWith(`.${host}`)) {
    return refuse('url', `This is not an address of the AWS console (${host}).`)
  }
  return ok(url.href)
}

/**
 * The way into the console that needs no credentials from us: the access portal signs its own person in
 * (IAM Identity Center User Guide, "Creating shortcut links").
 */
export const portalShortcut = (input: {
  readonly startUrl: string
  readonly account: string
  readonly role: string
  readonly destination: string | null
}): string => {
  const fields = [
    ['account_id', input.account],
    ['role_name', input.role],
    ...(input.destination === null ? [] : [['destination', input.destination]]),
  ]
  const query = fields.map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`).join('&')
  return `${input.startUrl.replace(/[#/]+$/, '')}/#/console?${query}`
}
