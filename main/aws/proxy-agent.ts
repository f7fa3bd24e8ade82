// Reaches https hosts through a proxy by CONNECT, so that only TLS to AWS itself ever carries a secret.
import { request as httpRequest, type RequestOptions } from 'node:http'
import { Agent, type AgentOptions, request as httpsRequest } from 'node:https'
import type { Duplex } from 'node:stream'
import { type ConnectionOptions, connect as tlsConnect } from 'node:tls'
import { goesAround, type ProxyWay } from './aws-settings.ts'

/** The proxy itself refused, or could not be reached: a matter of the network, not of AWS. */
export class ProxyRefusal extends Error {
  readonly code = 'EPROXY'
}

type Done = (error: Error | null, stream: Duplex) => void

const authorization = (proxy: URL): Record<string, string> =>
  proxy.username === ''
    ? {}
    : {
        'proxy-authorization': `Basic ${Buffer.from(
          `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`,
        ).toString('base64')}`,
      }

export class ProxyAgent extends Agent {
  readonly #proxy: ProxyWay
  readonly #waitMs: number
  readonly #ca: AgentOptions['ca']

  constructor(proxy: ProxyWay, waitMs: number, options: AgentOptions) {
    super(options)
    this.#proxy = proxy
    this.#waitMs = waitMs
    this.#ca = options.ca
  }

  override createConnection(options: RequestOptions, done?: Done): Duplex | null | undefined {
    const host = String(options.host ?? 'localhost')
    const port = String(options.port ?? 443)
    if (done === undefined || goesAround(this.#proxy.except, host, port))
      return super.createConnection(options, done)
    this.#tunnel(host, port, (error, socket) => {
      if (error !== null || socket === null)
        return done(error ?? new ProxyRefusal('no tunnel'), undefined as never)
      const secured = tlsConnect({ ...(options as ConnectionOptions), host, socket, servername: host })
      done(null, secured)
    })
    return undefined
  }

  #tunnel(host: string, port: string, done: (error: Error | null, socket: Duplex | null) => void): void {
    const { url } = this.#proxy
    const where = `The proxy ${url.host}`
    const authority = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const asked = send({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port || (url.protocol === 'https:' ? 443 : 80),
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...authorization(url) },
      agent: false,
      ...(this.#ca === undefined ? {} : { ca: this.#ca }),
    })
    const refuse = (said: string): void => done(new ProxyRefusal(`${where} ${said}`), null)
    asked.setTimeout(this.#waitMs, () =>
      asked.destroy(new Error(`did not answer within ${this.#waitMs / 1000} s`)),
    )
    asked.once('connect', (answer, socket) => {
      asked.setTimeout(0)
      if (answer.statusCode === 200) return done(null, socket)
      socket.destroy()
      refuse(`answered ${answer.statusCode} ${answer.statusMessage ?? ''}`.trimEnd())
    })
    asked.once('response', answer => {
      answer.destroy()
      refuse(`answered ${answer.statusCode} ${answer.statusMessage ?? ''}`.trimEnd())
    })
    asked.once('error', error =>
      refuse(`cannot be used: ${error.message || (error as NodeJS.ErrnoException).code}`),
    )
    asked.end()
  }
}
