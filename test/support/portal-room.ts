// A room of sign-ins where somebody of the demo is signed in at a portal, and may become somebody else.
import type { PortalSignIn } from '../../main/sign-ins/portal-tokens.ts'
import { portalKey } from '../../main/vault/vault-key.ts'
import { deviceSignIn } from './demo.ts'
import { portal } from './estate.ts'
import { good, openRoom, type Room } from './sign-in-room.ts'

/** The first portal of the landing zone. */
export const sso = portal('portal') as PortalSignIn

/** A room whose vault holds the tokens of a person who is signed in. */
export const signedIn = async (who: string, portalRate = 20): Promise<Room> => {
  const room = await openRoom([sso], 'sso-landing-zone', { portalRate })
  await enter(room, who)
  return room
}
/** From now on the room's tokens are this person's: what they may is another list. */
export const enter = async (room: Room, who: string): Promise<void> => {
  const tokens = await deviceSignIn(room.opened, who)
  good(
    await room.vault.write(portalKey(sso.id), {
      clientId: tokens.clientId,
      clientSecret: tokens.clientSecret,
      registrationExpiresAt: room.opened.clock.now() + 90 * 86_400_000,
      grantTypes: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
      accessToken: tokens.accessToken ?? '',
      accessTokenExpiresAt: room.opened.clock.now() + 3_600_000,
      refreshToken: tokens.refreshToken ?? '',
      signedInAt: room.opened.clock.now(),
    }),
  )
}
