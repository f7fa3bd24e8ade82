// Who may enter the browser host: a key that works once is traded for a cookie, and both die with the process.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

export type DoorKeys = {
  /** A fresh key for one opening of the window. */
  issue(): string
  /** Trades a key for the cookie's value; null when it is unknown or was used. */
  trade(key: string): string | null
  /** Is this the value of a cookie that was traded here? */
  admits(cookie: string | undefined): boolean
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Compares by hash and in constant time, so that neither length nor content can be measured. */
const isAmong = (text: string, digests: readonly Buffer[]): Buffer | null => {
  const wanted = digest(text)
  let found: Buffer | null = null
  for (const known of digests) if (timingSafeEqual(known, wanted)) found = known
  return found
}

export const createDoorKeys = (): DoorKeys => {
  let keys: Buffer[] = []
  const cookies: Buffer[] = []
  return {
    issue() {
      const key = randomBytes(32).toString('base64url')
      // A few unused ones are enough: whoever asks again and again must not fill the memory.
      keys = [...keys, digest(key)].slice(-20)
      return key
    },
    trade(key) {
      const found = isAmong(key, keys)
      if (!found) return null
      keys = keys.filter(known => known !== found)
      const cookie = randomBytes(32).toString('base64url')
      cookies.push(digest(cookie))
      return cookie
    },
    admits: cookie => cookie !== undefined && isAmong(cookie, cookies) !== null,
  }
}
