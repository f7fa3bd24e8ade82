// What the environment says about reaching AWS: endpoints for a demo, a proxy, certificates.
import type { ServiceName } from './partition.ts'

/** http(s) addresses that stand in for AWS's own; empty outside of a demo or a test. */
export type Endpoints = Readonly<Partial<Record<ServiceName | 'all', string>>>

export type ProxyWay = {
  readonly url: URL
  /** Hosts and domains that are reached directly; `*` = all. */
  readonly except: readonly string[]
}

export type AwsSettings = {
  readonly endpoints: Endpoints
  readonly proxy: ProxyWay | null
  /** Who named the proxy: `settings` or a variable. */
  readonly proxyFrom: string | null
  /** Why the proxy's address could not be used; then no proxy is used. */
  readonly proxyProblem: string | null
  /** PEM file that is trusted beside the roots that Node brings; unreadable, nothing is sent. */
  readonly caBundle: string | null
  /** The same for Node's own variable; like Node, an unreadable one is passed over. */
  readonly extraCa: string | null
}

/** What the person set: it stands in place of the environment's proxy. */
export type ProxyWish = { readonly proxy: string | null; readonly except: string }
const noWish: ProxyWish = { proxy: null, except: '' }

type Environment = Readonly<Record<string, string | undefined>>
type ReadProxy = Pick<AwsSettings, 'proxy' | 'proxyFrom' | 'proxyProblem'>

const endpointVariables: readonly [ServiceName | 'all', string][] = [
  ['all', 'AWS_ENDPOINT_URL'],
  ['sts', 'AWS_ENDPOINT_URL_STS'],
  ['sso', 'AWS_ENDPOINT_URL_SSO'],
  ['sso-oidc', 'AWS_ENDPOINT_URL_SSO_OIDC'],
  ['iam', 'AWS_ENDPOINT_URL_IAM'],
  ['organizations', 'AWS_ENDPOINT_URL_ORGANIZATIONS'],
  ['signin', 'AWS_ENDPOINT_URL_SIGNIN'],
]

/** An inherited endpoint would send bearer tokens and signed requests elsewhere, so it takes a second, explicit yes. */
export const endpointsAllowed = (env: Environment): boolean => env.SWITCHYARD_ALLOW_ENDPOINTS === '1'

/** Variables that name an endpoint, whether they are allowed or not. */
export const endpointsNamed = (
  env: Environment,
): readonly { readonly variable: string; readonly value: string }[] =>
  endpointVariables.flatMap(([, variable]) => {
    const value = env[variable]
    return value ? [{ variable, value }] : []
  })

const readEndpoints = (env: Environment): Endpoints => {
  if (!endpointsAllowed(env)) return {}
  const named = endpointVariables.flatMap(([service, variable]) => {
    const value = env[variable]
    return value && /^https?:\/\//.test(value) && URL.canParse(value) ? [[service, value] as const] : []
  })
  return Object.fromEntries(named)
}

/** Pure. `example.com, .internal` or the same with blanks. */
const splitExcept = (text: string): readonly string[] =>
  text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(entry => entry.toLowerCase())

const readProxy = (env: Environment, wish: ProxyWish): ReadProxy => {
  const variable = env.HTTPS_PROXY ? 'HTTPS_PROXY' : 'https_proxy'
  const value = wish.proxy ?? env[variable]
  if (!value) return { proxy: null, proxyFrom: null, proxyProblem: null }
  const from = wish.proxy === null ? variable : 'settings'
  // `proxy.example:3128` without a scheme is what many people write; curl takes it for http too.
  const address = value.includes('://') ? value : `http://${value}`
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    const proxyProblem = `${from === 'settings' ? 'The proxy of the settings' : 'HTTPS_PROXY'} is not an http or https address, so no proxy is used.`
    return { proxy: null, proxyFrom: null, proxyProblem }
  }
  const except = wish.proxy === null ? env.NO_PROXY || env.no_proxy || '' : wish.except
  return { proxy: { url, except: splitExcept(except) }, proxyFrom: from, proxyProblem: null }
}

export const readAwsSettings = (env: Environment, wish: ProxyWish = noWish): AwsSettings => ({
  endpoints: readEndpoints(env),
  ...readProxy(env, wish),
  caBundle: env.AWS_CA_BUNDLE || null,
  extraCa: env.NODE_EXTRA_CA_CERTS || null,
})

const ignoring = 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'
/** What the person had there, for each environment that was changed. */
const before = new WeakMap<Environment, string | undefined>()

/**
 * The SDK reads endpoints from the environment and from the config file, also in the clients it makes inside of its
 * credential providers. Unless they are allowed, this tells it not to, for this process alone.
 */
export const ignoreConfiguredEndpoints = (env: Record<string, string | undefined>): void => {
  if (endpointsAllowed(env) || before.has(env)) return
  before.set(env, env[ignoring])
  env[ignoring] = 'true'
}

/** What a program of the person's own gets instead: their endpoints (of an S3 beside AWS, say) are theirs to follow. */
export const followingAsBefore = (env: Environment): Readonly<Record<string, string | undefined>> =>
  before.has(env) ? { [ignoring]: before.get(env) } : {}

/** Goes this host around the proxy? `.example.com` and `example.com` both cover all names below, as curl reads them. */
export const goesAround = (except: readonly string[], host: string, port: string): boolean => {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '')
  return except.some(entry => {
    if (entry === '*') return true
    const withPort = /^(.*):(\d+)$/.exec(entry)
    if (withPort && !entry.includes('::') && withPort[2] !== port) return false
    const domain = (withPort && !entry.includes('::') ? (withPort[1] ?? '') : entry)
      .replace(/^\*?\./, '')
      .replace(/^\[|\]$/g, '')
    return name === domain || name.endsWith(`.${domain}`)
  })
}
