// Ana, an IAM user of the demo: a room with her key in it, and the codes of her phone.

import { showCode } from '../../main/demo/totp.ts'
import { Secret } from '../../main/secret.ts'
import type { SignIn } from '../../shared/catalog.ts'
import { iamUser } from './estate.ts'
import { good, openRoom, type Room } from './sign-in-room.ts'

export const ops = iamUser('ops')
export const minute = 60_000
export const newKey = (room: Room, user: string) => {
  const { accessKeyId, secretAccessKey } = room.opened.keyOf(user)
  return { accessKeyId, secretAccessKey: new Secret(secretAccessKey) }
}
export const withKey = async (more: Partial<SignIn> = {}, user = 'ana'): Promise<Room> => {
  const room = await openRoom([{ ...ops, ...more } as SignIn])
  good(await room.signIns.addKey(ops.id, newKey(room, user)))
  return room
}
export const calls = (room: Room, operation: string): number =>
  room.opened.demo.calls.list().filter(call => call.operation === operation).length
export const codeNow = (room: Room, user = 'ana'): string => {
  const device = room.opened.demo.world.user(user)?.device
  if (!device) throw new Error(`${user} has no device`)
  return showCode(device, room.opened.demo.world.now()).code
}
export const wrongCode = (room: Room): string => (codeNow(room) === '000000' ? '000001' : '000000')
