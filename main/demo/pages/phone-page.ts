// The virtual phone: the current MFA code of each person, with the seconds it is still good for.
import { showCode } from '../totp.ts'
import { json, type Reply } from '../wire.ts'
import type { World } from '../world.ts'
import { html, message, page } from './page.ts'

export type PhoneCode = {
  readonly user: string
  readonly code: string
  readonly secondsLeft: number
  readonly used: boolean
}

/** What this person's phone shows; null when the person is unknown or has no device. */
export const phoneCode = (world: World, name: string): PhoneCode | null => {
  const device = world.user(name)?.device
  return device ? { user: name, ...showCode(device, world.now()) } : null
}

/** Without a name, the only or first person who has a device. */
export const firstWithPhone = (world: World): string | null =>
  world.users.find(user => user.device !== null)?.name ?? null

export const phonePage = (world: World, name: string | null): Reply => {
  const user = name ?? firstWithPhone(world)
  const owners = world.users.filter(each => each.device !== null)
  const shown = user === null ? null : phoneCode(world, user)
  const choose = html`<nav aria-label="Phones"><ul>${owners.map(owner => html`<li><a href="/phone?user=${owner.name}">${owner.title}</a></li>`)}</ul></nav>`
  if (!shown) return page('No such phone', html`<p>This person has no MFA device.</p>${choose}`, 404)
  return page(
    `The phone of ${shown.user}`,
    html`<p>MFA code</p><p class="code" id="code" data-user="${shown.user}">${shown.code}</p>
<p><span id="seconds">${shown.secondsLeft}</span> seconds left. <span id="used">${shown.used ? usedWords : ''}</span></p>
${owners.length > 1 ? choose : ''}<script src="/phone.js"></script>`,
  )
}

const usedWords = 'This code was used already: wait for the next one.'

export const phoneState = (world: World, name: string | null): Reply => {
  const shown = phoneCode(world, name ?? '')
  return shown
    ? json(shown, 200, { 'cache-control': 'no-store' })
    : message('No such phone', 'This person has no MFA device.', 404)
}

/** Keeps the page current without reloading it, so that a screen reader is not thrown back to the top. */
export const phoneScript: Reply = {
  status: 200,
  headers: { 'content-type': 'text/javascript; charset=utf-8' },
  body: `const code = document.getElementById('code')
const show = async () => {
  const answer = await fetch('/phone.json?user=' + encodeURIComponent(code.dataset.user))
  if (!answer.ok) return
  const phone = await answer.json()
  code.textContent = phone.code
  document.getElementById('seconds').textContent = phone.secondsLeft
  document.getElementById('used').textContent = phone.used ? '${usedWords}' : ''
}
setInterval(show, 1000)
`,
}
