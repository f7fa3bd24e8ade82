// What a publisher offers: a list of one release's files, signed by the key that was packed with the app. Nothing unsigned is read.
import { createHash } from 'node:crypto'
import { failed, ok, type Result } from '../../shared/result.ts'
import { checkSignature, type PublicKey, readPublicKey } from '../catalog/minisign.ts'

/** Who may say what the next version is. A package has one only when it was made for one. */
export type Publisher = { readonly feed: string; readonly key: PublicKey }
export type ReleaseFile = {
  readonly kind: 'AppImage' | 'nsis'
  readonly arch: string
  readonly url: string
  readonly sha256: string
  readonly size: number
}
export type Release = {
  readonly version: string
  /** Where a person reads about it and finds the other packages. */
  readonly page: string
  readonly files: readonly ReleaseFile[]
}
/** Fetches at most so many bytes; throws when that cannot be. */
export type FetchBytes = (url: string, most: number) => Promise<Uint8Array>

const longestFeed = 256 * 1024
export const largestFile = 600 * 1024 * 1024

const isHttps = (text: unknown): text is string =>
  typeof text === 'string' && URL.canParse(text) && new URL(text).protocol === 'https:'

/** From `updates` of the app's package.json; null when there is none, or it is not what it should be: then nothing updates. */
export const readPublisher = (manifest: unknown): Publisher | null => {
  const { updates } = (manifest ?? {}) as { updates?: { feed?: unknown; key?: unknown } | null }
  if (!updates || !isHttps(updates.feed) || typeof updates.key !== 'string') return null
  const key = readPublicKey(updates.key)
  return key.ok ? { feed: updates.feed, key: key.value } : null
}

const numbersOf = (version: string): readonly number[] | null =>
  /^\d{1,5}\.\d{1,5}\.\d{1,5}$/.test(version) ? version.split('.').map(Number) : null

/** Only numbers are compared, and only upwards: an older release, however well signed, is none. */
export const isNewer = (offered: string, own: string): boolean => {
  const [theirs, ours] = [numbersOf(offered), numbersOf(own)]
  if (!theirs || !ours) return false
  const place = theirs.findIndex((number, index) => number !== ours[index])
  return place >= 0 && (theirs[place] ?? 0) > (ours[place] ?? 0)
}

const readFile = (value: unknown): ReleaseFile | null => {
  const { kind, arch, url, sha256, size } = value as Record<keyof ReleaseFile, unknown>
  const known = kind === 'AppImage' || kind === 'nsis'
  if (!known || typeof arch !== 'string' || !isHttps(url)) return null
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) return null
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size <= 0 || size > largestFile) return null
  return { kind, arch, url, sha256, size }
}
const readRelease = (bytes: Uint8Array): Release | null => {
  try {
    const { version, page, files } = JSON.parse(Buffer.from(bytes).toString('utf8')) as Record<
      string,
      unknown
    >
    if (typeof version !== 'string' || numbersOf(version) === null || !isHttps(page)) return null
    return { version, page, files: Array.isArray(files) ? files.flatMap(each => readFile(each) ?? []) : [] }
  } catch {
    return null
  }
}

/** @returns null when there is nothing newer. Fails with catalog-untrusted for what the key did not sign; throws as `fetch` does. */
export const newestRelease = async (
  { feed, key }: Publisher,
  own: string,
  fetch: FetchBytes,
): Promise<Result<Release | null>> => {
  const [text, signature] = [await fetch(feed, longestFeed), await fetch(`${feed}.minisig`, longestFeed)]
  const signed = checkSignature(text, signature, key, feed)
  if (!signed.ok) return signed
  const release = readRelease(text)
  if (release === null)
    return failed({ kind: 'bad-input', path: 'release', message: 'The list of a release cannot be read.' })
  return ok(isNewer(release.version, own) ? release : null)
}

/** The file's bytes, once they are those that were signed for; throws else. */
export const fetchFile = async (file: ReleaseFile, fetch: FetchBytes): Promise<Uint8Array> => {
  const bytes = await fetch(file.url, file.size)
  const hash = createHash('sha256').update(bytes).digest('hex')
  if (bytes.length !== file.size || hash !== file.sha256)
    throw new Error(`${file.url} is not the file that was signed for.`)
  return bytes
}
