// The one way bytes go to AWS and come back: kept-alive connections, a proxy, trusted certificates, limits of time and size.
import { readFile } from 'node:fs/promises'
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { rootCertificates } from 'node:tls'
import type { AwsSettings } from './aws-settings.ts'
import { ProxyAgent } from './proxy-agent.ts'

/** How long one try may take in all, in ms; AWS answers these calls in well under a second. */
const longestTry = 15_000
/** How long it may take until a connection stands, in ms. */
const longestConnect = 6_000
/** No answer of these services comes near; a larger one is not from AWS. */
const largestAnswer = 10_000_000

export type Ask = {
  readonly protocol: 'http:' | 'https:'
  readonly hostname: string
  readonly port: number | null
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | null
  readonly signal?: AbortSignal | undefined
}
export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Something between here and AWS answered in AWS's place: a captive portal, a proxy's page. */
export class ForeignAnswer extends Error {
  readonly status: number
  constructor(status: number, title: string) {
    super(`something else answered instead of AWS (HTTP ${status}${title === '' ? '' : `, “${title}”`})`)
    this.status = status
  }
}

/** A file of certificates that was asked for cannot be read: then nothing is sent, rather than something unchecked. */
export class CertificatesUnreadable extends Error {
  readonly path: string
  constructor(path: string, said: string) {
    super(said)
    this.path = path
  }
}

export interface Transport {
  /** Throws the socket's own error, ForeignAnswer, CertificatesUnreadable, or an AbortError. */
  send(ask: Ask): Promise<Answer>
  close(): void
}

const titleOf = (page: string): string =>
  (/<title[^>]*>([^<]{1,200})/i.exec(page)?.[1] ?? '').replace(/\s+/g, ' ').trim().slice(0, 80)

const abortError = (): Error => Object.assign(new Error('Request aborted'), { name: 'AbortError' })

const collect = (answer: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let size = 0
    answer.on('data', (part: Buffer) => {
      size += part.length
      if (size > largestAnswer) answer.destroy(new ForeignAnswer(answer.statusCode ?? 0, 'an endless answer'))
      else parts.push(part)
    })
    answer.once('end', () => resolve(Buffer.concat(parts)))
    answer.once('error', reject)
    answer.once('aborted', () => reject(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })))
  })

const flatten = (headers: IncomingMessage['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )

/** Calls in flight to one host: hundreds of targets taken together must not look like an attack, nor fill a proxy. */
const mostAtOnce = 16

export const createTransport = (settings: AwsSettings): Transport => {
  const keep = { keepAlive: true, maxSockets: mostAtOnce, scheduling: 'lifo' } as const
  const plain = new HttpAgent(keep)
  let secured: Promise<HttpsAgent> | undefined
  const makeSecured = async (): Promise<HttpsAgent> => {
    const { caBundle, extraCa } = settings
    const bundle =
      caBundle === null
        ? null
        : await readFile(caBundle, 'utf8').catch((error: Error) => {
            throw new CertificatesUnreadable(caBundle, error.message)
          })
    const more = extraCa === null ? null : await readFile(extraCa, 'utf8').catch(() => null)
    const extra = [bundle, more].filter(text => text !== null)
    // Given any, Node takes them INSTEAD of its own roots, and then also forgets NODE_EXTRA_CA_CERTS.
    const options = extra.length === 0 ? keep : { ...keep, ca: [...rootCertificates, ...extra] }
    return settings.proxy === null
      ? new HttpsAgent(options)
      : new ProxyAgent(settings.proxy, longestConnect, options)
  }
  const agentFor = async (protocol: Ask['protocol']): Promise<HttpAgent> => {
    if (protocol === 'http:') return plain
    secured ??= makeSecured()
    try {
      return await secured
    } catch (error) {
      secured = undefined
      throw error
    }
  }

  const exchange = (ask: Ask, agent: HttpAgent): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const start = ask.protocol === 'https:' ? httpsRequest : httpRequest
      const asked = start({
        agent,
        host: ask.hostname.replace(/^\[|\]$/g, ''),
        port: ask.port ?? (ask.protocol === 'https:' ? 443 : 80),
        method: ask.method,
        path: ask.path,
        headers: ask.headers,
      })
      const late = (said: string): void => {
        asked.destroy(Object.assign(new Error(said), { name: 'TimeoutError', code: 'ETIMEDOUT' }))
      }
      const whole = setTimeout(() => late(`no answer within ${longestTry / 1000} s`), longestTry)
      const connecting = setTimeout(
        () => late(`no connection within ${longestConnect / 1000} s`),
        longestConnect,
      )
      const onAbort = (): void => void asked.destroy(abortError())
      const settle = (): void => {
        clearTimeout(whole)
        clearTimeout(connecting)
        ask.signal?.removeEventListener('abort', onAbort)
      }
      ask.signal?.addEventListener('abort', onAbort)
      asked.once('socket', socket => {
        const connected = (): void => clearTimeout(connecting)
        if (!socket.connecting) connected()
        else socket.once(ask.protocol === 'https:' ? 'secureConnect' : 'connect', connected)
      })
      asked.once('error', error => {
        settle()
        reject(error)
      })
      asked.once('response', answer => {
        clearTimeout(connecting)
        collect(answer).then(
          body => {
            settle()
            resolve({ status: answer.statusCode ?? 0, headers: flatten(answer.headers), body })
          },
          error => {
            settle()
            reject(ask.signal?.aborted ? abortError() : error)
          },
        )
      })
      asked.end(ask.body ?? undefined)
    })

  return {
    async send(ask) {
      if (ask.signal?.aborted) throw abortError()
      return exchange(ask, await agentFor(ask.protocol))
    },
    close() {
      plain.destroy()
      void secured?.then(
        agent => agent.destroy(),
        () => undefined,
      )
    },
  }
}

/** Throws when the answer is a web page or leads to one: none of AWS's interfaces answers so where this is asked. */
export const refuseWebPage = (answer: Answer): void => {
  if (answer.status >= 300 && answer.status < 400) throw new ForeignAnswer(answer.status, '')
  const type: string | undefined = answer.headers['content-type']
  if (type !== undefined && /^text\/html\b/i.test(type))
    throw new ForeignAnswer(answer.status, titleOf(answer.body.toString('utf8', 0, 4096)))
}
