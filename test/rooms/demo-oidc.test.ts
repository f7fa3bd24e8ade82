// Identity Center's sign-ins in the demo AWS, with the real SDK: device code, browser with PKCE, and how long tokens live.
import { ListAccountsCommand } from '@aws-sdk/client-sso'
import {
  CreateTokenCommand,
  RegisterClientCommand,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc'
import { describe, expect, test } from 'vitest'
import {
  deviceGrant,
  deviceSignIn,
  newProof,
  type OpenDemo,
  openDemo,
  refusal,
  startUrl,
} from '../support/demo.ts'

const hour = 3_600_000

const register = async (demo: OpenDemo, more: object = {}) => {
  const client = await demo.oidc().send(
    new RegisterClientCommand({
      clientName: 'test',
      clientType: 'public',
      scopes: ['sso:account:access'],
      ...more,
    }),
  )
  return { clientId: client.clientId ?? '', clientSecret: client.clientSecret ?? '' }
}

const pkce = {
  issuerUrl: startUrl,
  redirectUris: ['http://127.0.0.1/oauth/callback'],
  grantTypes: ['authorization_code', 'refresh_token'],
}

const authorizeUrl = (
  demo: OpenDemo,
  clientId: string,
  challenge: string,
  redirectUri = 'http://127.0.0.1:51234/oauth/callback',
): string =>
  `${demo.url}/authorize?${new URLSearchParams({ response_type: 'code', client_id: clientId, redirect_uri: redirectUri, state: 'st', code_challenge_method: 'S256', scopes: 'sso:account:access', code_challenge: challenge })}`

describe('device code', () => {
  test('waits, slows down, and lets the approved person in once', async () => {
    const demo = await openDemo('sso-landing-zone')
    const oidc = demo.oidc()
    const client = await register(demo)
    const device = await oidc.send(
      new StartDeviceAuthorizationCommand({ ...client, startUrl: `${startUrl}/#/` }),
    )
    expect(device).toMatchObject({
      expiresIn: 600,
      interval: 1,
      verificationUriComplete: `${demo.url}/device?user_code=${device.userCode}`,
    })
    expect(device.userCode).toMatch(/^[A-Z]{4}-[A-Z]{4}$/)
    const poll = () =>
      oidc.send(new CreateTokenCommand({ ...client, grantType: deviceGrant, deviceCode: device.deviceCode }))
    expect(await refusal(poll())).toMatchObject({
      name: 'AuthorizationPendingException',
      error: 'authorization_pending',
      $metadata: { httpStatusCode: 400 },
    })
    expect(await refusal(poll())).toMatchObject({ name: 'SlowDownException', error: 'slow_down' })
    demo.advance(1000)
    expect(await refusal(poll())).toMatchObject({ name: 'AuthorizationPendingException' })
    expect(await demo.control.approve(device.userCode ?? '', 'dana')).toEqual({
      ok: true,
      value: { redirect: null },
    })
    demo.advance(1000)
    const tokens = await poll()
    expect(tokens).toMatchObject({ tokenType: 'Bearer', expiresIn: 3600 })
    expect(tokens.accessToken).toMatch(/^aoa/)
    expect(tokens.refreshToken).toMatch(/^aor/)
    demo.advance(1000)
    expect(await refusal(poll())).toMatchObject({ name: 'InvalidGrantException' })
  })

  test('is refused, expires, and knows a wrong start URL', async () => {
    const demo = await openDemo('sso-landing-zone')
    const oidc = demo.oidc()
    const client = await register(demo)
    const start = () => oidc.send(new StartDeviceAuthorizationCommand({ ...client, startUrl }))
    const poll = (deviceCode: string | undefined) =>
      refusal(oidc.send(new CreateTokenCommand({ ...client, grantType: deviceGrant, deviceCode })))
    const denied = await start()
    await demo.control.deny(denied.userCode ?? '')
    expect(await poll(denied.deviceCode)).toMatchObject({
      name: 'AccessDeniedException',
      error: 'access_denied',
    })
    const late = await start()
    demo.advance(600_000)
    expect(await poll(late.deviceCode)).toMatchObject({
      name: 'ExpiredTokenException',
      error: 'expired_token',
    })
    expect(
      await refusal(
        oidc.send(
          new StartDeviceAuthorizationCommand({ ...client, startUrl: 'https://other.awsapps.com/start' }),
        ),
      ),
    ).toMatchObject({
      name: 'InvalidRequestException',
      error: 'invalid_request',
    })
    const wrongSecret = new StartDeviceAuthorizationCommand({ ...client, clientSecret: 'x', startUrl })
    expect(await refusal(oidc.send(wrongSecret))).toMatchObject({
      name: 'InvalidClientException',
      $metadata: { httpStatusCode: 401 },
    })
    demo.advance(90 * 24 * hour)
    expect(await refusal(start())).toMatchObject({ name: 'InvalidClientException' })
  })

  test('the page asks who it is, and answers deny and allow', async () => {
    const demo = await openDemo('sso-landing-zone')
    const client = await register(demo)
    const device = await demo.oidc().send(new StartDeviceAuthorizationCommand({ ...client, startUrl }))
    const shown = await fetch(device.verificationUriComplete ?? '')
    const html = await shown.text()
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(html).not.toMatch(/<script|style=|onclick/)
    for (const person of ['dana', 'omar', 'bill', 'aud']) expect(html).toContain(`value="${person}"`)
    const request = /name="request" value="([^"]+)"/.exec(html)?.[1] ?? ''
    const answer = await fetch(`${demo.url}/sign-in`, {
      method: 'POST',
      body: new URLSearchParams({ request, user: 'omar', answer: 'allow' }),
    })
    expect(await answer.text()).toContain('You are signed in')
    const tokens = await demo
      .oidc()
      .send(new CreateTokenCommand({ ...client, grantType: deviceGrant, deviceCode: device.deviceCode }))
    expect(tokens.accessToken).toBeTruthy()
    expect((await fetch(`${demo.url}/device?user_code=${device.userCode}`)).status).toBe(404)
  })
})

