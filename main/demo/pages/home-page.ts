// The front page of the demo AWS: which organization this is, and who lives in it.
import type { Reply } from '../wire.ts'
import type { World } from '../world.ts'
import { html, page } from './page.ts'

export const homePage = (world: World): Reply => {
  const { organization } = world
  const people = organization.portals.flatMap(portal => portal.people)
  return page(
    organization.title,
    html`<p>Organization <code>${organization.name}</code> with ${organization.accounts.length} accounts.</p>
<h2>People</h2><ul>${world.users.map(user => html`<li>${user.title} <code>(${user.name})</code>${user.device ? html` – <a href="/phone?user=${user.name}">phone</a>` : ''}</li>`)}${people.map(person => html`<li>${person.title} <code>(${person.name})</code></li>`)}</ul>`,
  )
}
