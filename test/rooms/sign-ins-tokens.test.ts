// A portal’s registration and tokens over days: renewed once for all, ended when AWS says so, forgotten on request.
import { describe, expect, test } from 'vitest'
import { askNobody } from '../../main/ask.ts'
import { portalKey } from '../../main/vault/vault-key.ts'
import {
  both,
  browse,
  main,
  minute,
  options,
  partner,
  pass,
  polls,
  signedIn,
} from '../support/portal-people.ts'
import { bad, good, openRoom, type Room, until } from '../support/sign-in-room.ts'

describe('this program’s registration', () => {
  const registrations = (room: Room) =>
    room.opened.demo.calls.list().filter(call => call.operation === 'RegisterClient').length

  test('is used again for its own flow only, and made anew when AWS no longer knows it', async () => {
    const room = await signedIn()
    await signedIn('omar', room)
    expect(registrations(room)).toBe(1)
    const signing = room.signIns.signIn(main.id, options())
    await until(() => room.opens.length === 1)
    expect(registrations(room)).toBe(2)
    await browse(room, room.opens[0] ?? '', 'omar')
    good(await signing)
    room.opened.demo.signIns.clients.clear()
    await signedIn('omar', room)
    expect(registrations(room)).toBe(3)
  })

  test('ends after 90 days and is made anew before', async () => {
    const room = await signedIn()
    room.opened.advance(90 * 24 * 60 * minute - 14 * minute)
    await signedIn('omar', room)
    expect(registrations(room)).toBe(2)
  })
})

