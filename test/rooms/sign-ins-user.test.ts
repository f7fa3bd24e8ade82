// An IAM user's sign-in: adding a key, the shared MFA session, and codes that are asked for once and used once.
import { describe, expect, test } from 'vitest'
import { askNobody } from '../../main/ask.ts'
import { Secret } from '../../main/secret.ts'
import { iamKey } from '../../main/vault/vault-key.ts'
import type { SignIn } from '../../shared/catalog.ts'
import { bad, good, openRoom, person, until } from '../support/sign-in-room.ts'
import { calls, codeNow, minute, newKey, ops, withKey } from '../support/user-room.ts'

describe('adding a key', () => {
  test('finds out who it is, the device and the groups, and keeps the secret in the vault', async () => {
    const room = await openRoom([ops])
    const added = good(await room.signIns.addKey(ops.id, newKey(room, 'ana')))
    expect(added).toEqual({
      accessKeyId: room.opened.keyOf('ana').accessKeyId,
      user: 'ana',
      mfaSerial: room.opened.serialOf('ana'),
      groups: expect.arrayContaining(['production']),
    })
    expect(good(await room.signIns.identity(ops.id))).toMatchObject({ user: 'ana' })
    const key = good(await room.signIns.source(ops.id))
    expect(key.secretAccessKey.reveal()).toBe(room.opened.keyOf('ana').secretAccessKey)
    expect(key.sessionToken).toBeNull()
    expect(good(await room.signIns.states())[0]).toMatchObject({ state: 'out', hasKey: true, user: 'ana' })
  })

  test('a key of another account, of another user and a wrong form are refused without being kept', async () => {
    const room = await openRoom([ops])
    const root = room.opened.demo.world.users.find(user => user.account === '100000000001')?.name ?? ''
    const refused = [
      [newKey(room, root), /account 100000000001/],
      [{ ...newKey(room, 'ana'), user: 'bo' }, /user ana, not to bo/],
      [{ accessKeyId: 'x', secretAccessKey: new Secret('y') }, /not an access key id/],
      [{ accessKeyId: 'ASIAEXAMPLEEXAMPLE00', secretAccessKey: new Secret('y') }, /temporary key/],
      [
        {
          accessKeyId: newKey(room, 'ana').secretAccessKey.reveal(),
          secretAccessKey: new Secret(room.opened.keyOf('ana').accessKeyId),
        },
        /wrong way round/,
      ],
      [{ ...newKey(room, 'ana'), mfaSerial: 'arn:aws:iam::100000000002:u2f/user/ana/1' }, /passkey/],
    ] as const
    for (const [key, message] of refused) {
      const failure = bad(await room.signIns.addKey(ops.id, key))
      expect(failure).toMatchObject({ kind: 'bad-input', message: expect.stringMatching(message) })
      expect(JSON.stringify(failure)).not.toContain(room.opened.keyOf('ana').secretAccessKey)
    }
    expect(good(await room.vault.read(iamKey(ops.id)))).toBeNull()
    expect(bad(await room.signIns.source(ops.id))).toEqual({
      kind: 'sign-in-required',
      signIn: ops.id,
      reason: 'no-key',
    })
  })

  test('tells a wrong secret, an unknown key and an inactive one apart as far as AWS does', async () => {
    const room = await openRoom([ops])
    const { accessKeyId } = newKey(room, 'ana')
    const secret = bad(
      await room.signIns.addKey(ops.id, { accessKeyId, secretAccessKey: new Secret('x'.repeat(40)) }),
    )
    expect(secret).toMatchObject({ kind: 'key-refused', causes: [{ cause: 'signature', certain: true }] })
    const unknown = bad(
      await room.signIns.addKey(ops.id, {
        accessKeyId: 'AKIANOSUCHKEY0000000',
        secretAccessKey: new Secret('x'.repeat(40)),
      }),
    )
    expect(unknown).toMatchObject({ causes: [{ cause: 'key-unknown' }, { cause: 'key-inactive' }] })
    good(await room.signIns.addKey(ops.id, newKey(room, 'ana')))
    good(await room.opened.control.fault(['key-inactive', 'ana']))
    const inactive = bad(await room.signIns.sharedSession(ops.id, { ask: askNobody, code: codeNow(room) }))
    expect(inactive).toMatchObject({
      kind: 'key-refused',
      signIn: ops.id,
      causes: [
        { cause: 'key-inactive', why: expect.stringContaining('accepted this key') },
        { cause: 'key-unknown' },
      ],
    })
  })

  test('removing it forgets the shared session too', async () => {
    const room = await withKey()
    good(await room.signIns.sharedSession(ops.id, { ask: askNobody, code: codeNow(room) }))
    expect(good(await room.signIns.removeKey(ops.id))).toEqual({ removed: true })
    expect(good(await room.signIns.removeKey(ops.id))).toEqual({ removed: false })
    good(await room.signIns.addKey(ops.id, newKey(room, 'ana')))
    expect(good(await room.signIns.states())[0]?.state).toBe('out')
  })

  test('only an IAM user has a key', async () => {
    const room = await openRoom([ops])
    expect(bad(await room.signIns.addKey('test:nobody', newKey(room, 'ana')))).toMatchObject({
      kind: 'unknown-name',
    })
  })
})

