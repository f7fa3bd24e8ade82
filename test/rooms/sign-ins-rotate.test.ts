// A key is replaced without a moment in which no key works, and an interrupted rotation goes on where it stopped.
import { expect, test } from 'vitest'
import { askNobody } from '../../main/ask.ts'
import { iamKey } from '../../main/vault/vault-key.ts'
import { bad, good, type Room } from '../support/sign-in-room.ts'
import { calls, codeNow, ops, withKey } from '../support/user-room.ts'

const keysOf = (room: Room) =>
  (room.opened.demo.world.user('ana')?.keys ?? []).map(({ id, active }) => ({ id, active }))
/** The MFA session belongs to the key it was made with, so every rotation needs a code, and a code is used once. */
const rotate = (room: Room, deleteOld = false) => {
  const { clock } = room.opened
  clock.move(clock.offset() + 30_000)
  return room.signIns.rotateKey(ops.id, { ask: askNobody, deleteOld, mfaCode: codeNow(room) })
}
const stored = async (room: Room) => good(await room.vault.read(iamKey(ops.id)))

test('new key made, kept, in use; the old one is switched off', async () => {
  const room = await withKey()
  const before = room.opened.keyOf('ana').accessKeyId
  const done = good(await rotate(room))
  expect(done).toEqual({
    user: 'ana',
    accessKeyId: expect.stringMatching(/^AKIA/),
    oldAccessKeyId: before,
    old: 'inactive',
    notices: [],
  })
  expect(keysOf(room)).toEqual([
    { id: before, active: false },
    { id: done.accessKeyId, active: true },
  ])
  expect(await stored(room)).toMatchObject({ accessKeyId: done.accessKeyId, user: 'ana' })
  expect(await stored(room)).not.toHaveProperty('next')
  const key = good(await room.signIns.source(ops.id))
  expect(good(await room.aws.sts.callerIdentity(key, 'eu-west-1')).arn).toMatch(/user\/.*ana$/)
})

test('a second, inactive key is deleted only with consent, and then the old one too', async () => {
  const room = await withKey()
  const first = good(await rotate(room))
  expect(bad(await rotate(room))).toMatchObject({
    kind: 'bad-input',
    message: expect.stringContaining('--delete-old'),
  })
  expect(keysOf(room)).toHaveLength(2)
  const second = good(await rotate(room, true))
  expect(second).toMatchObject({ oldAccessKeyId: first.accessKeyId, old: 'deleted' })
  expect(keysOf(room)).toEqual([{ id: second.accessKeyId, active: true }])
})

test('an active second key is never touched', async () => {
  const room = await withKey()
  good(await rotate(room))
  for (const key of room.opened.demo.world.user('ana')?.keys ?? []) key.active = true
  const before = keysOf(room)
  expect(bad(await rotate(room, true))).toMatchObject({ kind: 'bad-input' })
  expect(keysOf(room)).toEqual(before)
})

test('a new key left by an interrupted rotation is taken, no third one is made', async () => {
  const room = await withKey()
  const kept = await stored(room)
  const user = room.opened.demo.world.user('ana')
  const twin = good(await rotate(room))
  // As it was right after the new key had been written: the old one in use, the new one waiting.
  const after = await stored(room)
  if (!kept || !after || !user) throw new Error('There is no key.')
  for (const key of user.keys) key.active = true
  const next = { accessKeyId: after.accessKeyId, secretAccessKey: after.secretAccessKey }
  good(await room.vault.write(iamKey(ops.id), { ...kept, next }))
  expect(good(await rotate(room))).toMatchObject({ accessKeyId: twin.accessKeyId, old: 'inactive' })
  expect(calls(room, 'CreateAccessKey')).toBe(1)
  // Deleted by somebody meanwhile, it is of no use any more.
  user.keys = user.keys.filter(({ id }) => id === twin.accessKeyId)
  const current = await stored(room)
  if (!current) throw new Error('There is no key.')
  const gone = { accessKeyId: 'AKIAGONEGONEGONEGONE', secretAccessKey: 'x' }
  good(await room.vault.write(iamKey(ops.id), { ...current, next: gone }))
  expect(good(await rotate(room)).accessKeyId).not.toBe(gone.accessKeyId)
})

test('without a key it says so, and asks AWS nothing', async () => {
  const room = await withKey()
  good(await room.signIns.removeKey(ops.id))
  expect(bad(await rotate(room))).toMatchObject({ kind: 'sign-in-required' })
  expect(calls(room, 'CreateAccessKey')).toBe(0)
})
