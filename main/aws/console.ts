// Trades a role session for a console sign-in URL (IAM User Guide, "Enable custom identity broker access to the console").
import type { Failure } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { Secret } from '../secret.ts'
import { awsFailure } from './aws-failure.ts'
import type { Caller } from './caller.ts'
import type { Credentials } from './credentials.ts'
import { type Answer, ForeignAnswer, refuseWebPage, type Transport } from './transport.ts'

export type SignInUrlInput = {
  /** Whose federation host is asked; it must be of the credentials' partition. */
  readonly region: string
  /** Where the browser lands: a console URL of the same partition. */
  readonly destination: string
  /**
   * 900 to 43200, or null. Must be null for a role taken from a role (also from an Identity Center role): AWS answers
   * 400 to it. Without one the console lasts as long as the credentials.
   */
  readonly sessionSeconds: number | null
  /** Where AWS sends a person whose console session has ended. */
  readonly issuer: string | null
  readonly signal?: AbortSignal | undefined
}

export type SignInUrl = {
  /** Whoever holds it is the role: opened within 15 minutes, by anybody. */
  readonly url: Secret
  /** Was the wished length given? False when AWS refused it and the credentials' own end applies. */
  readonly sessionSeconds: number | null
}

export interface Console {
  /** `aws-refused` with AWS's page in few words when the credentials cannot sign in; `unreachable` otherwise. */
  signInUrl(credentials: Credentials, input: SignInUrlInput): Promise<Result<SignInUrl>>
}

/** Links longer than this are cut by some servers; the session token alone may have 4 kB. */
const longestUrl = 8000
const operation = 'getSigninToken'

/** The federation answers refusals with a web page, so here one is no sign of a foreign hand as long as it is a 400. */
const readToken = (answer: Answer): { token: Secret } | { refused: number; said: string } => {
  const body = answer.body.toString('utf8')
  if (answer.status !== 200) {
    if (answer.status !== 400) refuseWebPage(answer)
    const words = body.replace(/<(style|script)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]+>/g, ' ')
    return { refused: answer.status, said: words.replace(/\s+/g, ' ').trim().slice(0, 200) }
  }
  const token = readJsonToken(body)
  if (token === null) throw new ForeignAnswer(answer.status, '')
  return { token }
}

const readJsonToken = (body: string): Secret | null => {
  try {
    const { SigninToken } = JSON.parse(body) as { SigninToken?: unknown }
    return typeof SigninToken === 'string' && SigninToken !== '' ? new Secret(SigninToken) : null
  } catch {
    return null
  }
}

export const createConsole = (caller: Caller, transport: Transport): Console => ({
  async signInUrl(credentials, input) {
    const federation = new URL(`${caller.endpoint('signin', input.region)}/federation`)
    const session = JSON.stringify({
      sessionId: credentials.accessKeyId,
      sessionKey: credentials.secretAccessKey.reveal(),
      sessionToken: credentials.sessionToken?.reveal() ?? '',
    })
    const ask = async (method: 'GET' | 'POST', seconds: number | null) => {
      const fields = new URLSearchParams({
        Action: operation,
        ...(seconds === null ? {} : { SessionDuration: String(seconds) }),
        Session: session,
      }).toString()
      const answer = await transport.send({
        protocol: federation.protocol === 'http:' ? 'http:' : 'https:',
        hostname: federation.hostname,
        port: federation.port === '' ? null : Number(federation.port),
        method,
        path: method === 'GET' ? `${federation.pathname}?${fields}` : federation.pathname,
        headers: {
          host: federation.host,
          accept: 'application/json',
          ...(method === 'GET'
            ? {}
            : {
                'content-type': 'application/x-www-form-urlencoded',
                'content-length': String(Buffer.byteLength(fields)),
              }),
        },
        body: method === 'GET' ? null : fields,
        signal: input.signal,
      })
      return { ...readToken(answer), urlLength: federation.href.length + fields.length }
    }

    try {
      // POST keeps a session token of 4 kB out of an address. With a length AWS documents GET only, so a refused POST
      // is first made without the length, and at last as GET where the address is short enough.
      let seconds = input.sessionSeconds
      let answer = await ask('POST', seconds)
      if ('refused' in answer && seconds !== null && answer.refused === 400) {
        if (answer.urlLength < longestUrl) answer = await ask('GET', seconds)
        if ('refused' in answer && answer.refused === 400) {
          seconds = null
          answer = await ask('POST', seconds)
        }
      }
      if (
        'refused' in answer &&
        answer.refused >= 400 &&
        answer.refused < 500 &&
        answer.urlLength < longestUrl
      ) {
        answer = await ask('GET', seconds)
      }
      if ('refused' in answer) return failed(refusal(answer.refused, answer.said, federation.host))
      const login = new URL(federation)
      const fields = [
        ['Action', 'login'],
        ...(input.issuer === null ? [] : [['Issuer', input.issuer]]),
        ['Destination', input.destination],
        ['SigninToken', answer.token.reveal()],
      ]
      login.search = fields.map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`).join('&')
      return ok({ url: new Secret(login.href), sessionSeconds: seconds })
    } catch (error) {
      return failed(awsFailure(error, { operation, host: federation.host }))
    }
  },
})

const refusal = (status: number, said: string, host: string): Failure =>
  status >= 500
    ? { kind: 'unreachable', host, said: `it answered HTTP ${status}` }
    : { kind: 'aws-refused', operation, status, awsCode: `HTTP ${status}`, awsMessage: said }
