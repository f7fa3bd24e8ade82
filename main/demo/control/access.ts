// The control of what a portal grants: an administrator of the demo gives and takes permission sets while people work.
import type { Assigned } from '../identity-center/assignments.ts'
import { type Incoming, json, jsonBody, type Reply, text } from '../wire.ts'
import type { World } from '../world.ts'
import type { AccessView } from './views.ts'

const viewOf = (world: World): AccessView => ({
  access: world.organization.portals.flatMap(portal =>
    world.assignments.list(portal).map(one => ({ ...one, startUrl: portal.startUrl })),
  ),
})

export const listAccess = (world: World): Reply => json(viewOf(world))

const wrong = (words: string): Reply => json({ error: words }, 400)
const names = (all: readonly string[]): string => (all.length === 0 ? 'nobody' : all.join(', '))

/** `{ do: 'grant' | 'revoke', person, permissionSet, account }`; the account by its key or id. */
export const changeAccess = (world: World, request: Incoming): Reply => {
  const body = jsonBody(request)
  const [act, person, permissionSet, wanted] = [
    body?.do,
    body?.person,
    body?.permissionSet,
    body?.account,
  ].map(one => text(one) ?? '')
  const { portals, accounts } = world.organization
  if (act !== 'grant' && act !== 'revoke') return wrong('Say grant or revoke.')
  if (portals.length === 0)
    return wrong('This organization has no portal. sso-landing-zone has one: switchyard demo --organization.')
  if (!person || !permissionSet || !wanted)
    return wrong(`Say ${act} PERSON PERMISSION-SET ACCOUNT, as in: ${act} omar DevOps uat.`)
  const portal = portals.find(each => each.people.some(({ name }) => name === person))
  if (!portal) {
    const people = portals.flatMap(each => each.people.map(({ name }) => name))
    return wrong(`No portal here knows ${person}; it knows ${names(people)}.`)
  }
  const set = portal.permissionSets.find(({ name }) => name === permissionSet)
  if (!set) {
    const sets = portal.permissionSets.map(({ name }) => name)
    return wrong(`Its portal has no permission set ${permissionSet}; it has ${names(sets)}.`)
  }
  const account = world.account(wanted ?? '')
  if (!account)
    return wrong(`There is no account ${wanted}; there are ${names(accounts.map(({ key }) => key))}.`)
  const one: Assigned = { person: person ?? '', permissionSet: set.name, account: account.key }
  const done = act === 'grant' ? world.assignments.grant(portal, one) : world.assignments.revoke(portal, one)
  if (act === 'grant') world.provision(account.id, portal, set)
  if (!done) return wrong(act === 'grant' ? 'It is granted already.' : 'It is not granted.')
  return json(viewOf(world))
}
