// As much of S3 as a state of Terraform needs: put, get, head, delete and list, by path, for the account that owns the bucket.
import { createHash } from 'node:crypto'
import { checkIdentity, denied } from '../access.ts'
import { authenticate, type Caller } from '../authenticate.ts'
import type { Bucket } from '../description.ts'
import { readSignature } from '../sig-v4.ts'
import { type Incoming, isRefusal, type Refusal, type Reply, refuse } from '../wire.ts'
import type { World } from '../world.ts'
import type { Buckets, StoredObject } from './buckets.ts'
import { listObjects } from './list-objects.ts'
import { refuseS3 } from './s3-error.ts'

type Ask = {
  readonly world: World
  readonly buckets: Buckets
  readonly request: Incoming
  readonly caller: Caller
  readonly bucket: Bucket
  readonly key: string
}

/** The bucket and the key of a request in path style. */
export const readPath = (path: string): { readonly bucket: string; readonly key: string } | null => {
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? []
  try {
    return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key) }
  } catch {
    return null
  }
}

/** The operation that a method and a path are; for the log of calls and for faults. */
export const s3Operation = (request: Incoming): string => {
  const path = readPath(request.path)
  if (path?.key === '') return request.query.get('list-type') === '2' ? 'ListObjectsV2' : 'unknown'
  const names: Readonly<Record<string, string>> = {
    GET: 'GetObject',
    HEAD: 'HeadObject',
    PUT: 'PutObject',
    DELETE: 'DeleteObject',
  }
  return names[request.method] ?? 'unknown'
}

const objectArn = ({ bucket, key }: Pick<Ask, 'bucket' | 'key'>): string =>
  `arn:aws:s3:::${bucket.name}/${key}`
const bucketArn = ({ bucket }: Pick<Ask, 'bucket'>): string => `arn:aws:s3:::${bucket.name}`

/**
 * No bucket here has a policy: only principals of the owning account, whose own policies allow it, get in
 * (S3 User Guide, "How Amazon S3 authorizes a request").
 */
const mayDo = ({ world, caller, bucket }: Ask, action: string, resource: string): Refusal | null =>
  checkIdentity(world, caller, action, resource) ??
  (world.account(bucket.account)?.id === caller.account
    ? null
    : denied(caller, action, resource, ` because no resource-based policy allows the ${action} action`))

const headersOf = (object: StoredObject): Record<string, string> => ({
  'content-type': object.contentType,
  'content-length': String(object.body.length),
  etag: object.etag,
  'last-modified': new Date(object.modifiedAt).toUTCString(),
  ...(object.encryption && { 'x-amz-server-side-encryption': object.encryption }),
})

/** Without the right to list, a key that is not there is refused like one that may not be read (S3 API, GetObject). */
const find = (ask: Ask): StoredObject | Refusal => {
  const refusal = mayDo(ask, 's3:GetObject', objectArn(ask))
  if (refusal) return refusal
  return (
    ask.buckets.get(ask.bucket.name, ask.key) ??
    mayDo(ask, 's3:ListBucket', bucketArn(ask)) ??
    refuse(404, 'NoSuchKey', 'The specified key does not exist.')
  )
}

const getObject = (ask: Ask): Reply | Refusal => {
  const object = find(ask)
  return isRefusal(object) ? object : { status: 200, headers: headersOf(object), body: object.body }
}

const headObject = (ask: Ask): Reply | Refusal => {
  const object = find(ask)
  return isRefusal(object) ? object : { status: 200, headers: headersOf(object) }
}

/** What a client says of its body must be true of it; of the checksums this one is looked at. */
const checkBody = ({ headers, body }: Incoming): Refusal | null => {
  const said = headers['x-amz-checksum-sha256']
  return said === undefined || said === createHash('sha256').update(body).digest('base64')
    ? null
    : refuse(400, 'BadDigest', 'The SHA256 you specified did not match the calculated checksum.')
}

const putObject = (ask: Ask): Reply | Refusal => {
  const { request, buckets, bucket, key, world } = ask
  const refusal = mayDo(ask, 's3:PutObject', objectArn(ask)) ?? checkBody(request)
  if (refusal) return refusal
  // A body in signed chunks is another encoding; stored as it is, it would be wrong.
  if (/^STREAMING-/.test(request.headers['x-amz-content-sha256'] ?? ''))
    return refuse(501, 'NotImplemented', 'The demo AWS takes a body in one piece only.')
  // Conditional writes (S3 User Guide): the first one wins, the others learn it.
  if (request.headers['if-none-match'] === '*' && buckets.get(bucket.name, key))
    return refuse(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold')
  const encryption = request.headers['x-amz-server-side-encryption'] ?? null
  const { etag } = buckets.put(bucket.name, {
    key,
    body: request.body,
    contentType: request.headers['content-type'] ?? 'binary/octet-stream',
    modifiedAt: world.now(),
    encryption,
  })
  const sha256 = request.headers['x-amz-checksum-sha256']
  return {
    status: 200,
    headers: {
      etag,
      ...(encryption && { 'x-amz-server-side-encryption': encryption }),
      ...(sha256 && { 'x-amz-checksum-sha256': sha256 }),
    },
  }
}

const deleteObject = (ask: Ask): Reply | Refusal => {
  const refusal = mayDo(ask, 's3:DeleteObject', objectArn(ask))
  if (refusal) return refusal
  ask.buckets.remove(ask.bucket.name, ask.key)
  return { status: 204 }
}

const operations: Readonly<Record<string, (ask: Ask) => Reply | Refusal>> = {
  GetObject: getObject,
  HeadObject: headObject,
  PutObject: putObject,
  DeleteObject: deleteObject,
  ListObjectsV2: ask =>
    mayDo(ask, 's3:ListBucket', bucketArn(ask)) ??
    listObjects(ask.bucket.name, ask.buckets.list(ask.bucket.name), ask.request.query),
}

const answer = (world: World, buckets: Buckets, request: Incoming, operation: string): Reply | Refusal => {
  const caller = authenticate(world, request, { service: 's3', minutes: 15 })
  if (isRefusal(caller)) return caller
  const perform = operations[operation]
  const path = readPath(request.path)
  if (!perform || !path)
    return refuse(
      501,
      'NotImplemented',
      'A header or a query you provided implies what the demo AWS has not.',
    )
  const bucket = buckets.bucket(path.bucket)
  if (!bucket) return refuse(404, 'NoSuchBucket', 'The specified bucket does not exist')
  const signed = readSignature(request)
  // A bucket lives in one region, and what is signed for another does not reach it.
  if (!isRefusal(signed) && signed.region !== bucket.region)
    return refuse(
      400,
      'AuthorizationHeaderMalformed',
      `The authorization header is malformed; the region '${signed.region}' is wrong; expecting '${bucket.region}'`,
    )
  return perform({ world, buckets, request, caller, bucket, key: path.key })
}

export const answerS3 = (
  world: World,
  buckets: Buckets,
  request: Incoming,
  operation: string,
  requestId: string,
): Reply => {
  const result = answer(world, buckets, request, operation)
  return isRefusal(result)
    ? refuseS3(result, requestId)
    : { ...result, headers: { ...result.headers, 'x-amz-request-id': requestId } }
}
