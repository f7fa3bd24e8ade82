// AWS's refusals and the network's, as failures: the one table from an SDK error to a value.
import type { Failure } from '../../shared/failure.ts'
import { ProxyRefusal } from './proxy-agent.ts'
import { CertificatesUnreadable, ForeignAnswer } from './transport.ts'

/** What is read of an SDK error. The SDK promises none of it, so each field is checked. */
export type SdkError = {
  readonly name: string
  readonly code: string | null
  readonly status: number | null
  readonly awsCode: string
  readonly awsMessage: string
  readonly requestId: string | null
  readonly retryAfterSeconds: number | null
  /** The SDK read it as an answer of the service. */
  readonly fromAws: boolean
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

/**
 * Query services (STS, IAM): `name` is the code, with `Exception` added when it is a modelled one, and `Code` is what
 * was on the wire; we keep the wire's. REST-JSON services have only `name`. SSO OIDC: `message` is always
 * "UnknownError", the words are in `error_description` (RFC 6749 bodies that the SDK maps to fields of their own).
 */
export const readSdkError = (error: unknown): SdkError => {
  const fields = record(error)
  const metadata = record(fields.$metadata)
  const headers = record(record(fields.$response).headers)
  const name = text(fields.name) ?? 'Error'
  const retryAfter = Number(text(headers['retry-after']) ?? Number.NaN)
  return {
    name,
    code: text(fields.code),
    status: typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : null,
    awsCode: text(fields.Code) ?? name,
    awsMessage: text(fields.error_description) ?? text(fields.message) ?? '',
    requestId: text(metadata.requestId),
    retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : null,
    fromAws: fields.$fault !== undefined,
  }
}

/** AWS's names for "too many at once", over all services that are called. `SlowDownException` is OIDC's own and no error. */
const throttling = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'SlowDown',
  'BandwidthLimitExceeded',
  'PriorRequestNotComplete',
])

/** What the system's codes mean to a person; others are told in the system's own words. */
const network: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known to DNS',
  EAI_AGAIN: 'DNS did not answer',
  ECONNREFUSED: 'it refused the connection',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ETIMEDOUT: 'it did not answer in time',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no network',
  ENETDOWN: 'the network is down',
  EADDRNOTAVAIL: 'there is no network',
  CERT_HAS_EXPIRED: 'its certificate has expired, or this machine’s clock is wrong',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet, or this machine’s clock is wrong',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'its certificate is for another name: something stands between this machine and AWS',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'its certificate is signed by nobody that is trusted here: if it is your company’s, name its file in AWS_CA_BUNDLE',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its certificate comes from an authority that is not trusted here, as behind an inspecting proxy: name its file in AWS_CA_BUNDLE',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate cannot be traced to a trusted authority, as behind an inspecting proxy: name its file in AWS_CA_BUNDLE',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its certificate comes from an authority that is not trusted here, as behind an inspecting proxy: name its file in AWS_CA_BUNDLE',
  EPROTO: 'it does not speak TLS as it should',
}

/** `node:net` wraps the tries on each address of a host into one error whose own words are empty. */
const saidBy = (error: unknown): string => {
  const message = text(record(error).message)
  if (message !== null) return message
  const first = record(error).errors
  return Array.isArray(first) && first.length > 0 ? saidBy(first[0]) : 'the connection failed'
}

/** Where and what: what every failure of a call tells. */
export type Called = { readonly operation: string; readonly host: string }

/** The failure for what a call threw. Anything that neither AWS nor the network can say is a bug and is thrown on. */
export const awsFailure = (error: unknown, { operation, host }: Called): Failure => {
  if (error instanceof ForeignAnswer) return { kind: 'unreachable', host, said: error.message }
  if (error instanceof ProxyRefusal) return { kind: 'unreachable', host, said: error.message }
  if (error instanceof CertificatesUnreadable)
    return { kind: 'file-unreadable', path: error.path, said: error.message }
  const said = readSdkError(error)
  if (said.name === 'AbortError') return { kind: 'cancelled', what: operation }
  // A body that is neither the JSON nor the XML that AWS answers with: the SDK then fails to parse it, after all its
  // tries, and throws a plain error with the status. What AWS said has a `$fault` (client or server).
  // AWS names each of its refusals; the SDK calls an answer without a body `Unknown`.
  const nameless = said.awsCode === 'Unknown' && said.requestId === null
  if (said.status !== null && (!said.fromAws || nameless)) {
    return { kind: 'unreachable', host, said: `something that is not AWS answered (HTTP ${said.status})` }
  }
  if (said.status !== null) return answered(said, operation, host)
  if (said.code !== null || said.name === 'TimeoutError') {
    return {
      kind: 'unreachable',
      host,
      said: (said.code === null ? null : network[said.code]) ?? saidBy(error),
    }
  }
  throw error
}

const answered = (said: SdkError, operation: string, host: string): Failure => {
  const status = said.status ?? 0
  if (status === 429 || throttling.has(said.awsCode) || throttling.has(said.name)) {
    return {
      kind: 'throttled',
      operation,
      ...(said.retryAfterSeconds === null ? {} : { retryAfterSeconds: said.retryAfterSeconds }),
    }
  }
  // A service that is down is no refusal: trying again later helps, asking somebody for a permission does not.
  if (status >= 500)
    return { kind: 'unreachable', host, said: `it answered HTTP ${status} ${said.awsCode}`.trim() }
  return {
    kind: 'aws-refused',
    operation,
    status,
    awsCode: said.awsCode,
    awsMessage: said.awsMessage,
    ...(said.requestId === null ? {} : { requestId: said.requestId }),
  }
}

/** True for a refusal whose code is one of `codes`: the callers' way to branch on what AWS said. */
export const refusedWith = (failure: Failure, ...codes: readonly string[]): boolean =>
  failure.kind === 'aws-refused' && codes.includes(failure.awsCode)
