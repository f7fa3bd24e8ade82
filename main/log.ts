// The log: one JSON line per event, into which no secret gets, and which never grows without end.
import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from './clock.ts'
import { Secret } from './secret.ts'

export type LogFields = Readonly<Record<string, unknown>>

export interface Log {
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
  /** Records something that should never happen; yields the reference a person can quote. */
  bug(error: unknown): string
}

export type LogOptions = {
  readonly folder: string
  readonly clock: Clock
  /** Bytes after which a new file begins; default 1 MB. */
  readonly maxBytes?: number
  /** Older files kept beside the current one; default 4. */
  readonly keep?: number
}

/** Never throws: a full disk must not turn a notice into a crash. */
export const createLog = ({ folder, clock, maxBytes = 1_000_000, keep = 4 }: LogOptions): Log => {
  const file = join(folder, 'switchyard.jsonl')
  const older = (n: number): string => join(folder, `switchyard.${n}.jsonl`)

  const rotate = (): void => {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
    if (size < maxBytes) return
    for (let n = keep - 1; n >= 1; n--) {
      if (statSync(older(n), { throwIfNoEntry: false })) renameSync(older(n), older(n + 1))
    }
    renameSync(file, older(1))
  }
  const write = (level: string, message: string, fields?: LogFields): void => {
    const at = new Date(clock.now()).toISOString()
    const line = {
      at,
      level,
      pid: process.pid,
      message: redactText(message),
      ...(fields === undefined ? {} : { fields: redact(fields) }),
    }
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      rotate()
      appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 })
    } catch {
      // Nothing can be told to anyone here; whoever does the real work meets the same disk and says so.
    }
  }
  return {
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
    bug(error) {
      const reference = `bug-${new Date(clock.now()).toISOString().slice(0, 10)}-${randomBytes(3).toString('hex')}`
      write('bug', error instanceof Error ? error.message : String(error), { reference, error })
      return reference
    },
  }
}

const withheld = '(withheld)'

/** Field names whose text is withheld whatever it looks like. */
const secretName = /secret|token|passphrase|password|authorization|cookie|credential|mfacode|otp/i

/** Text in these forms is a secret by its first letters: STS and SSO tokens, JWTs, minisign and private keys. */
const secretForms =
  /\b(?:FwoGZXIvYXdz|IQoJb3JpZ2lu|aoa[A-Za-z0-9]{2}|aor[A-Za-z0-9]{2}|eyJ[\w-]{8})[\w+/=.:-]{16,}|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END|$)/g

/** Values of these parameters of a URL or a form; the first group of names means something else outside of URLs. */
const urlParameter = /([?&](?:Session|code|key|state)=)[^&\s"'#]+/gi
const secretParameter =
  /\b((?:SigninToken|code_verifier|(?:access|refresh|id)_?token|client_?secret|device_?code|X-Amz-(?:Security-Token|Signature|Credential))=)[^&\s"'#]+/gi

/** A secret access key is 40 letters of base64. */
const keyLike = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/])/g
const tokenLike = /[A-Za-z0-9+/=_-]{80,}/g

/** Replaces every part of a text that looks like a secret. */
export const redactText = (text: string): string =>
  text
    .replace(urlParameter, `$1${withheld}`)
    .replace(secretParameter, `$1${withheld}`)
    .replace(secretForms, withheld)
    .replace(tokenLike, part => (looksRandom(part) ? withheld : part))
    .replace(keyLike, part => (looksRandom(part) ? withheld : part))

export const looksSecret = (text: string): boolean => redactText(text) !== text

/**
 * Random base64 changes between small letters, capitals, digits and signs at two of three places; paths and
 * role names at one of four or fewer, and hexadecimal digests lack one of the kinds. Wrong now and then about
 * a name in CamelCase, because a name that is withheld does less harm than a secret that is not.
 */
const looksRandom = (text: string): boolean =>
  /[a-z]/.test(text) && /[A-Z]/.test(text) && /[\d+/]/.test(text) && changesOfKind(text) > 0.34

/** Between 0 and 1: at how many of the places between two letters their kind changes. */
const changesOfKind = (text: string): number => {
  const kinds = [...text].map(letter => [/[a-z]/, /[A-Z]/, /\d/].findIndex(kind => kind.test(letter)))
  return kinds.filter((kind, at) => at > 0 && kind !== kinds[at - 1]).length / Math.max(1, kinds.length - 1)
}

/** A copy of any value, fit for JSON, without secrets; circles and depth past 8 are cut. */
export const redact = (value: unknown, depth = 0): unknown => {
  if (value instanceof Secret) return String(value)
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'function' || typeof value === 'symbol') return `(${typeof value})`
  if (typeof value !== 'object' || value === null) return value
  if (depth > 8) return '(deeper)'
  if (value instanceof Uint8Array) return `(${value.byteLength} bytes)`
  if (value instanceof Error) {
    const { name, message, stack, cause } = value
    return redact({ name, message, stack, ...(cause === undefined ? {} : { cause }) }, depth + 1)
  }
  if (Array.isArray(value)) return value.slice(0, 200).map(item => redact(item, depth + 1))
  if (value instanceof Map) return redact([...value], depth)
  if (value instanceof Set) return redact([...value], depth)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  const entries = Object.entries(value).map(([name, inner]) => {
    const hidden =
      secretName.test(name) && typeof inner === 'string' && !/(at|expires|expiry|kind|type)$/i.test(name)
    return [name, hidden ? withheld : redact(inner, depth + 1)]
  })
  return Object.fromEntries(entries)
}
