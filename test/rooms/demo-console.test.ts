// Console federation of the demo AWS: which credentials open it, for how long, and what the page then says.
import { GetRoleCredentialsCommand } from '@aws-sdk/client-sso'
import { describe, expect, test } from 'vitest'
import {
  assume,
  type Credentials,
  deviceSignIn,
  mfaSession,
  type OpenDemo,
  openDemo,
} from '../support/demo.ts'

const acme = { RoleArn: 'arn:aws:iam::100000000101:role/acme-production', RoleSessionName: 'ana' }
const destination = 'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logs'

const sessionOf = (credentials: Credentials): string =>
  JSON.stringify({
    sessionId: credentials.accessKeyId,
    sessionKey: credentials.secretAccessKey,
    sessionToken: credentials.sessionToken ?? '',
  })

const askToken = (demo: OpenDemo, credentials: Credentials, duration?: number): Promise<Response> =>
  fetch(`${demo.url}/federation`, {
    method: 'POST',
    body: new URLSearchParams({
      Action: 'getSigninToken',
      Session: sessionOf(credentials),
      ...(duration !== undefined && { SessionDuration: String(duration) }),
    }),
  })

const tokenOf = async (demo: OpenDemo, credentials: Credentials, duration?: number): Promise<string> => {
  const body: unknown = await (await askToken(demo, credentials, duration)).json()
  if (
    typeof body !== 'object' ||
    body === null ||
    !('SigninToken' in body) ||
    typeof body.SigninToken !== 'string'
  )
    throw new Error('no token')
  return body.SigninToken
}

const login = (demo: OpenDemo, SigninToken: string, to = destination): Promise<Response> =>
  fetch(
    `${demo.url}/federation?${new URLSearchParams({ Action: 'login', Issuer: 'switchyard', Destination: to, SigninToken })}`,
    { redirect: 'manual' },
  )

const cookieOf = (response: Response): string =>
  (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''

const field = (html: string, id: string): string =>
  new RegExp(`id="${id}"[^>]*>([^<]*)<`).exec(html)?.[1] ?? ''

describe('sign-in tokens', () => {
  test('role credentials get one, by POST and by GET, within AWS’s durations', async () => {
    const demo = await openDemo()
    const role = await assume(demo, await mfaSession(demo, 'ana'), acme)
    for (const seconds of [undefined, 900, 43_200])
      expect((await askToken(demo, role, seconds)).status).toBe(200)
    for (const seconds of [899, 43_201]) {
      const refused = await askToken(demo, role, seconds)
      expect(refused.status).toBe(400)
      expect(refused.headers.get('content-type')).toContain('text/html')
      expect(await refused.text()).toContain('Invalid credentials parameter')
    }
    const get = await fetch(
      `${demo.url}/federation?${new URLSearchParams({ Action: 'getSigninToken', Session: sessionOf(role) })}`,
    )
    expect(get.status).toBe(200)
    demo.advance(3_600_000)
    expect((await askToken(demo, role)).status).toBe(400)
  })

  test('a chained role session must leave the duration out; users’ own credentials open nothing', async () => {
    const demo = await openDemo('sso-landing-zone')
    const { accessToken } = await deviceSignIn(demo, 'omar')
    const { roleCredentials } = await demo
      .portal()
      .send(new GetRoleCredentialsCommand({ accessToken, accountId: '222222222222', roleName: 'DevOps' }))
    const { accessKeyId = '', secretAccessKey = '', sessionToken = '' } = roleCredentials ?? {}
    const portalRole = { accessKeyId, secretAccessKey, sessionToken }
    expect((await askToken(demo, portalRole, 3600)).status).toBe(200)
    const chained = await assume(demo, portalRole, {
      RoleArn: 'arn:aws:iam::777777777777:role/CrossAccountCICD',
      ExternalId: 'northwind-cicd-2026',
    })
    expect((await askToken(demo, chained, 3600)).status).toBe(400)
    expect((await askToken(demo, chained)).status).toBe(200)
    const hub = await openDemo()
    expect((await askToken(hub, hub.keyOf('ana'))).status).toBe(400)
    expect((await askToken(hub, await mfaSession(hub, 'ana'))).status).toBe(400)
    expect((await askToken(hub, { ...(await mfaSession(hub, 'ben')), secretAccessKey: 'x' })).status).toBe(
      400,
    )
  })
})

describe('the console', () => {
  test('says who, where and until when, to the browser that signed in', async () => {
    const demo = await openDemo()
    const role = await assume(demo, await mfaSession(demo, 'ana'), acme)
    const answer = await login(demo, await tokenOf(demo, role, 7200))
    expect(answer.status).toBe(302)
    const page = new URL(answer.headers.get('location') ?? '', demo.url)
    expect(page.pathname).toMatch(/^\/console\/100000000101-[0-9a-f]{8}\/$/)
    const html = await (await fetch(page, { headers: { cookie: cookieOf(answer) } })).text()
    expect(field(html, 'account-name')).toBe('Acme')
    expect(field(html, 'account-id')).toBe('100000000101')
    expect(field(html, 'role')).toBe('acme-production')
    expect(field(html, 'session-name')).toBe('ana')
    expect(field(html, 'region')).toBe('eu-west-1')
    expect(field(html, 'destination')).toBe(destination)
    const until = Date.parse(/datetime="([^"]+)"/.exec(html)?.[1] ?? '')
    expect(Math.abs(until - demo.clock.now() - 7_200_000)).toBeLessThan(5_000)
    expect((await fetch(page)).status).toBe(401)
    demo.advance(7_200_000)
    expect((await fetch(page, { headers: { cookie: cookieOf(answer) } })).status).toBe(401)
  })

  test('several live side by side, and signing out ends them all', async () => {
    const demo = await openDemo()
    const session = await mfaSession(demo, 'ana')
    const globex = { RoleArn: 'arn:aws:iam::100000000102:role/globex-production' }
    const answers = [
      await login(demo, await tokenOf(demo, await assume(demo, session, acme))),
      await login(demo, await tokenOf(demo, await assume(demo, session, globex))),
    ]
    const cookie = answers.map(cookieOf).join('; ')
    const pages = answers.map(answer => new URL(answer.headers.get('location') ?? '', demo.url))
    const shown = await Promise.all(
      pages.map(async page =>
        field(await (await fetch(page, { headers: { cookie } })).text(), 'account-name'),
      ),
    )
    expect(shown).toEqual(['Acme', 'Globex'])
    const out = await fetch(`${demo.url}/oauth?Action=logout`, { headers: { cookie } })
    expect(await out.text()).toContain('2 console sessions ended')
    for (const page of pages) expect((await fetch(page, { headers: { cookie } })).status).toBe(401)
  })

  test('leads nowhere else, and a link lives fifteen minutes', async () => {
    const demo = await openDemo()
    const token = await tokenOf(demo, await assume(demo, await mfaSession(demo, 'ana'), acme))
    for (const to of [
      'https://evil.example/',
      'https://console.aws.amazon.com.evil.example/',
      'http://console.aws.amazon.com/',
      'javascript:alert(1)',
    ])
      expect((await login(demo, token, to)).status).toBe(400)
    expect((await login(demo, token, 'https://console.aws.amazon.com/')).status).toBe(302)
    demo.advance(15 * 60_000)
    expect((await login(demo, token)).status).toBe(400)
  })
})
