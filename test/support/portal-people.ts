// Signs people of the demo in to its portals, as a browser or a second device would.
import type { PortalSignIn } from '../../main/sign-ins/portal-tokens.ts'
import { portal } from './estate.ts'
import { good, openRoom, person, type Room, until } from './sign-in-room.ts'

export const main = portal('portal') as PortalSignIn
export const partner = {
  ...main,
  id: 'test:partner',
  key: 'partner',
  startUrl: 'https://example-partner.awsapps.com/start',
}
export const both = [main, partner]
export const minute = 60_000

/** What the person's browser does after a click on Allow (or Deny): it follows the redirect to the loopback page. */
export const browse = async (room: Room, url: string, who: string | null): Promise<Response> => {
  const { control } = room.opened
  const { redirect } = good(who === null ? await control.deny(url) : await control.approve(url, who))
  return fetch(redirect ?? '')
}
/** A sign-in in the browser. */
export const options = (who = person()) => ({ flow: 'browser' as const, ask: who, openBrowser: true })
/** How often a token was asked for. */
export const polls = (room: Room) =>
  room.opened.demo.calls.list().filter(call => call.operation === 'CreateToken').length

/** A room where this person is signed in to the main portal by device code. */
export const signedIn = async (who = 'omar', room?: Room): Promise<Room> => {
  const made = room ?? (await openRoom(both, 'sso-landing-zone', { portalRate: 0 }))
  const signing = made.signIns.signIn(main.id, {
    ...options(),
    openBrowser: false,
    flow: 'device-code',
    onEvent: event => void made.opened.control.approve(event.userCode ?? '', who),
  })
  await pass(made, signing)
  return made
}
/** Lets the demo's time pass in seconds until a sign-in is through. */
export const pass = async <T>(room: Room, signing: Promise<T>): Promise<T> => {
  let done = false
  const settle = (): void => {
    done = true
  }
  signing.then(settle, settle)
  await until(() => {
    if (!done) room.opened.advance(1_000)
    return done
  })
  return signing
}
