// What IAM says of a user's key, device and groups: asked with what is there, and less when IAM forbids it.
import { expect, test } from 'vitest'
import { askNobody } from '../../main/ask.ts'
import { iamKey } from '../../main/vault/vault-key.ts'
import { bad, good, openRoom } from '../support/sign-in-room.ts'
import { calls, codeNow, newKey, ops, withKey } from '../support/user-room.ts'

test('the key’s age and last use, devices and groups; nobody is asked for a code', async () => {
  const room = await withKey()
  const facts = good(await room.signIns.keyFacts(ops.id))
  const { id, createdAt } = room.opened.demo.world.user('ana')?.keys[0] ?? { id: '', createdAt: 0 }
  expect(facts).toEqual({
    accessKeyId: id,
    addedAt: good(await room.vault.read(iamKey(ops.id)))?.addedAt,
    keys: [{ accessKeyId: id, status: 'Active', createdAt: Math.floor(createdAt / 1_000) * 1_000 }],
    lastUsed: { at: expect.any(Number), service: expect.stringMatching(/^(iam|sts)$/) },
    devices: ['arn:aws:iam::100000000002:mfa/ana'],
    groups: expect.arrayContaining(['production']),
    failure: null,
  })
  expect(calls(room, 'GetSessionToken')).toBe(0)
})

test('with an MFA session that is what asks', async () => {
  const room = await withKey()
  good(await room.signIns.sharedSession(ops.id, { ask: askNobody, code: codeNow(room) }))
  const before = room.opened.demo.calls.list().length
  good(await room.signIns.keyFacts(ops.id))
  const asked = room.opened.demo.calls.list().slice(before)
  expect(asked.map(({ operation }) => operation).sort()).toEqual([
    'GetAccessKeyLastUsed',
    'ListAccessKeys',
    'ListGroupsForUser',
    'ListMFADevices',
  ])
})

test('what IAM forbids is not known, and the first refusal says why', async () => {
  const room = await withKey()
  const user = room.opened.demo.world.user('ana')
  if (!user) throw new Error('Nobody is called ana.')
  Object.assign(user, { policies: [] })
  expect(good(await room.signIns.keyFacts(ops.id))).toMatchObject({
    keys: null,
    lastUsed: null,
    devices: null,
    // What IAM said when the key was added is still known.
    groups: expect.arrayContaining(['production']),
    failure: { kind: 'aws-refused', awsCode: 'AccessDenied' },
  })
})

test('without a key there is nothing to say', async () => {
  const room = await openRoom([ops])
  expect(bad(await room.signIns.keyFacts(ops.id))).toMatchObject({
    kind: 'sign-in-required',
    reason: 'no-key',
  })
  good(await room.signIns.addKey(ops.id, newKey(room, 'ana')))
  good(await room.signIns.keyFacts(ops.id))
})
