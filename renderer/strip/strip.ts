// Draws the strip above a console page from what main says, and sends five acts back. No framework: it must be there at once.
import '../styles/primitives.css'
import '../styles/tokens.css'
import '../styles/environments.css'
import './strip.css'
import { type StripBridge, type StripState, stripActs } from '../../shared/strip-bridge.ts'
import { mountSprite } from '../icons/sprite.ts'

declare global {
  interface Window {
    readonly strip?: StripBridge
  }
}

const part = (id: string): Element => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`The strip has no ${id}`)
  return found
}
const write = (id: string, text: string): void => {
  part(id).textContent = text
}
const able = (id: string, yes: boolean): void => {
  const button = part(id)
  if (button instanceof HTMLButtonElement) button.disabled = !yes
}

const show = (state: StripState): void => {
  document.querySelector('.strip')?.setAttribute('data-env', state.look)
  document.body.dataset.env = state.look
  document.body.classList.toggle('framed', state.framed)
  part('mark').setAttribute('href', `#m-${state.look}`)
  write('environment', state.environment ?? 'no environment')
  write('account', state.account)
  write('role', state.role)
  document.querySelector('.who')?.setAttribute('title', `${state.account} / ${state.role}`)
  write('account-id', state.accountId)
  write('left', state.left)
  part('ring').setAttribute('stroke-dasharray', `${state.percent} 100`)
  write('host', state.problem ?? state.host)
  write('path', state.problem === null ? state.path : '')
  part('path').setAttribute('title', `${state.host}${state.path}`)
  part('lock').toggleAttribute('hidden', !state.secure || state.problem !== null)
  able('back', state.back)
  able('forward', state.forward)
  document.body.toggleAttribute('aria-busy', state.loading)
  document.title = `${state.account} / ${state.role}`
}

mountSprite()
const bridge = window.strip
if (bridge) {
  for (const act of stripActs) part(act).addEventListener('click', () => bridge.act(act))
  bridge.onState(show)
}