describe('browser with PKCE', () => {
  test('the code is bound to the verifier and the redirect, and works once', async () => {
    const demo = await openDemo('sso-landing-zone')
    const client = await register(demo, pkce)
    const redirectUri = 'http://127.0.0.1:51234/oauth/callback'
    const approve = async (challenge: string): Promise<string> => {
      const answer = await demo.control.approve(authorizeUrl(demo, client.clientId, challenge), 'dana')
      if (!answer.ok || answer.value.redirect === null) throw new Error('not approved')
      const back = new URL(answer.value.redirect)
      expect(`${back.origin}${back.pathname}`).toBe(redirectUri)
      expect(back.searchParams.get('state')).toBe('st')
      return back.searchParams.get('code') ?? ''
    }
    const redeem = (code: string, codeVerifier: string, uri = redirectUri) =>
      demo.oidc().send(
        new CreateTokenCommand({
          ...client,
          grantType: 'authorization_code',
          code,
          redirectUri: uri,
          codeVerifier,
        }),
      )
    const proof = newProof()
    const code = await approve(proof.challenge)
    expect((await redeem(code, proof.verifier)).expiresIn).toBe(3600)
    expect(await refusal(redeem(code, proof.verifier))).toMatchObject({ name: 'InvalidGrantException' })
    expect(await refusal(redeem(await approve(proof.challenge), newProof().verifier))).toMatchObject({
      name: 'InvalidGrantException',
    })
    expect(
      await refusal(
        redeem(await approve(proof.challenge), proof.verifier, 'http://127.0.0.1:1/oauth/callback'),
      ),
    ).toMatchObject({ name: 'InvalidGrantException' })
  })

  test('foreign addresses never get an answer, and a device registration cannot redeem a code', async () => {
    const demo = await openDemo('sso-landing-zone')
    const client = await register(demo, pkce)
    const { challenge } = newProof()
    for (const uri of [
      'https://evil.example/oauth/callback',
      'http://127.0.0.1:5/other',
      'http://localhost:5/oauth/callback',
    ])
      expect(
        (await fetch(authorizeUrl(demo, client.clientId, challenge, uri), { redirect: 'manual' })).status,
      ).toBe(400)
    const plain = authorizeUrl(demo, client.clientId, challenge).replace('S256', 'plain')
    const sent = await fetch(plain, { redirect: 'manual' })
    expect(sent.status).toBe(302)
    expect(sent.headers.get('location')).toContain('error=invalid_request')
    expect(await refusal(register(demo, { ...pkce, redirectUris: ['https://evil.example/'] }))).toMatchObject(
      { name: 'InvalidRedirectUriException' },
    )
    const device = await register(demo, { grantTypes: [deviceGrant, 'refresh_token'] })
    const redeem = new CreateTokenCommand({ ...device, grantType: 'authorization_code', code: 'x' })
    expect(await refusal(demo.oidc().send(redeem))).toMatchObject({ name: 'UnauthorizedClientException' })
  })

  test('a refusal comes back to the program', async () => {
    const demo = await openDemo('sso-landing-zone')
    const client = await register(demo, pkce)
    const page = await (await fetch(authorizeUrl(demo, client.clientId, newProof().challenge))).text()
    const request = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const answer = await fetch(`${demo.url}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ request, answer: 'deny' }),
    })
    expect(answer.status).toBe(302)
    expect(new URL(answer.headers.get('location') ?? '').searchParams.get('error')).toBe('access_denied')
  })
})

describe('tokens', () => {
  test('refresh rotates until the portal session ends, after eight hours here and seven days there', async () => {
    for (const [person, portal, hours] of [
      ['dana', startUrl, 8],
      ['pat', 'https://example-partner.awsapps.com/start', 168],
    ] as const) {
      const demo = await openDemo('sso-landing-zone')
      const first = await deviceSignIn(demo, person, portal)
      const refresh = (refreshToken: string | undefined) =>
        demo.oidc().send(
          new CreateTokenCommand({
            clientId: first.clientId,
            clientSecret: first.clientSecret,
            grantType: 'refresh_token',
            refreshToken,
          }),
        )
      demo.advance(55 * 60_000)
      const second = await refresh(first.refreshToken)
      expect(second.refreshToken).not.toBe(first.refreshToken)
      expect(await refusal(refresh(first.refreshToken))).toMatchObject({
        name: 'InvalidGrantException',
        error_description: 'Invalid refresh token provided',
      })
      demo.advance((hours - 1) * hour)
      const last = await refresh(second.refreshToken)
      expect(last.expiresIn).toBeLessThanOrEqual(300)
      demo.advance(5 * 60_000)
      expect(await refusal(refresh(last.refreshToken))).toMatchObject({ name: 'InvalidGrantException' })
      expect(
        await refusal(demo.portal().send(new ListAccountsCommand({ accessToken: last.accessToken }))),
      ).toMatchObject({ name: 'UnauthorizedException' })
    }
  })

  test('without a scope there is one token for the whole session', async () => {
    const demo = await openDemo('sso-landing-zone')
    const client = await register(demo, { scopes: [] })
    const device = await demo.oidc().send(new StartDeviceAuthorizationCommand({ ...client, startUrl }))
    await demo.control.approve(device.userCode ?? '', 'dana')
    const tokens = await demo
      .oidc()
      .send(new CreateTokenCommand({ ...client, grantType: deviceGrant, deviceCode: device.deviceCode }))
    expect(tokens.refreshToken).toBeUndefined()
    expect(tokens.expiresIn).toBeGreaterThan(28_790)
  })
})
