// A portal's list: below AWS's limit, shown while it grows, resumed after a break, kept when complete.
import { describe, expect, test } from 'vitest'
import type { PortalListing } from '../../shared/catalog.ts'
import { signedIn, sso } from '../support/portal-room.ts'
import { bad, good, openRoom, type Room } from '../support/sign-in-room.ts'

const calls = (room: Room, operation: string): number =>
  room.opened.demo.calls.list().filter(call => call.operation === operation).length

describe('the list', () => {
  test('names every account and role, grows before it is complete, and is answered from the vault then', async () => {
    const room = await signedIn('ines')
    const grown: PortalListing[] = []
    const all = good(
      await room.signIns.portalListing(sso.id, { refresh: false, onProgress: one => grown.push(one) }),
    )
    expect(all.complete).toBe(true)
    expect(all.accounts.map(account => account.name)).toEqual(
      [...all.accounts.map(account => account.name)].sort(),
    )
    expect(all.accounts.find(account => account.id === '111111111111')?.roles).toEqual([
      'Auditor',
      'Billing',
      'DevOps',
    ])
    expect(all.accounts.find(account => account.id === '777777777777')?.roles).toEqual(['Auditor', 'DevOps'])
    expect(grown[0]).toMatchObject({ complete: false, signIn: sso.id })
    expect(grown[0]?.accounts.every(account => account.roles === null)).toBe(true)
    // The first account that is read is told as soon as it is, however little time has passed.
    const read = grown.map(one => one.accounts.filter(account => account.roles !== null).length)
    expect(read.find(count => count > 0)).toBe(1)
    const asked = calls(room, 'ListAccountRoles')
    expect(asked).toBe(all.accounts.length)
    const other = room.another()
    expect(good(await other.signIns.portalListing(sso.id, { refresh: false }))).toEqual(all)
    expect(good(await other.signIns.portalListings())).toEqual([all])
    expect(calls(room, 'ListAccountRoles')).toBe(asked)
    room.opened.advance(60_000)
    const renewed = good(await room.signIns.portalListing(sso.id, { refresh: true }))
    expect(renewed.at).toBeGreaterThan(all.at)
    expect(calls(room, 'ListAccountRoles')).toBe(2 * asked)
  })

  test('many callers in two processes read it once', async () => {
    const room = await signedIn('omar')
    const other = room.another()
    const lists = await Promise.all(
      [room, room, other, other].map(one => one.signIns.portalListing(sso.id, { refresh: false })),
    )
    for (const list of lists) expect(good(list).complete).toBe(true)
    expect(calls(room, 'ListAccounts')).toBe(1)
  })

  test('a break keeps what was read, and the next reading goes on from there', async () => {
    const room = await signedIn('omar')
    let accounts = 0
    const broken = await room.signIns.portalListing(sso.id, {
      refresh: false,
      onProgress(listing) {
        accounts = listing.accounts.filter(account => account.roles !== null).length
        if (accounts >= 2) void room.opened.control.fault(['down', 'sso'])
      },
    })
    expect(bad(broken).kind).toBe('unreachable')
    const [partial] = good(await room.signIns.portalListings())
    expect(partial?.complete).toBe(false)
    const known = partial?.accounts.filter(account => account.roles !== null).length ?? 0
    expect(known).toBeGreaterThanOrEqual(2)
    expect(known).toBeLessThan(7)
    good(await room.opened.control.fault(['clear']))
    room.opened.demo.calls.clear()
    const all = good(await room.signIns.portalListing(sso.id, { refresh: false }))
    expect(all.complete).toBe(true)
    expect(calls(room, 'ListAccountRoles')).toBe(7 - known)
  })

  test('a refresh that breaks leaves the complete list as it was', async () => {
    const room = await signedIn('omar')
    const all = good(await room.signIns.portalListing(sso.id, { refresh: false }))
    good(await room.opened.control.fault(['down', 'sso']))
    expect(bad(await room.signIns.portalListing(sso.id, { refresh: true })).kind).toBe('unreachable')
    expect(good(await room.signIns.portalListings())).toEqual([all])
    expect(good(await room.signIns.portalListing(sso.id, { refresh: false }))).toEqual(all)
  })

  test('nobody signed in, and nothing assigned', async () => {
    const nobody = await openRoom([sso], 'sso-landing-zone')
    expect(bad(await nobody.signIns.portalListing(sso.id, { refresh: false }))).toMatchObject({
      kind: 'sign-in-required',
    })
    const newt = await signedIn('newt')
    expect(good(await newt.signIns.portalListing(sso.id, { refresh: false }))).toMatchObject({
      complete: true,
      accounts: [],
    })
  })

  test('a throttled portal is read to the end, slower, and never in a storm', async () => {
    const room = await signedIn('omar')
    good(await room.opened.control.fault(['throttle', 'ListAccountRoles', '3']))
    const all = good(await room.signIns.portalListing(sso.id, { refresh: false }))
    expect(all.complete).toBe(true)
    expect(calls(room, 'ListAccountRoles')).toBe(7 + 3)
  })

  test('a caller who leaves stops the reading, and it can begin again', async () => {
    const room = await signedIn('omar')
    const controller = new AbortController()
    const left = room.signIns.portalListing(sso.id, {
      refresh: false,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    })
    expect(bad(await left).kind).toBe('cancelled')
    expect(good(await room.signIns.portalListing(sso.id, { refresh: false })).complete).toBe(true)
  })

  test('at its own pace a list makes AWS throttle nothing', async () => {
    const room = await signedIn('omar', 20)
    for (let round = 0; round < 4; round += 1)
      good(await room.signIns.portalListing(sso.id, { refresh: true }))
    expect(room.opened.demo.calls.list().filter(call => call.status === 429)).toEqual([])
  })
})
