// What lies in the demo's buckets: objects by key, each with its bytes and what S3 says of them.
import { createHash } from 'node:crypto'
import type { Bucket } from '../description.ts'

export type StoredObject = {
  readonly key: string
  readonly body: Buffer
  readonly contentType: string
  /** In quotes; AWS's is an MD5 only for what is not encrypted with a key of KMS, so nothing may count on it. */
  readonly etag: string
  /** Milliseconds on the demo's clock. */
  readonly modifiedAt: number
  /** As asked for in the request; null = nothing was. */
  readonly encryption: string | null
}

export type Buckets = {
  bucket(name: string): Bucket | undefined
  /** In the order of their keys' bytes, as S3 lists them. */
  list(bucket: string): readonly StoredObject[]
  get(bucket: string, key: string): StoredObject | undefined
  put(bucket: string, object: Omit<StoredObject, 'etag'>): StoredObject
  remove(bucket: string, key: string): void
}

export const createBuckets = (all: readonly Bucket[]): Buckets => {
  const objects = new Map(all.map(({ name }) => [name, new Map<string, StoredObject>()]))
  return {
    bucket: name => all.find(each => each.name === name),
    list: bucket =>
      [...(objects.get(bucket)?.values() ?? [])].sort((a, b) =>
        Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)),
      ),
    get: (bucket, key) => objects.get(bucket)?.get(key),
    put(bucket, object) {
      const stored = {
        ...object,
        etag: `"${createHash('sha256').update(object.body).digest('hex').slice(0, 32)}"`,
      }
      objects.get(bucket)?.set(object.key, stored)
      return stored
    },
    remove(bucket, key) {
      objects.get(bucket)?.delete(key)
    },
  }
}
