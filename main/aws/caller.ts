// Makes each call to AWS: explicit endpoint, region and credentials, our own transport, limits and clock, one way to fail.
import type { Failure } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Clock } from '../clock.ts'
import { awsFailure, readSdkError } from './aws-failure.ts'
import type { AwsSettings } from './aws-settings.ts'
import { type Credentials, revealForSdk } from './credentials.ts'
import { type ServiceName, serviceHost, signingRegion } from './partition.ts'
import { refuseWebPage, type Transport } from './transport.ts'

export type Asked = {
  /** `AssumeRole`: for people. */
  readonly operation: string
  readonly service: ServiceName
  readonly region: string
  /** null = the operation is not signed. */
  readonly credentials: Credentials | null
  /** How often in all; default 3. One for calls that must not be repeated: what they carry works once. */
  readonly attempts?: number
  readonly signal?: AbortSignal | undefined
}

export type Sent<T> = {
  readonly output: T
  readonly requestId: string
  /** AWS's time minus ours, in ms. */
  readonly clockSkewMs: number
}

/** The parts of the SDK's request that the transport needs. */
type SdkRequest = {
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
  readonly method: string
  readonly path: string
  readonly query?: Record<string, string | string[] | null>
  readonly headers: Record<string, string>
  readonly body?: unknown
}
type SdkOptions = { readonly abortSignal?: unknown }
type SdkAnswer = { response: { statusCode: number; headers: Record<string, string>; body: Buffer } }

/** What every SDK client is made with. All that the SDK would otherwise look up in files or the environment is said. */
export type ClientSettings = {
  region: string
  endpoint: string
  maxAttempts: number
  retryMode: string
  defaultsMode: 'standard'
  useFipsEndpoint: false
  useDualstackEndpoint: false
  authSchemePreference: string[]
  userAgentAppId: () => Promise<undefined>
  customUserAgent: string
  disableClockSkewCorrection: false
  systemClockOffset: number
  requestHandler: {
    metadata: { handlerProtocol: string }
    handle(request: SdkRequest, options?: SdkOptions): Promise<SdkAnswer>
    updateHttpClientConfig(): void
    httpHandlerConfigs(): Record<string, never>
  }
  credentials?: ReturnType<typeof revealForSdk>
}

/** The signature covers the query in this very spelling (RFC 3986, as SigV4 asks). */
const encode = (value: string): string =>
  encodeURIComponent(value).replace(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

const queryOf = (query: SdkRequest['query']): string => {
  const parts = Object.entries(query ?? {}).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map(one =>
      one === null ? encode(name) : `${encode(name)}=${encode(one)}`,
    ),
  )
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

/** AWS's own words for a signature whose time is wrong. */
const clockCodes = new Set([
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
])

/** The SDK's own bound for "the clock is wrong", in ms; signatures are good for 5 minutes and more. */
const skewed = 240_000

export type Caller = ReturnType<typeof createCaller>

export const createCaller = (deps: {
  readonly settings: AwsSettings
  readonly clock: Clock
  readonly transport: Transport
  readonly userAgent: string
}) => {
  const { clock, transport } = deps
  /** AWS's time minus ours, as the last answer said. */
  let skew = 0
  clock.onJump(() => {
    skew = 0
  })

  const noteDate = (headers: Readonly<Record<string, string | undefined>>): void => {
    const date = headers.date === undefined ? Number.NaN : Date.parse(headers.date)
    // An answer out of a cache carries the time of long ago, and an Age.
    if (Number.isNaN(date) || headers.age !== undefined) return
    skew = date - clock.now()
  }

  const handle = async (request: SdkRequest, options: SdkOptions = {}): Promise<SdkAnswer> => {
    const answer = await transport.send({
      protocol: request.protocol === 'http:' ? 'http:' : 'https:',
      hostname: request.hostname,
      port: request.port ?? null,
      method: request.method,
      path: request.path + queryOf(request.query),
      headers: request.headers,
      body: typeof request.body === 'string' || request.body instanceof Uint8Array ? request.body : null,
      signal: options.abortSignal instanceof AbortSignal ? options.abortSignal : undefined,
    })
    refuseWebPage(answer)
    noteDate(answer.headers)
    return { response: { statusCode: answer.status, headers: { ...answer.headers }, body: answer.body } }
  }
  const requestHandler = {
    metadata: { handlerProtocol: 'http/1.1' },
    handle,
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  }

  /** The address of a service: AWS's own, unless another one was allowed. Without a trailing slash. */
  const endpoint = (service: ServiceName, region: string): string => {
    const { endpoints } = deps.settings
    const address = endpoints[service] ?? endpoints.all ?? `https://${serviceHost(service, region)}`
    return address.replace(/\/+$/, '')
  }

  const settings = (asked: Asked): ClientSettings => ({
    region: signingRegion(asked.service, asked.region),
    endpoint: endpoint(asked.service, asked.region),
    maxAttempts: asked.attempts ?? 3,
    retryMode: 'standard',
    defaultsMode: 'standard',
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    authSchemePreference: [],
    userAgentAppId: async () => undefined,
    customUserAgent: deps.userAgent,
    disableClockSkewCorrection: false,
    // Our clock may have been moved (demo, tests), and AWS may have told that this machine's is wrong.
    systemClockOffset: clock.now() - Date.now() + (Math.abs(skew) >= skewed ? skew : 0),
    requestHandler,
    ...(asked.credentials === null ? {} : { credentials: revealForSdk(asked.credentials) }),
  })

  type Output = { readonly $metadata: { readonly requestId?: string | undefined } }

  /**
   * Calls and turns what is thrown into a failure. `send` makes the client out of the settings and sends one command.
   * A signature refused for its time is made once more with AWS's time, also where `attempts` is one: AWS checks
   * signatures before it looks at what a request carries, so nothing was used up.
   */
  const call = async <T extends Output>(
    asked: Asked,
    send: (settings: ClientSettings, options: { abortSignal?: AbortSignal }) => Promise<T>,
  ): Promise<Result<Sent<T>>> => {
    const { host } = new URL(endpoint(asked.service, asked.region))
    const options = asked.signal === undefined ? {} : { abortSignal: asked.signal }
    const attempt = async (again: boolean): Promise<Result<Sent<T>>> => {
      const assumed = skew
      try {
        const output = await send(settings(asked), options)
        return ok({ output, requestId: output.$metadata.requestId ?? '', clockSkewMs: skew })
      } catch (error) {
        const moved = Math.abs(skew - assumed) >= skewed
        if (again && moved && asked.credentials !== null && clockCodes.has(readSdkError(error).awsCode)) {
          return attempt(false)
        }
        return failed(awsFailure(error, { operation: asked.operation, host }))
      }
    }
    return attempt(true)
  }

  /** For an answer that lacks what AWS's model promises. */
  const incomplete = (
    asked: Pick<Asked, 'operation' | 'service' | 'region'>,
  ): { ok: false; failure: Failure } =>
    failed({
      kind: 'unreachable',
      host: new URL(endpoint(asked.service, asked.region)).host,
      said: `its answer to ${asked.operation} is incomplete`,
    })

  return { settings, call, incomplete, endpoint, requestHandler, skewMs: () => skew }
}
