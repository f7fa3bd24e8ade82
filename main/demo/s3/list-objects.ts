// ListObjectsV2: the keys of a bucket below a prefix, in pages, with what lies between delimiters as one line.
import type { Reply } from '../wire.ts'
import { writeXml, type Xml } from '../xml.ts'
import type { StoredObject } from './buckets.ts'
import { s3Xml } from './s3-error.ts'

const most = 1000

const sizeOf = (query: URLSearchParams): number => {
  const asked = Number(query.get('max-keys') ?? most)
  return Number.isInteger(asked) && asked >= 0 ? Math.min(asked, most) : most
}

/** A line of the answer: an object, or the common prefix of several. */
type Row = { readonly at: string; readonly object: StoredObject | null }

const rowsOf = (objects: readonly StoredObject[], prefix: string, delimiter: string): readonly Row[] => {
  const rows: Row[] = []
  for (const object of objects) {
    if (!object.key.startsWith(prefix)) continue
    const end = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length)
    const at = end < 0 ? object.key : object.key.slice(0, end + delimiter.length)
    if (end >= 0 && rows.at(-1)?.at === at) continue
    rows.push({ at, object: end < 0 ? object : null })
  }
  return rows
}

/** The continuation token is the last line of the page before. */
export const listObjects = (
  bucket: string,
  objects: readonly StoredObject[],
  query: URLSearchParams,
): Reply => {
  const prefix = query.get('prefix') ?? ''
  const token = query.get('continuation-token')
  const after = token === null ? null : Buffer.from(token, 'base64url').toString('utf8')
  const size = sizeOf(query)
  const all = rowsOf(objects, prefix, query.get('delimiter') ?? '')
  const from = after === null ? 0 : all.findIndex(row => row.at === after) + 1
  const page = all.slice(from, from + size)
  const more = from + size < all.length
  const last = page.at(-1)
  // Asked to, it encodes keys as XML could not hold them (S3 API, EncodingType).
  const written = (text: string): string =>
    query.get('encoding-type') === 'url' ? encodeURIComponent(text).replaceAll('%2F', '/') : text
  const rows = page.map((row): readonly [string, Xml] =>
    row.object === null
      ? ['CommonPrefixes', { Prefix: written(row.at) }]
      : [
          'Contents',
          {
            Key: written(row.at),
            LastModified: new Date(row.object.modifiedAt).toISOString(),
            ETag: row.object.etag,
            Size: row.object.body.length,
            StorageClass: 'STANDARD',
          },
        ],
  )
  const head = writeXml({
    Name: bucket,
    Prefix: written(prefix),
    MaxKeys: size,
    KeyCount: page.length,
    IsTruncated: more,
    EncodingType: query.get('encoding-type') ?? undefined,
    NextContinuationToken: more && last ? Buffer.from(last.at).toString('base64url') : undefined,
  })
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: s3Xml(
      'ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"',
      head + rows.map(([name, inner]) => writeXml({ [name]: inner })).join(''),
    ),
  }
}
