// Codes of an MFA device: asked for as often as needed, never sent twice, each refusal told as what it is.
import { describe, expect, test } from 'vitest'
import { askNobody } from '../../main/ask.ts'
import type { SignIn } from '../../shared/catalog.ts'
import { bad, good, openRoom, person } from '../support/sign-in-room.ts'
import { calls, codeNow, newKey, ops, withKey, wrongCode } from '../support/user-room.ts'

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

  test('one that AWS refused is not sent again, and is called refused, not used', async () => {
    const room = await withKey()
    const code = wrongCode(room)
    expect(bad(await room.signIns.sharedSession(ops.id, { ask: askNobody, code }))).toMatchObject({
      reason: 'wrong',
    })
    const sent = calls(room, 'GetSessionToken')
    // Another process knows it as well.
    const again = bad(await room.another().signIns.sharedSession(ops.id, { ask: askNobody, code }))
    expect(again).toEqual({
      kind: 'mfa-rejected',
      signIn: ops.id,
      reason: 'refused',
      nextCodeInSeconds: expect.any(Number),
    })
    const who = person((_, nth) => (nth === 1 ? code : codeNow(room)))
    good(await room.signIns.sharedSession(ops.id, { ask: who }))
    expect(who.asked).toMatchObject([
      // A slip of the finger uses nothing up: the code on the device is good.
      { nextCodeInSeconds: null, problem: null },
      {
        nextCodeInSeconds: null,
        problem: expect.stringMatching(
          /^AWS refused this code already\. Type the one on the device; the next comes in \d+ s\.$/,
        ),
      },
    ])
    expect(calls(room, 'GetSessionToken')).toBe(sent + 1)
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
