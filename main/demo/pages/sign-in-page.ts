// The pages on which a person of the demo says who they are and lets a program in, or not.

import { redirectFits } from '../identity-center/oidc.ts'
import type { Request, SignInState } from '../identity-center/sign-in-state.ts'
import type { Incoming, Reply } from '../wire.ts'
import { type Html, html, message, page, redirect } from './page.ts'

const people = (request: Request): readonly Html[] =>
  request.portal.people.map(
    (person, index) =>
      html`<label><input type="radio" name="user" value="${person.name}" required ${index === 0 ? html`checked` : ''}><span>${person.title} <code>(${person.name})</code></span></label>`,
  )

const askPage = (request: Request): Reply =>
  page(
    `Allow ${request.client.name} to access your data?`,
    html`<p>It asks for your accounts and roles at <code>${request.portal.startUrl}</code>.</p>
${request.device ? html`<p>Make sure that it shows the same code:</p><p class="code">${request.device.userCode}</p>` : ''}
<form method="post" action="/sign-in"><input type="hidden" name="request" value="${request.id}">
<fieldset><legend>Sign in as</legend>${people(request)}</fieldset>
<p class="choices"><button name="answer" value="allow">Allow access</button><button class="quiet" name="answer" value="deny">Deny access</button></p></form>`,
  )

/** The device page: asks for the code when it is not in the address. */
export const devicePage = (state: SignInState, request: Incoming): Reply => {
  const code = request.query.get('user_code')
  if (code === null || code.trim() === '')
    return page(
      'Enter the code',
      html`<form method="get" action="/device"><p><label for="code">The code that your device shows</label><input id="code" type="text" name="user_code" autocomplete="off" required></p><p><button>Next</button></p></form>`,
    )
  const found = state.findRequest(code)
  if (!found?.device || found.answer !== null)
    return message('This code is not valid', 'It is unknown, has expired, or was used already.', 404)
  return askPage(found)
}

/**
 * What an authorize address asks for: a waiting request, or where a wrong one leads. Only a registered
 * client and a loopback address are ever answered to; other errors go back to the client.
 */
export const readAuthorize = (state: SignInState, query: URLSearchParams): Request | Reply => {
  const client = state.clients.get(query.get('client_id') ?? '')
  const uri = query.get('redirect_uri') ?? ''
  if (!client?.portal || !redirectFits(client, uri))
    return message(
      'This request is not valid',
      'The program that sent you here is not registered for this address.',
      400,
    )
  const unknownScope = (query.get('scopes') ?? '')
    .split(' ')
    .some(scope => scope !== '' && !client.scopes.includes(scope))
  const back = { uri, state: query.get('state') ?? '', challenge: query.get('code_challenge') ?? '' }
  const incomplete = query.get('code_challenge_method') !== 'S256' || !back.challenge || !back.state
  const error =
    query.get('response_type') !== 'code'
      ? 'unsupported_response_type'
      : incomplete
        ? 'invalid_request'
        : unknownScope && 'invalid_scope'
  if (error) return redirect(callback(back, { error, error_description: 'The request is not valid' }))
  return state.ask(client, client.portal, back)
}

/** The authorize page of the browser flow. */
export const authorizePage = (state: SignInState, request: Incoming): Reply => {
  const asked = readAuthorize(state, request.query)
  return 'status' in asked ? asked : askPage(asked)
}

const callback = (
  back: { readonly uri: string; readonly state: string },
  values: Readonly<Record<string, string>>,
): string => {
  const url = new URL(back.uri)
  for (const [name, value] of Object.entries({ ...values, state: back.state }))
    url.searchParams.set(name, value)
  return url.href
}

/** Where the browser goes once the person has answered; null for device sign-ins, which only show a word. */
export const answeredAddress = (request: Request): string | null => {
  if (!request.redirect) return null
  return request.code === null
    ? callback(request.redirect, { error: 'access_denied', error_description: 'The user denied the request' })
    : callback(request.redirect, { code: request.code })
}

/** Takes the person's answer. */
export const takeAnswer = (state: SignInState, request: Incoming): Reply => {
  const form = new URLSearchParams(request.body.toString('utf8'))
  const found = state.findRequest(form.get('request') ?? '')
  const allowed = form.get('answer') === 'allow'
  const done = found && (allowed ? state.approve(found, form.get('user') ?? '') !== null : state.deny(found))
  if (!found || !done)
    return message('This request is no longer open', 'Start again from the program that sent you here.', 410)
  const address = answeredAddress(found)
  if (address) return redirect(address)
  return allowed
    ? message(
        'You are signed in',
        `${found.client.name} may now see your accounts and roles. You can close this page.`,
      )
    : message('Access denied', `${found.client.name} was not let in. You can close this page.`)
}
