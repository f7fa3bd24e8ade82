// Decides whether what a source yields may be looked at further: signed as it must be, and not older than what is approved.
import type { Failure } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Copy, StoredState } from './catalog-files.ts'
import { checkSignature, readPublicKey } from './minisign.ts'
import { type Found, identityOf } from './sources/source.ts'

/** What was found, and what is known about it; `copy.at` is for the one who keeps it. */
export type Trusted = { readonly found: Found; readonly copy: Omit<Copy, 'at'> }

type Wanted = Pick<StoredState, 'source' | 'kind' | 'key' | 'keyWaiting'> & {
  /** null = it is being added. */
  readonly approved: Copy | null
  readonly replaced: readonly string[]
}

/** Fails with catalog-untrusted. The history of a repository was looked at where it was fetched. */
export const trust = (found: Found, wanted: Wanted): Result<Trusted> => {
  const hash = identityOf(found.documents)
  const signed = signaturesOf(found, wanted)
  if (!signed.ok) return signed
  const { commit, modified } = found
  const copy = { hash, commit, modified, signed: signed.value }
  const older = hash === wanted.approved?.hash ? null : whyOlder(copy, wanted)
  return older === null
    ? ok({ found, copy })
    : failed({ kind: 'catalog-untrusted', source: wanted.source, because: 'rollback', said: older })
}

const signaturesOf = (found: Found, { key, keyWaiting, source }: Wanted): Result<Copy['signed']> => {
  const line = keyWaiting ?? key
  if (line === null) return ok(null)
  const publicKey = readPublicKey(line)
  if (!publicKey.ok) return publicKey
  const moments: Record<string, number | null> = {}
  for (const { name, bytes, signature } of found.documents) {
    const checked = checkSignature(bytes, signature, publicKey.value, source)
    if (!checked.ok) return failed(inDocument(checked.failure, found.documents.length > 1 ? name : null))
    moments[name] = checked.value.at
  }
  return ok({ keyId: publicKey.value.id, moments })
}

/** Of several documents, which one it is. */
const inDocument = (failure: Failure, name: string | null): Failure =>
  name !== null && failure.kind === 'catalog-untrusted'
    ? { ...failure, said: `${name}: ${failure.said}` }
    : failure

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')

/** In words, why this is older than the approved copy; null when nothing shows it. */
const whyOlder = (copy: Omit<Copy, 'at'>, { approved, replaced, kind }: Wanted): string | null => {
  if (approved === null) return null
  for (const [name, at] of Object.entries(copy.signed?.moments ?? {})) {
    const before = approved.signed?.moments[name] ?? null
    // Keys of two people may be used on machines whose clocks differ; with one key, time goes forward.
    if (at !== null && before !== null && approved.signed?.keyId === copy.signed?.keyId && at < before)
      return `${name} was signed ${day(at * 1000)}, before the approved copy (${day(before * 1000)}).`
  }
  if (kind !== 'https') return null
  if (copy.modified !== null && approved.modified !== null)
    return copy.modified < approved.modified
      ? `Its host shows a copy of ${day(copy.modified)}, older than the approved one (${day(approved.modified)}).`
      : null
  return replaced.includes(copy.hash) ? 'Its host shows a copy that was replaced by the approved one.' : null
}
