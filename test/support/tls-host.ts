// A host on this machine that serves documents over TLS, with an authority of its own.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export type Asked = {
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly status: number
}
export type TlsHost = {
  readonly address: string
  readonly certificate: string
  /** Trusts it. */
  readonly env: NodeJS.ProcessEnv
  readonly asked: Asked[]
  /** How it answers from now on. */
  answer(how: (request: IncomingMessage, response: ServerResponse) => void): void
  /** Documents by path, each with an ETag made of its content. */
  serve(documents: Readonly<Record<string, string | Buffer>>, headers?: Record<string, string>): void
}

export const tlsHost = async (): Promise<TlsHost> => {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-tls-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const kind = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
  ]
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  execFileSync('openssl', [...kind, ...name, '-keyout', key, '-out', certificate], { stdio: 'ignore' })
  let how: (request: IncomingMessage, response: ServerResponse) => void = (_, response) =>
    void response.writeHead(404).end('nothing')
  const asked: Asked[] = []
  const server = createServer(
    { key: readFileSync(key), cert: readFileSync(certificate) },
    (request, response) => {
      response.once('finish', () =>
        asked.push({ url: request.url ?? '', headers: request.headers, status: response.statusCode }),
      )
      how(request, response)
    },
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return {
    address: `https://localhost:${(server.address() as AddressInfo).port}`,
    certificate,
    env: { PATH: process.env.PATH, HOME: folder, AWS_CA_BUNDLE: certificate },
    asked,
    answer(next) {
      how = next
    },
    serve(documents, headers = {}) {
      how = (request, response) => {
        const document = documents[request.url ?? '']
        if (document === undefined) return void response.writeHead(404).end('nothing')
        const etag = `"${createHash('sha256').update(document).digest('hex')}"`
        const known = request.headers['if-none-match'] === etag
        response.writeHead(known ? 304 : 200, { etag, 'content-type': 'application/yaml', ...headers })
        response.end(known ? undefined : document)
      }
    },
  }
}