describe('the shared MFA session', () => {
  test('fifty callers in two processes: one question, one call, one session', async () => {
    const room = await withKey()
    const who = person(() => codeNow(room))
    const other = room.another()
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        (index % 2 ? room : other).signIns.sharedSession(ops.id, { ask: who }),
      ),
    )
    expect(new Set(all.map(one => good(one).credentials.accessKeyId)).size).toBe(1)
    expect(who.asked).toHaveLength(1)
    expect(who.asked[0]).toMatchObject({
      kind: 'mfa',
      user: 'ana',
      serial: room.opened.serialOf('ana'),
      problem: null,
    })
    expect(calls(room, 'GetSessionToken')).toBe(1)
    const view = good(await room.signIns.states())[0]
    expect(view).toMatchObject({ state: 'in', mfaSerial: room.opened.serialOf('ana') })
    expect(Date.parse(view?.expiresAt ?? '') - room.opened.clock.now()).toBeGreaterThan(719 * minute)
    const whole = Date.parse(view?.expiresAt ?? '') - Date.parse(view?.startedAt ?? '')
    expect(Math.round(whole / minute)).toBe(720)
  })

  test('lives across a restart until its end, then asks again', async () => {
    const room = await withKey()
    good(
      await room.signIns.signIn(ops.id, {
        flow: 'auto',
        ask: askNobody,
        openBrowser: false,
        mfaCode: codeNow(room),
      }),
    )
    room.opened.advance(11 * 60 * minute)
    good(await room.another().signIns.sharedSession(ops.id, { ask: askNobody }))
    room.opened.advance(50 * minute)
    expect(good(await room.signIns.states())[0]?.state).toBe('expiring')
    room.opened.advance(11 * minute)
    expect(bad(await room.signIns.sharedSession(ops.id, { ask: askNobody }))).toMatchObject({
      kind: 'answer-needed',
      missing: ['mfa'],
      signIn: ops.id,
    })
  })

  test('a newer one is opened where the living one is too old, once', async () => {
    const room = await withKey()
    const first = good(await room.signIns.sharedSession(ops.id, { ask: askNobody, code: codeNow(room) }))
    room.opened.advance(20 * minute)
    const who = person(() => codeNow(room))
    const wanted = { ask: who, fresh: first.startedAt }
    const both = await Promise.all([
      room.signIns.sharedSession(ops.id, wanted),
      room.signIns.sharedSession(ops.id, wanted),
    ])
    expect(good(both[0]).startedAt).toBeGreaterThan(first.startedAt)
    expect(good(both[1]).startedAt).toBe(good(both[0]).startedAt)
    expect(who.asked).toHaveLength(1)
    expect(good(await room.signIns.sharedSession(ops.id, wanted)).startedAt).toBe(good(both[0]).startedAt)
  })

  test('a code given by a flag answers a question that is open elsewhere', async () => {
    const room = await withKey()
    const window = person()
    const asking = room.signIns.sharedSession(ops.id, { ask: window })
    await until(() => window.asked.length === 1)
    const given = good(await room.signIns.sharedSession(ops.id, { ask: askNobody, code: codeNow(room) }))
    expect(good(await asking).credentials.accessKeyId).toBe(given.credentials.accessKeyId)
  })

  test('two callers with one and the same code share its use', async () => {
    const room = await withKey()
    const code = codeNow(room)
    const wanted = { ask: askNobody, code }
    const both = await Promise.all([
      room.signIns.sharedSession(ops.id, wanted),
      room.another().signIns.sharedSession(ops.id, wanted),
    ])
    expect(both.map(one => one.ok)).toEqual([true, true])
    expect(calls(room, 'GetSessionToken')).toBe(1)
  })

  test('a person who gives up gives up for all who wait; somebody with a window is not held up by somebody without', async () => {
    const room = await withKey()
    const who = person()
    const waiting = [1, 2, 3].map(() => room.signIns.sharedSession(ops.id, { ask: who }))
    await until(() => who.asked.length === 1)
    who.cancel()
    for (const one of await Promise.all(waiting)) expect(bad(one).kind).toBe('cancelled')
    expect(who.asked).toHaveLength(1)

    const able = person(() => codeNow(room))
    const [nobody, somebody] = await Promise.all([
      room.signIns.sharedSession(ops.id, { ask: askNobody }),
      room.signIns.sharedSession(ops.id, { ask: able }),
    ])
    expect(bad(nobody).kind).toBe('answer-needed')
    good(somebody)
    expect(able.asked).toHaveLength(1)
  })

  test('one caller who leaves takes nothing from the others; when all have left the question closes', async () => {
    const room = await withKey()
    const who = person()
    const [first, second] = [new AbortController(), new AbortController()]
    const one = room.signIns.sharedSession(ops.id, { ask: who, signal: first.signal })
    const two = room.signIns.sharedSession(ops.id, { ask: who, signal: second.signal })
    await until(() => who.asked.length === 1)
    first.abort()
    expect(bad(await one).kind).toBe('cancelled')
    second.abort()
    expect(bad(await two).kind).toBe('cancelled')
    // The lock is free again: the next one is asked at once.
    good(await room.signIns.sharedSession(ops.id, { ask: person(() => codeNow(room)) }))
  })
})

describe('without MFA', () => {
  test('the key alone is the sign-in', async () => {
    const room = await withKey({ mfa: false } as Partial<SignIn>)
    const view = await room.signIns.signIn(ops.id, { flow: 'auto', ask: askNobody, openBrowser: false })
    expect(good(view)).toMatchObject({ state: 'in', expiresAt: null })
    good(await room.opened.control.fault(['key-inactive', 'ana']))
    const refused = await room.signIns.signIn(ops.id, { flow: 'auto', ask: askNobody, openBrowser: false })
    expect(bad(refused)).toMatchObject({ kind: 'key-refused' })
  })
})
