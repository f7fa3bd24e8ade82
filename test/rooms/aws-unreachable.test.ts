// What may stand between this machine and AWS, each told as what it is.
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Aws, createAws } from '../../main/aws/aws.ts'
import type { Credentials } from '../../main/aws/credentials.ts'
import { createClock } from '../../main/clock.ts'
import { childEnvironment } from '../../main/delivery/environment.ts'
import { Secret } from '../../main/secret.ts'
import { type OpenDemo, openDemo, startUrl } from '../support/demo.ts'
import { bad, good } from '../support/sign-in-room.ts'

const region = 'eu-west-1'

const awsFor = (env: Record<string, string>, clock = createClock()): Aws => {
  const aws = createAws({ env: { SWITCHYARD_ALLOW_ENDPOINTS: '1', ...env }, clock })
  onTestFinished(() => aws.close())
  return aws
}
const demoAws = (opened: OpenDemo): Aws => awsFor({ AWS_ENDPOINT_URL: opened.url }, opened.clock)
const keyOf = (opened: OpenDemo, user: string): Credentials => {
  const { accessKeyId, secretAccessKey } = opened.keyOf(user)
  return { accessKeyId, secretAccessKey: new Secret(secretAccessKey), sessionToken: null, expiresAt: null }
}
/** A server that stands where AWS should be. */
const stranger = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('what stands in the way', () => {
  test('throttling, after the tries that are due', async () => {
    const opened = await openDemo('sso-landing-zone')
    const aws = demoAws(opened)
    good(await opened.control.fault(['throttle', 'ListAccounts']))
    const by = { region, token: new Secret('any') }
    expect(bad(await aws.portal.accounts(by, null))).toMatchObject({
      kind: 'throttled',
      operation: 'ListAccounts',
    })
    // The portal's own pace repeats it, slower each time (main/aws/rate.ts); the SDK adds no tries of its own.
    expect(opened.demo.calls.list().filter(call => call.operation === 'ListAccounts')).toHaveLength(8)
  })

  test('a service that is down is unreachable, not a refusal', async () => {
    const opened = await openDemo()
    good(await opened.control.fault(['error', 'GetCallerIdentity', 'ServiceUnavailable', '503']))
    const failure = bad(await demoAws(opened).sts.callerIdentity(keyOf(opened, 'ana'), region))
    expect(failure).toMatchObject({ kind: 'unreachable', said: expect.stringContaining('503') })
  })

  const key: Credentials = {
    accessKeyId: 'AKIAEXAMPLEEXAMPLE00',
    secretAccessKey: new Secret('x'.repeat(40)),
    sessionToken: null,
    expiresAt: null,
  }

  test.each([
    [200, 'a captive portal'],
    [403, 'a filtering proxy'],
    [503, 'a proxy without a way'],
  ])('a web page with HTTP %i is named as one (%s)', async (status, title) => {
    const url = await stranger((_, response) => {
      response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' })
      response.end(`<html><head><title>${title}</title></head><body>no</body></html>`)
    })
    const aws = awsFor({ AWS_ENDPOINT_URL: url })
    const calls = [
      aws.sts.callerIdentity(key, region),
      aws.oidc.register({ region, startUrl, flow: 'browser' }),
      aws.portal.accounts({ region, token: new Secret('t') }, null),
      aws.reach(),
    ]
    for (const result of await Promise.all(calls)) {
      expect(bad(result)).toEqual({
        kind: 'unreachable',
        host: new URL(url).host,
        said: `something else answered instead of AWS (HTTP ${status}, “${title}”)`,
      })
    }
  })

  test('an answer that is no JSON is nobody’s refusal', async () => {
    const url = await stranger((_, response) => {
      response.writeHead(401, { 'content-type': 'text/plain' })
      response.end('Blocked')
    })
    const failure = bad(
      await awsFor({ AWS_ENDPOINT_URL: url }).portal.accounts({ region, token: new Secret('t') }, null),
    )
    expect(failure).toMatchObject({ kind: 'unreachable', said: expect.stringContaining('HTTP 401') })
  })

  test('a closed port and an unknown name', async () => {
    const closed = bad(
      await awsFor({ AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }).sts.callerIdentity(key, region),
    )
    expect(closed).toEqual({ kind: 'unreachable', host: '127.0.0.1:9', said: 'it refused the connection' })
    const unknown = bad(await awsFor({ AWS_ENDPOINT_URL: 'http://no.such.host.invalid' }).reach())
    expect(unknown).toMatchObject({ kind: 'unreachable', host: 'no.such.host.invalid' })
  })

  test('a call that is called off says so', async () => {
    const url = await stranger(() => undefined)
    const aws = awsFor({ AWS_ENDPOINT_URL: url })
    const controller = new AbortController()
    const call = aws.sts.callerIdentity(key, region, controller.signal)
    setTimeout(() => controller.abort(), 50)
    expect(bad(await call)).toEqual({ kind: 'cancelled', what: 'GetCallerIdentity' })
  })

  test('the proxy is asked for a tunnel to AWS itself, and its refusal is told as its own', async () => {
    const asked: string[] = []
    const server = createServer()
    server.on('connect', (request, socket) => {
      asked.push(`${request.url} ${request.headers['proxy-authorization']}`)
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    // An inherited endpoint is not followed: nobody said SWITCHYARD_ALLOW_ENDPOINTS=1.
    const env: Record<string, string | undefined> = {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      HTTPS_PROXY: `http://me:p%40ss@127.0.0.1:${port}`,
    }
    const aws = createAws({ env, clock: createClock() })
    onTestFinished(() => aws.close())
    const failure = bad(await aws.sts.callerIdentity(key, region))
    expect(failure).toEqual({
      kind: 'unreachable',
      host: 'sts.eu-west-1.amazonaws.com',
      said: `The proxy 127.0.0.1:${port} answered 407 Proxy Authentication Required`,
    })
    expect(asked[0]).toBe(
      `sts.eu-west-1.amazonaws.com:443 Basic ${Buffer.from('me:p@ss').toString('base64')}`,
    )
    expect(env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS).toBe('true')
    // For this process alone: what the person runs follows their endpoints, or not, as before.
    expect(childEnvironment(env, {}).AWS_IGNORE_CONFIGURED_ENDPOINT_URLS).toBeUndefined()
    expect(aws.notices()).toEqual([])
  })

  test('certificates that were asked for and cannot be read stop every call', async () => {
    const env = { AWS_CA_BUNDLE: '/nowhere/bundle.pem', AWS_ENDPOINT_URL: 'https://127.0.0.1:9' }
    expect(bad(await awsFor(env).reach())).toMatchObject({
      kind: 'file-unreadable',
      path: '/nowhere/bundle.pem',
    })
  })
})