describe('tokens', () => {
  const refreshes = (room: Room) => polls(room)
  const reveal = async (room: Pick<Room, 'signIns'>, id = main.id) =>
    good(await room.signIns.portalToken(id)).reveal()

  test('are renewed before they end, by one of many callers in several processes', async () => {
    const room = await signedIn()
    const first = await reveal(room)
    room.opened.advance(54 * minute)
    expect(await reveal(room)).toBe(first)
    room.opened.advance(2 * minute)
    const before = refreshes(room)
    const other = room.another()
    const callers = Array.from({ length: 20 }, (_, index) => reveal(index % 2 === 0 ? room : other))
    const tokens = new Set(await Promise.all(callers))
    expect(tokens.size).toBe(1)
    expect(tokens).not.toContain(first)
    expect(refreshes(room)).toBe(before + 1)
    expect(good(await room.signIns.states())[0]?.state).toBe('in')
  })

  test('renew all day; when the portal session ends it says so, and a new sign-in mends it', async () => {
    const room = await signedIn()
    for (let hour = 0; hour < 7; hour += 1) {
      room.opened.advance(60 * minute)
      await reveal(room)
    }
    room.opened.advance(70 * minute)
    expect(bad(await room.signIns.portalToken(main.id))).toEqual({
      kind: 'sign-in-required',
      signIn: main.id,
      reason: 'ended',
    })
    expect(good(await room.signIns.states())[0]?.state).toBe('out')
    const kept = good(await room.vault.read(portalKey(main.id)))
    expect(kept?.accessToken).toBeUndefined()
    expect(kept?.refreshToken).toBeUndefined()
    await signedIn('omar', room)
    await reveal(room)
  })

  test('after a night nobody knows whether the session goes on until AWS is asked, which a look does', async () => {
    const room = await signedIn()
    const look = async () => {
      const asked: (readonly string[])[] = []
      await room.signIns.settlePortals(names => asked.push(names))
      return { asked, state: good(await room.signIns.states())[0]?.state }
    }
    expect(await look()).toEqual({ asked: [], state: 'in' })
    room.opened.advance(20 * 60 * minute)
    good(await room.opened.control.fault(['down', 'sso-oidc']))
    expect(await look()).toEqual({ asked: [['portal']], state: 'in' })
    good(await room.opened.control.fault(['clear']))
    expect(await look()).toEqual({ asked: [['portal']], state: 'out' })
    expect(await look()).toEqual({ asked: [], state: 'out' })
  })

  test('before the first sign-in it is required, not ended', async () => {
    const room = await openRoom(both, 'sso-landing-zone')
    expect(bad(await room.signIns.portalToken(main.id))).toMatchObject({
      kind: 'sign-in-required',
      reason: 'never',
    })
  })

  test('a refresh that fails leaves the old token while it is good, and is not tried in a storm', async () => {
    const room = await signedIn()
    const first = await reveal(room)
    room.opened.advance(56 * minute)
    good(await room.opened.control.fault(['down', 'sso-oidc']))
    const before = refreshes(room)
    expect(await reveal(room)).toBe(first)
    const tried = refreshes(room) - before
    expect(tried).toBeGreaterThan(0)
    expect(await reveal(room)).toBe(first)
    expect(refreshes(room) - before).toBe(tried)
    room.opened.advance(5 * minute)
    expect(bad(await room.signIns.portalToken(main.id)).kind).toBe('unreachable')
    good(await room.opened.control.fault(['clear']))
    expect(await reveal(room)).not.toBe(first)
  })

  test('a refresh token that was replaced is never used again', async () => {
    const room = await signedIn()
    const tokenIn = async () => good(await room.vault.read(portalKey(main.id)))?.refreshToken
    const first = await tokenIn()
    room.opened.advance(56 * minute)
    await reveal(room)
    const second = await tokenIn()
    expect(second).toBeDefined()
    expect(second).not.toBe(first)
    room.opened.advance(56 * minute)
    await reveal(room)
    expect(await tokenIn()).not.toBe(second)
  })

  test('AWS no longer takes a token that looked good: refreshed once, else the sign-in has ended', async () => {
    const room = await signedIn()
    const { accessTokens } = room.opened.demo.signIns
    accessTokens.clear()
    const list = () => room.signIns.withPortal(main.id, by => room.aws.portal.accounts(by, null))
    expect(good(await list()).items.length).toBeGreaterThan(0)
    // The portal session itself is ended, as by an administrator.
    for (const { session } of accessTokens.values()) session.ended = true
    expect(bad(await list())).toMatchObject({ kind: 'sign-in-required', reason: 'ended' })
    expect(good(await room.signIns.states())[0]?.state).toBe('out')
  })

  test('sign-out ends the session at AWS and forgets it here; two portals do not mix', async () => {
    const room = await signedIn()
    const signing = room.signIns.signIn(partner.id, {
      flow: 'device-code',
      ask: askNobody,
      openBrowser: false,
      onEvent: event => void room.opened.control.approve(event.userCode ?? '', 'pat'),
    })
    good(await pass(room, signing))
    const [mine, theirs] = [await reveal(room), await reveal(room, partner.id)]
    expect(mine).not.toBe(theirs)
    expect(good(await room.signIns.signOut(main.id)).state).toBe('out')
    const again = await room.signIns.withPortal(partner.id, by => room.aws.portal.accounts(by, null))
    expect(again.ok).toBe(true)
    expect(room.opened.demo.calls.list().some(call => call.operation === 'Logout')).toBe(true)
    expect(good(await room.vault.read(portalKey(main.id)))).toBeNull()
    // Seven days for the partner: renewed across them without a question, and over after them.
    for (let day = 0; day < 6; day += 1) {
      room.opened.advance(24 * 60 * minute)
      await reveal(room, partner.id)
    }
    room.opened.advance(25 * 60 * minute)
    expect(bad(await room.signIns.portalToken(partner.id)).kind).toBe('sign-in-required')
  })

  test('sign-out without a network forgets all the same, and says that AWS was not told', async () => {
    const room = await signedIn()
    good(await room.opened.control.fault(['down', 'sso']))
    expect(bad(await room.signIns.signOut(main.id)).kind).toBe('unreachable')
    expect(good(await room.signIns.states())[0]?.state).toBe('out')
  })
})
