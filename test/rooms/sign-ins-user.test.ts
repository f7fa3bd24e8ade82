// An IAM user's sign-in: adding a key, the shared MFA session, and codes that are asked for once and used once.
import { describe, expect, test } from 'vitest'
import { askNobody } from '../../main/ask.ts'
import { showCode } from '../../main/demo/totp.ts'
import { Secret } from '../../main/secret.ts'
import { iamKey } from '../../main/vault/vault-key.ts'
import type { SignIn } from '../../shared/catalog.ts'
import { iamUser } from '../support/estate.ts'
import { bad, good, openRoom, person, type Room, until } from '../support/sign-in-room.ts'

const ops = iamUser('ops')
const minute = 60_000
const newKey = (room: Room, user: string) => {
  const { accessKeyId, secretAccessKey } = room.opened.keyOf(user)
  return { accessKeyId, secretAccessKey: new Secret(secretAccessKey) }
}
const withKey = async (more: Partial<SignIn> = {}, user = 'ana'): Promise<Room> => {
  const room = await openRoom([{ ...ops, ...more } as SignIn])
  good(await room.signIns.addKey(ops.id, newKey(room, user)))
  return room
}
const calls = (room: Room, operation: string): number =>
  room.opened.demo.calls.list().filter(call => call.operation === operation).length
const codeNow = (room: Room, user = 'ana'): string => {
  const device = room.opened.demo.world.user(user)?.device
  if (!device) throw new Error(`${user} has no device`)
  return showCode(device, room.opened.demo.world.now()).code
}
const wrongCode = (room: Room): string => (codeNow(room) === '000000' ? '000001' : '000000')

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

describe('codes', () => {
  test('a wrong one given by a flag is wrong; a wrong one that was typed is asked for again', async () => {
    const room = await withKey()
    const flag = await room.signIns.sharedSession(ops.id, {
      ask: person(() => codeNow(room)),
      code: wrongCode(room),
    })
    expect(bad(flag)).toEqual({ kind: 'mfa-rejected', signIn: ops.id, reason: 'wrong' })
    const who = person((_, nth) => (nth === 1 ? 'hello' : nth === 2 ? '999 999' : codeNow(room)))
    good(await room.signIns.sharedSession(ops.id, { ask: who }))
    expect(who.asked.map(question => question.kind === 'mfa' && question.problem)).toEqual([
      null,
      'A code has six digits.',
      'AWS did not accept this code.',
    ])
  })

  test('a used one is never sent again: said at once, with the seconds to the next', async () => {
    const room = await withKey()
    const code = codeNow(room)
    const first = good(await room.signIns.sharedSession(ops.id, { ask: askNobody, code }))
    const sent = calls(room, 'GetSessionToken')
    const again = bad(
      await room.another().signIns.sharedSession(ops.id, { ask: askNobody, code, fresh: first.startedAt }),
    )
    expect(again).toMatchObject({ kind: 'mfa-rejected', reason: 'reused' })
    const seconds = again.kind === 'mfa-rejected' ? (again.nextCodeInSeconds ?? 0) : 0
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(30)
    expect(calls(room, 'GetSessionToken')).toBe(sent)

    const who = person((_, nth) => {
      if (nth === 1) return code
      room.opened.advance(30_000)
      return codeNow(room)
    })
    good(await room.signIns.sharedSession(ops.id, { ask: who, fresh: first.startedAt }))
    const [asked, askedAgain] = who.asked
    expect(asked).toMatchObject({ nextCodeInSeconds: expect.any(Number) })
    expect(askedAgain).toMatchObject({ problem: expect.stringContaining('a code works once') })
  })

  test('a code that AWS never looked at stays good', async () => {
    const room = await withKey()
    const code = codeNow(room)
    good(await room.opened.control.fault(['error', 'GetSessionToken', 'ServiceUnavailable', '503', '1']))
    expect(bad(await room.signIns.sharedSession(ops.id, { ask: askNobody, code })).kind).toBe('unreachable')
    good(await room.signIns.sharedSession(ops.id, { ask: askNobody, code }))
  })

  test('serves a call of its own, and several targets wait for their own codes', async () => {
    const room = await withKey()
    const key = good(await room.signIns.source(ops.id))
    const take = (account: string, name: string) => (mfa: { serial: string; code: string }) =>
      room.aws.sts.assumeRole(key, {
        roleArn: `arn:aws:iam::${account}:role/${name}-production`,
        sessionName: 'ana',
        seconds: 3600,
        region: 'eu-west-1',
        mfa,
      })
    const who = person(question => {
      if (question.kind === 'mfa' && question.nextCodeInSeconds !== null) room.opened.advance(30_000)
      return codeNow(room)
    })
    const both = await Promise.all([
      room.signIns.withCode(
        ops.id,
        { ask: who, target: 'test:acme/acme-production' },
        take('100000000101', 'acme'),
      ),
      room.signIns.withCode(
        ops.id,
        { ask: who, target: 'test:globex/globex-production' },
        take('100000000102', 'globex'),
      ),
    ])
    for (const one of both) good(one)
    const targets = who.asked.map(question => (question.kind === 'mfa' ? question.target : null))
    expect(new Set(targets)).toEqual(new Set(['test:acme/acme-production', 'test:globex/globex-production']))
    expect(targets).toHaveLength(2)
    expect(who.asked[0]).toMatchObject({ nextCodeInSeconds: null })
  })

  test('a wrong serial is the device’s fault, and no device is said before a code is asked for', async () => {
    const room = await withKey({
      mfaSerial: 'arn:aws:iam::100000000002:mfa/somebody-else',
    } as Partial<SignIn>)
    const wrong = bad(await room.signIns.sharedSession(ops.id, { ask: askNobody, code: codeNow(room) }))
    expect(wrong).toEqual({ kind: 'mfa-rejected', signIn: ops.id, reason: 'device' })

    const bare = await openRoom([ops])
    good(await bare.opened.control.fault(['device-lost', 'ana']))
    good(await bare.signIns.addKey(ops.id, newKey(bare, 'ana')))
    const who = person(() => '123456')
    expect(bad(await bare.signIns.sharedSession(ops.id, { ask: who }))).toEqual({
      kind: 'mfa-no-device',
      signIn: ops.id,
      user: 'ana',
    })
    expect(who.asked).toEqual([])
  })

  test('where IAM says nothing the usual name of a device is tried', async () => {
    const room = await openRoom([ops])
    good(await room.opened.control.fault(['error', 'ListMFADevices', 'AccessDenied', '403']))
    good(await room.opened.control.fault(['error', 'ListGroupsForUser', 'AccessDenied', '403', '1']))
    expect(good(await room.signIns.addKey(ops.id, newKey(room, 'ana')))).toMatchObject({
      mfaSerial: null,
      groups: null,
    })
    good(await room.signIns.sharedSession(ops.id, { ask: askNobody, code: codeNow(room) }))
    // With MFA the user may read more: the groups are known now.
    expect(good(await room.signIns.identity(ops.id)).groups).toContain('production')
  })

  test('the vault is locked: nothing is asked and nothing is sent', async () => {
    const room = await withKey()
    good(await room.vault.lock())
    const who = person(() => codeNow(room))
    expect(bad(await room.signIns.sharedSession(ops.id, { ask: who })).kind).toBe('vault-locked')
    expect(bad(await room.signIns.states()).kind).toBe('vault-locked')
    expect(who.asked).toEqual([])
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
