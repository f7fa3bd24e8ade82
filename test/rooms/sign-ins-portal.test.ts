// Signing in to a portal as a person does: browser and device code, every way it can end, tokens that renew, several portals.
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { both, browse, main, minute, options, pass, polls } from '../support/portal-people.ts'
import { bad, good, openRoom, person, until } from '../support/sign-in-room.ts'

describe('in the browser', () => {
  test('opens the page, takes the redirect on 127.0.0.1 and is in', async () => {
    const room = await openRoom(both, 'sso-landing-zone')
    const who = person()
    const events: string[] = []
    const signing = room.signIns.signIn(main.id, {
      ...options(who),
      onEvent: event => events.push(event.url),
    })
    await until(() => room.opens.length === 1)
    const url = new URL(room.opens[0] ?? '')
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scopes: 'sso:account:access',
      redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/oauth\/callback$/),
    })
    expect(url.search).toContain('scopes=sso%3Aaccount%3Aaccess')
    expect(events).toEqual([url.href])
    expect(who.shown).toMatchObject([{ kind: 'sign-in', flow: 'browser', url: url.href, userCode: null }])
    const page = await browse(room, url.href, 'omar')
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('You can close this page')
    const view = good(await signing)
    expect(view).toMatchObject({ signIn: 'portal', kind: 'identity-center', state: 'in' })
    expect(Date.parse(view.expiresAt ?? '') - room.opened.clock.now()).toBeGreaterThan(59 * minute)
    // Its bar begins where AWS gave the token, and it goes on by itself.
    expect(Date.parse(view.expiresAt ?? '') - Date.parse(view.startedAt ?? '')).toBe(60 * minute)
    expect(view.renews).toBe(true)
    expect(who.open()).toBe(0)
    good(await room.signIns.portalToken(main.id))
  })

  test('only the right state from this host counts, once, and nobody else ends the sign-in', async () => {
    const room = await openRoom(both, 'sso-landing-zone')
    const signing = room.signIns.signIn(main.id, options())
    await until(() => room.opens.length === 1)
    const url = new URL(room.opens[0] ?? '')
    const redirect = url.searchParams.get('redirect_uri') ?? ''
    const origin = new URL(redirect).origin
    expect((await fetch(`${redirect}?code=stolen&state=${randomUUID()}`)).status).toBe(400)
    expect((await fetch(`${redirect}?error=access_denied`)).status).toBe(400)
    expect((await fetch(`${redirect}?state=${url.searchParams.get('state')}`)).status).toBe(400)
    expect((await fetch(`${origin}/favicon.ico`)).status).toBe(404)
    expect((await fetch(redirect, { method: 'POST' })).status).toBe(404)
    expect((await fetch(`${origin}//evil.example/oauth/callback`)).status).toBe(404)
    const { request } = await import('node:http')
    const rebound = await new Promise<number>((resolve, reject) => {
      const sent = request(`${redirect}?code=x&state=${url.searchParams.get('state')}`, {
        headers: { host: 'evil.example' },
      })
      sent.once('response', answer => resolve(answer.statusCode ?? 0)).once('error', reject)
      sent.end()
    })
    expect(rebound).toBe(403)
    await browse(room, url.href, 'omar')
    expect(good(await signing).state).toBe('in')
    // The page is gone with the sign-in.
    await until(() =>
      fetch(redirect).then(
        () => false,
        () => true,
      ),
    )
  })

  test('a person who says no is told so', async () => {
    const room = await openRoom(both, 'sso-landing-zone')
    const signing = room.signIns.signIn(main.id, options())
    await until(() => room.opens.length === 1)
    expect(await (await browse(room, room.opens[0] ?? '', null)).text()).toContain('refused')
    expect(bad(await signing)).toMatchObject({ kind: 'sign-in-denied', signIn: main.id })
    expect(good(await room.signIns.states())[0]?.state).toBe('out')
  })

  test('ends after ten minutes, when the person gives up, and when the caller leaves', async () => {
    const room = await openRoom(both, 'sso-landing-zone')
    const late = room.signIns.signIn(main.id, options())
    await until(() => room.opens.length === 1)
    room.opened.advance(10 * minute + 1)
    expect(bad(await late)).toEqual({ kind: 'sign-in-expired', signIn: main.id })

    const who = person()
    const given = room.signIns.signIn(main.id, options(who))
    await until(() => who.open() === 1)
    who.cancel()
    expect(bad(await given).kind).toBe('cancelled')
    expect(who.open()).toBe(0)

    const other = person()
    const controller = new AbortController()
    const left = room.signIns.signIn(main.id, { ...options(other), signal: controller.signal })
    await until(() => other.open() === 1)
    controller.abort()
    expect(bad(await left).kind).toBe('cancelled')
    await until(() => other.open() === 0)
  })

  test('asked for twice at once, one page serves both', async () => {
    const room = await openRoom(both, 'sso-landing-zone')
    const first = room.signIns.signIn(main.id, options())
    await until(() => room.opens.length === 1)
    const urls: string[] = []
    const second = room.signIns.signIn(main.id, { ...options(), onEvent: event => urls.push(event.url) })
    await until(() => urls.length === 1)
    await browse(room, urls[0] ?? '', 'omar')
    expect([good(await first).state, good(await second).state]).toEqual(['in', 'in'])
    expect(room.opens).toHaveLength(1)
  })

  test('whoever comes while a page waits is shown it too, and one who gives up leaves the others waiting', async () => {
    const room = await openRoom(both, 'sso-landing-zone')
    const [one, two, three] = [person(), person(), person()]
    const first = room.signIns.signIn(main.id, options(one))
    await until(() => one.open() === 1)
    const second = room.signIns.signIn(main.id, { ...options(two), openBrowser: false })
    await until(() => two.open() === 1)
    expect(two.shown).toEqual(one.shown)
    const leaving = new AbortController()
    const third = room.signIns.signIn(main.id, { ...options(three), signal: leaving.signal })
    await until(() => three.open() === 1)

    one.cancel()
    expect(bad(await first)).toEqual({ kind: 'cancelled', what: 'the sign-in' })
    leaving.abort()
    expect(bad(await third).kind).toBe('cancelled')
    expect([one.open(), two.open(), three.open()]).toEqual([0, 1, 0])
    await browse(room, two.shown[0]?.url ?? '', 'omar')
    expect(good(await second).state).toBe('in')
    expect([two.open(), room.opens.length]).toEqual([0, 1])
  })

  test('who asks twice is shown the page once, and giving up counts for both', async () => {
    const room = await openRoom(both, 'sso-landing-zone')
    const who = person()
    const signings = [room.signIns.signIn(main.id, options(who)), room.signIns.signIn(main.id, options(who))]
    await until(() => room.opens.length === 1)
    await new Promise(resolve => setTimeout(resolve, 20))
    expect(who.shown).toHaveLength(1)
    who.cancel()
    for (const signing of signings) expect(bad(await signing).kind).toBe('cancelled')
    expect(who.open()).toBe(0)
    // The next one begins anew, with a page of its own.
    const again = room.signIns.signIn(main.id, options(who))
    await until(() => room.opens.length === 2)
    await browse(room, room.opens[1] ?? '', 'omar')
    expect(good(await again).state).toBe('in')
  })
})

