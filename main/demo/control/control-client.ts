// Speaks to a running demo from another process: what `demo users|key|phone|clock|fault` and tests call.
import type { Failure } from '../../../shared/failure.ts'
import { failed, ok, type Result } from '../../../shared/result.ts'
import type { Call } from '../calls.ts'
import type { Pointer } from '../pointer.ts'
import type { AccessView, ClockView, DemoUser, FaultsView, KeyView, PhoneView } from './views.ts'

export type ControlClient = {
  users(): Promise<Result<readonly DemoUser[]>>
  /** A user's access key; fails with `unknown-name`. */
  key(user: string): Promise<Result<KeyView>>
  /** The current MFA code; of the first person with a device when no user is named. */
  phone(user?: string): Promise<Result<PhoneView>>
  clock(): Promise<Result<ClockView>>
  /** Moves the time by a duration as written, such as `+55m`; fails with `usage`. */
  advance(by: string): Promise<Result<ClockView>>
  faults(): Promise<Result<FaultsView>>
  /** Adds a fault as written, or clears all of them with `clear`; fails with `usage`. */
  fault(words: readonly string[]): Promise<Result<FaultsView>>
  /** What the portals grant. */
  access(): Promise<Result<AccessView>>
  /** Gives or takes a permission set in an account; fails with `usage`. */
  changeAccess(
    act: string,
    person: string,
    permissionSet: string,
    account: string,
  ): Promise<Result<AccessView>>
  /** Answers a waiting sign-in, by user code or by the address for the browser; `redirect` is where a browser would be sent. */
  approve(codeOrUrl: string, user: string): Promise<Result<{ readonly redirect: string | null }>>
  deny(codeOrUrl: string): Promise<Result<{ readonly redirect: string | null }>>
  calls(): Promise<
    Result<{
      readonly calls: readonly Call[]
      readonly inFlight: number
      readonly most: Readonly<Record<string, number>>
    }>
  >
  /** Every secret the demo has issued so far. */
  issued(): Promise<Result<{ readonly secrets: readonly string[] }>>
}

type Answer = { readonly status: number; readonly body: unknown }

const saidIn = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string'
    ? body.error
    : 'The demo refused.'

const formsIn = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'forms' in body && Array.isArray(body.forms)
    ? ` Known: ${body.forms.join('; ')}.`
    : ''

export const createControlClient = (
  pointer: Pick<Pointer, 'url' | 'controlToken' | 'home'>,
): ControlClient => {
  const ask = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer | null> => {
    try {
      const response = await fetch(`${pointer.url}/_demo/${path}`, {
        method,
        headers: { authorization: `Bearer ${pointer.controlToken}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(10_000),
      })
      return { status: response.status, body: await response.json() }
    } catch {
      return null
    }
  }
  const call = async <T>(
    method: 'GET' | 'POST',
    path: string,
    body: unknown,
    explain: (said: string, status: number) => Failure,
  ): Promise<Result<T>> => {
    const answer = await ask(method, path, body)
    if (!answer || answer.status === 401) return failed({ kind: 'demo-not-running', home: pointer.home })
    if (answer.status === 200) return ok(answer.body as T)
    return failed(explain(saidIn(answer.body) + formsIn(answer.body), answer.status))
  }
  const usage =
    (command: string) =>
    (message: string): Failure => ({ kind: 'usage', message, command })
  const users = async (): Promise<Result<readonly DemoUser[]>> => {
    const answer = await call<{ readonly users: readonly DemoUser[] }>(
      'GET',
      'users',
      undefined,
      usage('demo users'),
    )
    return answer.ok ? ok(answer.value.users) : answer
  }
  /** A name that is not there is answered with those that are. */
  const withNames = async <T>(name: string, answer: Result<T>): Promise<Result<T>> => {
    if (answer.ok || answer.failure.kind !== 'unknown-name') return answer
    const known = await users()
    const nearest = known.ok ? known.value.map(user => user.name) : []
    return failed({ kind: 'unknown-name', what: 'user', name, nearest })
  }
  const noSuchUser = (name: string): Failure => ({ kind: 'unknown-name', what: 'user', name, nearest: [] })
  const query = (user: string | undefined): string =>
    user === undefined ? '' : `?user=${encodeURIComponent(user)}`
  const answerSignIn = (
    code: string,
    body: Record<string, unknown>,
  ): Promise<Result<{ readonly redirect: string | null }>> =>
    call('POST', 'approve', { userCode: code, ...body }, message => ({
      kind: 'bad-input',
      path: 'userCode',
      message,
    }))
  return {
    users,
    key: async user =>
      withNames(user, await call<KeyView>('GET', `key${query(user)}`, undefined, () => noSuchUser(user))),
    phone: async user =>
      withNames(
        user ?? '',
        await call<PhoneView>('GET', `phone${query(user)}`, undefined, (message, status) =>
          status === 409
            ? { kind: 'mfa-no-device', signIn: 'demo', user: user ?? message }
            : noSuchUser(user ?? ''),
        ),
      ),
    clock: () => call('GET', 'clock', undefined, usage('demo clock')),
    advance: by => call('POST', 'clock', { advance: by }, usage('demo clock')),
    faults: () => call('GET', 'fault', undefined, usage('demo fault')),
    fault: async words => {
      const user = words[1] ?? ''
      const answer = await call<FaultsView>('POST', 'fault', { words }, (message, status) =>
        status === 404 ? noSuchUser(user) : usage('demo fault')(message),
      )
      return withNames(user, answer)
    },
    access: () => call('GET', 'access', undefined, usage('demo access')),
    changeAccess: (act, person, permissionSet, account) =>
      call('POST', 'access', { do: act, person, permissionSet, account }, usage('demo access')),
    approve: (code, user) => answerSignIn(code, { user }),
    deny: code => answerSignIn(code, { deny: true }),
    calls: () => call('GET', 'calls', undefined, usage('demo')),
    issued: () => call('GET', 'issued', undefined, usage('demo')),
  }
}
