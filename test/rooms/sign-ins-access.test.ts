// What a portal's newer list changes: gained and lost access, accounts that fail, one account read again.
import { describe, expect, test } from 'vitest'
import type { PortalAccess } from '../../shared/portal-access.ts'
import type { ListTrouble } from '../../shared/snapshot.ts'
import { enter, signedIn, sso } from '../support/portal-room.ts'
import { good, type Room } from '../support/sign-in-room.ts'

const list = async (room: Room, options: { refresh?: boolean; account?: string } = {}) => {
  const account = options.account === undefined ? undefined : { id: options.account, name: options.account }
  return good(await room.signIns.portalListing(sso.id, { refresh: options.refresh ?? true, account }))
}
const accessOf = async (room: Room): Promise<PortalAccess | null> =>
  good(await room.signIns.states()).find(({ id }) => id === sso.id)?.access ?? null
const troubleOf = async (room: Room): Promise<ListTrouble | null> =>
  good(await room.signIns.states()).find(({ id }) => id === sso.id)?.listTrouble ?? null
const roleCalls = (room: Room): number =>
  room.opened.demo.calls.list().filter(call => call.operation === 'ListAccountRoles').length

const staging = '555555555555'

describe('gained and lost', () => {
  test('the first list changes nothing; the next one names what came and went, and since when', async () => {
    const room = await signedIn('omar')
    expect(await accessOf(room)).toBeNull()
    const first = await list(room)
    expect(await accessOf(room)).toEqual({
      accounts: 7,
      roles: 7,
      listedAt: new Date(first.at).toISOString(),
      unread: [],
      change: null,
    })
    await enter(room, 'dana')
    room.opened.advance(3_600_000)
    const second = await list(room)
    const { change, ...now } = (await accessOf(room)) as PortalAccess
    expect(now).toMatchObject({ accounts: 3, roles: 3, listedAt: new Date(second.at).toISOString() })
    expect(change).toMatchObject({ since: new Date(first.at).toISOString(), gainedCount: 3, lostCount: 7 })
    expect(change?.gained.map(({ role, accountName }) => `${role} in ${accountName}`)).toEqual([
      'Developer in Development',
      'Developer in Staging',
      'Developer in UAT',
    ])
    expect(change?.lost[0]).toEqual({
      account: '444444444444',
      accountName: 'Development',
      role: 'DevOps',
      target: null,
    })
  })

  test('a list that changes nothing keeps the last difference; signing out forgets all of it', async () => {
    const room = await signedIn('omar')
    await list(room)
    await enter(room, 'ines')
    await list(room)
    const change = (await accessOf(room))?.change
    expect(change).toMatchObject({ gainedCount: 11, lostCount: 0 })
    room.opened.advance(60_000)
    await list(room)
    expect((await accessOf(room))?.change).toEqual(change)
    good(await room.signIns.signOut(sso.id))
    expect(await accessOf(room)).toBeNull()
  })
})

describe('an account that fails', () => {
  const fails = async (room: Room, times: number) =>
    good(
      await room.opened.control.fault([
        'error',
        'ListAccountRoles',
        'InternalServerError',
        '500',
        `${times}`,
      ]),
    )

  test('in a first list: the others are there, and only this one is asked for next time', async () => {
    const room = await signedIn('omar')
    await fails(room, 1)
    const partial = await list(room, { refresh: false })
    expect(partial).toMatchObject({ complete: false })
    expect(partial.unread).toHaveLength(1)
    expect(partial.accounts.filter(({ roles }) => roles === null).map(({ id }) => id)).toEqual(partial.unread)
    expect(good(await room.signIns.portalListings())[0]?.accounts).toEqual(partial.accounts)
    expect(await troubleOf(room)).toEqual({ unread: 1 })
    room.opened.demo.calls.clear()
    expect(await list(room, { refresh: false })).toMatchObject({ complete: true, unread: [] })
    expect(roleCalls(room)).toBe(1)
    expect(await troubleOf(room)).toBeNull()
  })

  test('in a refresh: its rows stay as they were, it is named, and nothing counts as lost', async () => {
    const room = await signedIn('omar')
    const first = await list(room)
    await fails(room, 1)
    const second = await list(room)
    expect(second.accounts).toEqual(first.accounts)
    const access = await accessOf(room)
    expect(access?.change).toBeNull()
    const name = second.accounts.find(({ id }) => id === second.unread?.[0])?.name
    expect(access?.unread).toEqual([name])
    await list(room)
    expect((await accessOf(room))?.unread).toEqual([])
  })

  test('three one after the other end it: that is no accident of theirs', async () => {
    const room = await signedIn('omar')
    await list(room)
    room.opened.demo.calls.clear()
    await fails(room, 1_000)
    const broken = await room.signIns.portalListing(sso.id, { refresh: true })
    expect(broken.ok).toBe(false)
    expect(good(await room.signIns.portalListings())[0]).toMatchObject({ complete: true })
    // What is answered from the vault is no newer for it: it is said until a list was read again.
    await list(room, { refresh: false })
    expect(await troubleOf(room)).toMatchObject({ failure: { kind: 'unreachable' } })
    good(await room.opened.control.fault(['clear']))
    await list(room)
    expect(await troubleOf(room)).toBeNull()
  })
})

describe('while it is read again', () => {
  test('what was known stands until it is known anew', async () => {
    const room = await signedIn('omar')
    const first = await list(room)
    await enter(room, 'ines')
    const grown: number[] = []
    good(
      await room.signIns.portalListing(sso.id, {
        refresh: true,
        onProgress(listing) {
          expect(listing.complete).toBe(true)
          for (const { id } of first.accounts)
            expect(listing.accounts.find(one => one.id === id)?.roles).toContain('DevOps')
          grown.push(listing.accounts.reduce((sum, { roles }) => sum + (roles?.length ?? 0), 0))
        },
      }),
    )
    expect(grown[0]).toBe(7)
  })

  test('one account alone is one call, and its change is told', async () => {
    const room = await signedIn('omar')
    await list(room)
    await enter(room, 'ines')
    room.opened.demo.calls.clear()
    const after = await list(room, { account: staging })
    expect(room.opened.demo.calls.list().map(({ operation }) => operation)).toEqual(['ListAccountRoles'])
    expect(after.accounts.find(({ id }) => id === staging)?.roles).toEqual(['Auditor', 'DevOps', 'Developer'])
    expect((await accessOf(room))?.change).toMatchObject({ gainedCount: 2, lostCount: 0 })
    // What is granted nowhere any more is no account of the list.
    await enter(room, 'newt')
    const gone = await list(room, { account: staging })
    expect(gone.accounts.map(({ id }) => id)).not.toContain(staging)
    expect((await accessOf(room))?.change).toMatchObject({ gainedCount: 0, lostCount: 3 })
  })
})