describe('by device code', () => {
  const device = (who = person()) => ({ flow: 'device-code' as const, ask: who, openBrowser: false })

  test('shows the code, waits as AWS asks, and is in; slow_down makes it slower for good', async () => {
    const room = await openRoom(both, 'sso-landing-zone')
    const who = person()
    good(await room.opened.control.fault(['error', 'CreateToken', 'SlowDownException', '400', '1']))
    const signing = room.signIns.signIn(main.id, device(who))
    await until(() => who.open() === 1)
    expect(who.shown[0]).toMatchObject({
      flow: 'device-code',
      userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
      url: expect.stringContaining('user_code='),
    })
    expect(room.opens).toEqual([])
    const before = polls(room)
    // Interval 1 s, and 5 s more after slow_down: nothing is asked before six seconds have gone.
    room.opened.advance(5_500)
    await new Promise(resolve => setTimeout(resolve, 100))
    expect(polls(room)).toBe(before)
    good(await room.opened.control.approve(who.shown[0]?.userCode ?? '', 'omar'))
    room.opened.advance(600)
    expect(good(await signing).state).toBe('in')
    expect(polls(room)).toBe(before + 1)
  })

  test('a second terminal is shown the same code', async () => {
    const room = await openRoom(both, 'sso-landing-zone')
    const [one, two] = [person(), person()]
    const first = room.signIns.signIn(main.id, device(one))
    await until(() => one.open() === 1)
    const second = room.signIns.signIn(main.id, device(two))
    await until(() => two.open() === 1)
    expect(two.shown[0]?.userCode).toMatch(/^[A-Z]{4}-[A-Z]{4}$/)
    expect(two.shown).toEqual(one.shown)
    good(await room.opened.control.approve(two.shown[0]?.userCode ?? '', 'omar'))
    expect([good(await pass(room, first)).state, good(await second).state]).toEqual(['in', 'in'])
    expect([one.open(), two.open()]).toEqual([0, 0])
  })

  test('denied and expired', async () => {
    const room = await openRoom(both, 'sso-landing-zone')
    const denied = room.signIns.signIn(main.id, {
      ...device(),
      onEvent: event => void room.opened.control.deny(event.userCode ?? ''),
    })
    expect(bad(await pass(room, denied)).kind).toBe('sign-in-denied')
    const who = person()
    const expired = room.signIns.signIn(main.id, device(who))
    await until(() => who.open() === 1)
    room.opened.advance(11 * minute)
    expect(bad(await expired)).toEqual({ kind: 'sign-in-expired', signIn: main.id })
  })

  test('a network that is away for a moment does not end it', async () => {
    const room = await openRoom(both, 'sso-landing-zone')
    const who = person()
    const signing = room.signIns.signIn(main.id, device(who))
    await until(() => who.open() === 1)
    good(await room.opened.control.fault(['error', 'CreateToken', 'InternalServerException', '500', '3']))
    good(await room.opened.control.approve(who.shown[0]?.userCode ?? '', 'omar'))
    expect(good(await pass(room, signing)).state).toBe('in')
  })

  test('a wrong start URL says what AWS’s words usually mean', async () => {
    const wrong = { ...main, startUrl: 'https://no-such.awsapps.com/start' } as typeof main
    const room = await openRoom([wrong], 'sso-landing-zone')
    expect(bad(await room.signIns.signIn(main.id, device()))).toMatchObject({
      kind: 'aws-refused',
      operation: 'StartDeviceAuthorization',
      awsCode: 'InvalidRequestException',
      awsMessage: expect.stringContaining('another region'),
    })
  })

  test.each([
    ['there is no display', {}, 'linux'],
    ['a remote session', { SSH_CONNECTION: '1 2 3 4', DISPLAY: ':0' }, 'linux'],
    ['nobody wants a browser', { SWITCHYARD_BROWSER: 'none' }, 'darwin'],
  ] as const)('auto chooses it where %s', async (_, env, platform) => {
    const room = await openRoom(both, 'sso-landing-zone', { env, platform })
    const who = person()
    const controller = new AbortController()
    const signing = room.signIns.signIn(main.id, {
      flow: 'auto',
      ask: who,
      openBrowser: true,
      signal: controller.signal,
    })
    await until(() => who.open() === 1)
    expect(who.shown[0]?.flow).toBe('device-code')
    controller.abort()
    await signing
  })

  test('auto takes the browser elsewhere', async () => {
    const room = await openRoom(both, 'sso-landing-zone', { env: { DISPLAY: ':0' }, platform: 'linux' })
    const who = person()
    const signing = room.signIns.signIn(main.id, { flow: 'auto', ask: who, openBrowser: true })
    await until(() => who.open() === 1)
    expect(who.shown[0]?.flow).toBe('browser')
    who.cancel()
    await signing
  })
})
