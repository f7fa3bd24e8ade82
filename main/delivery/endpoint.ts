// A container credentials endpoint on loopback: the AWS SDKs ask it again before the end, so a long job never outlives its keys.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { EnvironmentValues } from './environment.ts'

export type Endpoint = {
  /** What the child gets instead of keys. */
  readonly variables: Readonly<Record<string, string>>
  close(): void
}

/** Fresh values, or the sentence why there are none. */
export type IssueForEndpoint = () => Promise<
  { ok: true; values: EnvironmentValues & { accountId: string } } | { ok: false; said: string }
>

/**
 * Serves one target on 127.0.0.1 under a random path and token. The `Host` must be exact: a page whose name was
 * pointed at 127.0.0.1 gets nothing. The SDKs wait 1 s (JS) to 2 s (Python), so what it answers is ready beforehand.
 */
export const openEndpoint = (issue: IssueForEndpoint): Promise<Endpoint> =>
  new Promise((resolve, reject) => {
    const path = `/${randomBytes(16).toString('hex')}`
    const token = randomBytes(32).toString('hex')
    const expected = Buffer.from(token)
    const server = createServer((request, response) => {
      const { port } = server.address() as AddressInfo
      const given = Buffer.from(request.headers.authorization ?? '')
      const host = request.headers.host
      const answer = (status: number, body: unknown): void => {
        response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
        response.end(JSON.stringify(body))
      }
      if (request.url !== path || (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`))
        return answer(404, { Code: 'NotFound', Message: 'Not found' })
      if (given.length !== expected.length || !timingSafeEqual(given, expected))
        return answer(401, { Code: 'Unauthorized', Message: 'The token does not fit.' })
      void issue().then(issued => {
        if (!issued.ok) return answer(400, { Code: 'CredentialsUnavailable', Message: issued.said })
        const { accessKeyId, secretAccessKey, sessionToken, expiresAt, accountId } = issued.values
        answer(200, {
          AccessKeyId: accessKeyId,
          SecretAccessKey: secretAccessKey,
          Token: sessionToken,
          Expiration: expiresAt,
          AccountId: accountId,
        })
      })
    })
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      resolve({
        variables: {
          AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}${path}`,
          AWS_CONTAINER_AUTHORIZATION_TOKEN: token,
        },
        close() {
          server.close()
          server.closeAllConnections()
        },
      })
    })
  })
