// Makes identifiers and secrets that look like AWS's own, so that whatever parses them meets the real shapes.
import { createHash, randomBytes, randomInt } from 'node:crypto'

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

const randomBase32 = (length: number): string =>
  Array.from({ length }, () => base32[randomInt(base32.length)]).join('')

const hashed = (seed: string): Buffer => createHash('sha256').update(seed).digest()

/** `AKIA` marks a long-term key, `ASIA` a temporary one (UG:IAM/reference_identifiers). */
export const newAccessKeyId = (prefix: 'AKIA' | 'ASIA'): string => prefix + randomBase32(16)

export const newSecretAccessKey = (): string => randomBytes(30).toString('base64')

/** Real session tokens are opaque and about a kilobyte long; nothing may count on their length. */
export const newSessionToken = (): string => `IQoJb3JpZ2luX2Vj${randomBytes(720).toString('base64')}`

export const newToken = (prefix: string, bytes = 48): string =>
  prefix + randomBytes(bytes).toString('base64url')

/** The same name gives the same id in every run, so that documents and screenshots agree. */
export const uniqueId = (prefix: 'AIDA' | 'AROA' | 'AGPA', seed: string): string =>
  prefix + [...hashed(seed).subarray(0, 17)].map(byte => base32[byte % 32]).join('')

export const hexOf = (seed: string, length: number): string => hashed(seed).toString('hex').slice(0, length)

/** Letters and digits of an organization's or unit's id: `[a-z0-9]`. */
export const lowerId = (seed: string, length: number): string =>
  [...hashed(seed).subarray(0, length)].map(byte => (byte % 36).toString(36)).join('')

/** A device's user code: two groups of four letters without those that are easily confused. */
export const newUserCode = (): string => {
  const letters = 'BCDFGHJKLMNPQRSTVWXZ'
  const four = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return `${four()}-${four()}`
}

export const iso = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z')
