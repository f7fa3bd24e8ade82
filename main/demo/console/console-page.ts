// The demo's console: a page that says who you are, where, and until when.
import { html, message, page } from '../pages/page.ts'
import type { Incoming, Reply } from '../wire.ts'
import type { World } from '../world.ts'
import { type ConsoleSession, type ConsoleState, sessionsOf } from './federation.ts'

const pageOf = (world: World, session: ConsoleSession, others: readonly ConsoleSession[]): Reply => {
  const account = world.account(session.issued.account)
  const name = account?.name ?? session.issued.account
  return page(
    `Console: ${name}`,
    html`<dl>
<dt>Account</dt><dd id="account-name">${name}</dd>
<dt>Account ID</dt><dd id="account-id">${session.issued.account}</dd>
<dt>Role</dt><dd id="role">${session.issued.role?.name ?? ''}</dd>
<dt>Session name</dt><dd id="session-name">${session.issued.sessionName ?? ''}</dd>
<dt>Region</dt><dd id="region">${session.region}</dd>
<dt>Opened at</dt><dd id="destination">${session.destination}</dd>
<dt>Until</dt><dd><time id="until" datetime="${new Date(session.endsAt).toISOString()}">${new Date(session.endsAt).toUTCString()}</time></dd>
</dl>
${others.length === 0 ? '' : html`<h2>Also open in this browser</h2><ul>${others.map(other => html`<li><a href="/console/${other.id}/">${world.account(other.issued.account)?.name ?? other.issued.account}: ${other.issued.role?.name ?? ''}</a></li>`)}</ul>`}
<p><a href="/oauth?Action=logout">Sign out of all sessions</a></p>`,
  )
}

/** `/console/{id}/`: only with the cookie of exactly that session. */
export const consolePage = (world: World, state: ConsoleState, request: Incoming): Reply => {
  const id = /^\/console\/([^/]+)\/?/.exec(request.path)?.[1]
  const sessions = sessionsOf(world, state, request)
  const session = sessions.find(each => each.id === id)
  if (!session)
    return message('Signed out', 'This console session has ended, or is not of this browser.', 401)
  return pageOf(
    world,
    session,
    sessions.filter(each => each !== session),
  )
}
