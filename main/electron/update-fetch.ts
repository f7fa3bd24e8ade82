// Fetches what an update is made of: over https to the end, without cookies, and never more than was said.
import type { Fetch } from './net-transport.ts'
import type { FetchBytes } from './update-feed.ts'

/** A large file on a slow line may take so long, in ms. */
const longest = 30 * 60_000

/** @param fetch of a session in memory */
export const fetchBytes =
  (fetch: Fetch): FetchBytes =>
  async (url, most) => {
    const response = await fetch(url, {
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(longest),
    })
    if (!response.ok) throw new Error(`${new URL(url).host} answered ${response.status}.`)
    // Hosts of releases lead on to where their files are.
    if (response.url !== '' && !response.url.startsWith('https:')) throw new Error('It led away from https.')
    const parts: Uint8Array[] = []
    let size = 0
    for await (const part of response.body ?? []) {
      size += part.length
      if (size > most) throw new Error(`${new URL(url).host} sends more than it should.`)
      parts.push(part)
    }
    return Buffer.concat(parts)
  }
