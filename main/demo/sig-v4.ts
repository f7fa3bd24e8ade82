// Reads and recomputes AWS Signature Version 4, for whichever headers a client chose to sign.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { type Incoming, isRefusal, type Refusal, refuse } from './wire.ts'

export type Signed = {
  readonly accessKeyId: string
  readonly day: string
  readonly region: string
  readonly service: string
  readonly terminator: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
  /** `20261121T101500Z` */
  readonly time: string
  readonly token: string | undefined
  /** Seconds a presigned URL lives; absent for a signed header. */
  readonly lives?: number
}

const incomplete = (what: string): Refusal =>
  refuse(
    400,
    'IncompleteSignature',
    `Authorization header requires '${what}' parameter. (Hashed with SHA-256 and encoded with Base64)`,
  )

type Parts = {
  algorithm: string
  credential: string
  signedHeaders: string
  signature: string
  time: string
  token: string | undefined
  lives?: number
}

const partsOf = (request: Incoming): Parts | Refusal => {
  const header = request.headers.authorization
  if (header !== undefined) {
    const value = (name: string): string => new RegExp(`${name}=([^,\\s]+)`).exec(header)?.[1] ?? ''
    return {
      algorithm: header.split(' ')[0] ?? '',
      credential: value('Credential'),
      signedHeaders: value('SignedHeaders'),
      signature: value('Signature'),
      time: request.headers['x-amz-date'] ?? '',
      token: request.headers['x-amz-security-token'],
    }
  }
  if (!request.query.has('X-Amz-Signature'))
    return refuse(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token')
  const value = (name: string): string => request.query.get(`X-Amz-${name}`) ?? ''
  return {
    algorithm: value('Algorithm'),
    credential: value('Credential'),
    signedHeaders: value('SignedHeaders'),
    signature: value('Signature'),
    time: value('Date'),
    token: request.query.get('X-Amz-Security-Token') ?? undefined,
    lives: Number(value('Expires')),
  }
}

/** What the request says about its own signature, from the Authorization header or a presigned query string. */
export const readSignature = (request: Incoming): Signed | Refusal => {
  const parts = partsOf(request)
  if (isRefusal(parts)) return parts
  if (parts.algorithm !== 'AWS4-HMAC-SHA256')
    return refuse(400, 'IncompleteSignature', 'Unsupported AWS signing algorithm.')
  if (!parts.signature) return incomplete('Signature')
  if (!parts.signedHeaders) return incomplete('SignedHeaders')
  if (!/^\d{8}T\d{6}Z$/.test(parts.time))
    return refuse(
      400,
      'IncompleteSignature',
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    )
  const [accessKeyId, day, region, service, terminator] = parts.credential.split('/')
  if (!accessKeyId || !day || !region || !service || !terminator) return incomplete('Credential')
  return {
    accessKeyId,
    day,
    region,
    service,
    terminator,
    signedHeaders: parts.signedHeaders.split(';'),
    signature: parts.signature,
    time: parts.time,
    token: parts.token,
    ...(parts.lives !== undefined && { lives: parts.lives }),
  }
}

const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex')
const hmac = (key: Buffer | string, data: string): Buffer => createHmac('sha256', key).update(data).digest()

export const bodyHash = (request: Incoming): string => sha256(request.body)

const encode = (value: string): string =>
  encodeURIComponent(value).replace(/[!'()*]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)

const decode = (value: string): string => {
  try {
    return decodeURIComponent(value.replaceAll('+', '%20'))
  } catch {
    return value
  }
}

const canonicalQuery = (rawQuery: string): string =>
  rawQuery
    .split('&')
    .filter(pair => pair !== '')
    .map(pair => {
      const at = pair.indexOf('=')
      const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
      return [encode(decode(name)), encode(decode(value))] as const
    })
    .filter(([name]) => name !== 'X-Amz-Signature')
    .sort((a, b) => (a[0] === b[0] ? (a[1] < b[1] ? -1 : 1) : a[0] < b[0] ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')

/** S3 alone takes its path as it was sent, and the body's hash as the client says it (SigV4 guide, "Create a canonical request"). */
const pathOf = (request: Incoming, { service }: Signed): string =>
  service === 's3'
    ? request.path
    : request.path
        .split('/')
        .map(segment => encode(segment))
        .join('/')
const payloadOf = (request: Incoming, { service }: Signed): string =>
  service === 's3' ? (request.headers['x-amz-content-sha256'] ?? '') : bodyHash(request)

/**
 * The signature this request should carry. The list of signed headers is the client's own: the
 * JavaScript SDK signs ten and sends the body's hash, botocore signs three and does not
 * (@smithy/signature-v4, botocore/auth.py), so the body is hashed here.
 */
export const signatureOf = (request: Incoming, signed: Signed, secretAccessKey: string): string => {
  const headers = signed.signedHeaders
    .map(name => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`)
    .join('')
  const canonical = [
    request.method,
    pathOf(request, signed),
    canonicalQuery(request.rawQuery),
    headers,
    signed.signedHeaders.join(';'),
    payloadOf(request, signed),
  ].join('\n')
  const scope = `${signed.day}/${signed.region}/${signed.service}/${signed.terminator}`
  const toSign = ['AWS4-HMAC-SHA256', signed.time, scope, sha256(canonical)].join('\n')
  const key = [signed.region, signed.service, signed.terminator].reduce(
    (made, part) => hmac(made, part),
    hmac(`AWS4${secretAccessKey}`, signed.day),
  )
  return hmac(key, toSign).toString('hex')
}

export const sameText = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())

/** Milliseconds of `20261121T101500Z`. */
export const readTime = (time: string): number =>
  Date.parse(time.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z'))

export const writeTime = (at: number): string => new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '')
