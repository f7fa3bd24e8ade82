// The way to AWS through Chromium's network: the system's proxy, with its script and its sign-in, and the system's certificates.
import { setTimeout as wait } from 'node:timers/promises'
import type { AwsSettings } from '../aws/aws-settings.ts'
import { type Answer, type Ask, ForeignAnswer, type Transport } from '../aws/transport.ts'

/** As for Node's own way, in ms and bytes. */
const longestTry = 15_000
const largestAnswer = 10_000_000

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** Chromium writes these itself and refuses to be told; `host` is signed, and is the one it writes. */
const writtenByChromium = new Set([
  'host',
  'content-length',
  'connection',
  'expect',
  'transfer-encoding',
  'te',
])

/** Chromium's words for what Node calls by a code; the house knows Node's. */
const codes: Readonly<Record<string, string>> = {
  ERR_NAME_NOT_RESOLVED: 'ENOTFOUND',
  ERR_NAME_RESOLUTION_FAILED: 'EAI_AGAIN',
  ERR_INTERNET_DISCONNECTED: 'ENETUNREACH',
  ERR_NETWORK_CHANGED: 'ECONNRESET',
  ERR_ADDRESS_UNREACHABLE: 'EHOSTUNREACH',
  ERR_CONNECTION_REFUSED: 'ECONNREFUSED',
  ERR_CONNECTION_RESET: 'ECONNRESET',
  ERR_CONNECTION_CLOSED: 'ECONNRESET',
  ERR_EMPTY_RESPONSE: 'ECONNRESET',
  ERR_CONNECTION_TIMED_OUT: 'ETIMEDOUT',
  ERR_TIMED_OUT: 'ETIMEDOUT',
  ERR_CERT_DATE_INVALID: 'CERT_HAS_EXPIRED',
  ERR_CERT_COMMON_NAME_INVALID: 'ERR_TLS_CERT_ALTNAME_INVALID',
  ERR_CERT_AUTHORITY_INVALID: 'SELF_SIGNED_CERT_IN_CHAIN',
}

const abortError = (): Error => Object.assign(new Error('Request aborted'), { name: 'AbortError' })
const lateError = (): Error =>
  Object.assign(new Error(`no answer within ${longestTry / 1000} s`), {
    name: 'TimeoutError',
    code: 'ETIMEDOUT',
  })

const translate = (error: unknown): Error => {
  const said = error instanceof Error ? error.message : String(error)
  if (/redirect/i.test(said)) return new ForeignAnswer(302, '')
  const name = /net::(ERR_[A-Z_]+)/.exec(said)?.[1]
  const code = name === undefined ? undefined : (codes[name] ?? name)
  return Object.assign(new Error(said), code === undefined ? {} : { code })
}

/** The body, or an error when it does not end. */
const readBody = async (response: Response): Promise<Buffer> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.length
    if (size > largestAnswer) throw new ForeignAnswer(response.status, 'an endless answer')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Whoever names a proxy, certificates or endpoints in the environment means them; those are Node's way to go. */
export const followsSystem = (settings: AwsSettings): boolean =>
  settings.proxy === null &&
  settings.proxyProblem === null &&
  settings.caBundle === null &&
  settings.extraCa === null &&
  Object.keys(settings.endpoints).length === 0

/** @param fetch of a session in memory: no cookie, no cache, no sign-in of another page is used */
export const createNetTransport = (fetch: Fetch): Transport => {
  const closing = new AbortController()

  const exchange = async (ask: Ask, signal: AbortSignal): Promise<Answer> => {
    const port = ask.port === null ? '' : `:${ask.port}`
    const headers = Object.entries(ask.headers).filter(([name]) => !writtenByChromium.has(name.toLowerCase()))
    const response = await fetch(`${ask.protocol}//${ask.hostname}${port}${ask.path}`, {
      method: ask.method,
      headers: Object.fromEntries(headers),
      ...(ask.body === null
        ? {}
        : { body: typeof ask.body === 'string' ? ask.body : new Uint8Array(ask.body) }),
      credentials: 'omit',
      cache: 'no-store',
      // None of AWS's interfaces redirects; what does stands in between.
      redirect: 'error',
      signal,
    })
    const body = await readBody(response)
    return { status: response.status, headers: Object.fromEntries(response.headers), body }
  }

  return {
    async send(ask) {
      if (ask.signal?.aborted) throw abortError()
      const done = new AbortController()
      const late = wait(longestTry, undefined, { ref: false, signal: done.signal }).then(
        () => Promise.reject(lateError()),
        () => new Promise<never>(() => undefined),
      )
      const stop = AbortSignal.any([done.signal, closing.signal, ...(ask.signal ? [ask.signal] : [])])
      try {
        return await Promise.race([exchange(ask, stop), late])
      } catch (error) {
        if (ask.signal?.aborted || closing.signal.aborted) throw abortError()
        if (error instanceof ForeignAnswer) throw error
        throw (error as { name?: unknown }).name === 'TimeoutError' ? error : translate(error)
      } finally {
        done.abort()
      }
    },
    close: () => closing.abort(),
  }
}
