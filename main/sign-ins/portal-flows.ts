// The two ways into IAM Identity Center: the browser with PKCE, and a device code where there is no browser.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Failure } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { SignInQuestion } from '../ask.ts'
import type { Aws } from '../aws/aws.ts'
import { refusedWith } from '../aws/aws-failure.ts'
import type { PortalTokens, Registration, SignInFlow } from '../aws/oidc.ts'
import type { Clock } from '../clock.ts'
import { Secret } from '../secret.ts'
import { openLoopback } from './loopback.ts'
import { pauseUntil, whenAborted } from './pause.ts'
import type { PortalSignIn } from './portal-tokens.ts'

export type FlowOptions = {
  /** Shows where to go to all who wait, before the wait begins. Returns what takes it away. */
  readonly openPage: (question: SignInQuestion) => () => void
  /** False: the address is only shown. */
  readonly openBrowser: boolean
  readonly signal: AbortSignal
}

export interface PortalFlows {
  /** Each fails with sign-in-denied, sign-in-expired, cancelled, or AWS's refusal (InvalidClientException for a stale registration). */
  browser(signIn: PortalSignIn, by: Registration, options: FlowOptions): Promise<Result<PortalTokens>>
  deviceCode(signIn: PortalSignIn, by: Registration, options: FlowOptions): Promise<Result<PortalTokens>>
}

/** How long a person may take in the browser, in ms: AWS's own bound for a device code, and the AWS CLI's for both. */
const longestSignIn = 10 * 60_000
/** RFC 8628 3.5: after slow_down the interval grows by 5 seconds for good. */
const slowDownBy = 5
/** A network that is away for a moment does not end a sign-in that a person is in the middle of. */
const mostLostPolls = 10

export const createPortalFlows = (deps: {
  readonly aws: Aws
  readonly clock: Clock
  readonly openUrl: (url: string) => Promise<Result<unknown>>
}): PortalFlows => {
  const { aws, clock } = deps

  /** Shows where to go, opens it if wished, and runs `wait`. */
  const withPage = async <T>(
    signIn: PortalSignIn,
    page: { flow: SignInFlow; url: string; userCode: string | null; expiresAt: number },
    options: FlowOptions,
    wait: () => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const { flow, url, userCode } = page
    const expiresAt = new Date(page.expiresAt).toISOString()
    const close = options.openPage({ kind: 'sign-in', signIn: signIn.id, flow, url, userCode, expiresAt })
    // The address is shown too, so a browser that does not open is no failure of the sign-in.
    if (options.openBrowser) void deps.openUrl(url)
    try {
      return await wait()
    } finally {
      close()
    }
  }
  const cancelled: Failure = { kind: 'cancelled', what: 'the sign-in' }

  return {
    async browser(signIn, by, options) {
      const state = randomUUID()
      // RFC 7636: 43 to 128 unreserved characters; base64url of 48 bytes has 64.
      const verifier = randomBytes(48).toString('base64url')
      const challenge = createHash('sha256').update(verifier).digest('base64url')
      const loopback = await openLoopback(state)
      const { redirectUri } = loopback
      const { region } = signIn
      const url = aws.oidc.authorizeUrl({ region, clientId: by.clientId, redirectUri, state, challenge })
      const expiresAt = clock.now() + longestSignIn
      const page = { flow: 'browser', url, userCode: null, expiresAt } as const
      try {
        return await withPage(signIn, page, options, async () => {
          const { signal } = options
          const over = new AbortController()
          const left = whenAborted(signal)
          const first = await Promise.race([
            loopback.arrival,
            left.promise.then(() => 'left' as const),
            pauseUntil(clock, expiresAt, over.signal).then(() => 'late' as const),
          ])
          over.abort()
          left.forget()
          if (first === 'left') return failed(cancelled)
          if (first === 'late') return failed({ kind: 'sign-in-expired', signIn: signIn.id })
          if (first.kind === 'refused')
            return failed({ kind: 'sign-in-denied', signIn: signIn.id, said: first.said })
          const grant = {
            kind: 'code',
            code: first.code,
            redirectUri,
            verifier: new Secret(verifier),
          } as const
          const got = await aws.oidc.token({ region, registration: by, grant, signal })
          return got.ok ? got : failed(told(signIn, got.failure))
        })
      } finally {
        loopback.close()
      }
    },

    async deviceCode(signIn, by, options) {
      const { region, startUrl } = signIn
      const started = await aws.oidc.startDevice({
        region,
        startUrl,
        registration: by,
        signal: options.signal,
      })
      if (!started.ok) return failed(wrongPortal(started.failure))
      const { deviceCode, userCode, url, expiresAt, intervalSeconds } = started.value
      const poll = (signal: AbortSignal | undefined) =>
        aws.oidc.token({ region, registration: by, grant: { kind: 'device', deviceCode }, signal })
      // Somebody whose browser is signed in and trusts this program needs no code at all.
      const once = await poll(options.signal)
      if (once.ok) return once
      const ended = endOf(signIn, once.failure)
      if (ended !== null) return failed(ended)

      const page = { flow: 'device-code', url, userCode, expiresAt } as const
      return withPage(signIn, page, options, async () => {
        const { signal } = options
        let interval = intervalSeconds + (refusedWith(once.failure, 'SlowDownException') ? slowDownBy : 0)
        let lost = 0
        for (;;) {
          await pauseUntil(clock, Math.min(clock.now() + interval * 1000, expiresAt), signal)
          if (signal.aborted) return failed(cancelled)
          if (clock.now() >= expiresAt) return failed({ kind: 'sign-in-expired', signIn: signIn.id })
          const got = await poll(signal)
          if (got.ok) return ok(got.value)
          const failure = endOf(signIn, got.failure)
          if (failure !== null) return failed(failure)
          if (refusedWith(got.failure, 'SlowDownException')) interval += slowDownBy
          lost = got.failure.kind === 'aws-refused' ? 0 : lost + 1
          if (lost >= mostLostPolls) return failed(got.failure)
        }
      })
    },
  }
}

/** null = go on asking: pending, too fast, or the network is away for a moment. */
const endOf = (signIn: PortalSignIn, failure: Failure): Failure | null => {
  if (failure.kind === 'throttled' || failure.kind === 'unreachable') return null
  if (refusedWith(failure, 'AuthorizationPendingException', 'SlowDownException')) return null
  return told(signIn, failure)
}

const told = (signIn: PortalSignIn, failure: Failure): Failure => {
  if (failure.kind !== 'aws-refused') return failure
  if (failure.awsCode === 'ExpiredTokenException') return { kind: 'sign-in-expired', signIn: signIn.id }
  if (failure.awsCode === 'AccessDeniedException') {
    return {
      kind: 'sign-in-denied',
      signIn: signIn.id,
      said: failure.awsMessage || 'The request was denied.',
    }
  }
  return failure
}

/** AWS has no other words for a start URL it does not know in that region. */
const wrongPortal = (failure: Failure): Failure =>
  failure.kind === 'aws-refused' && failure.awsCode === 'InvalidRequestException'
    ? {
        ...failure,
        awsMessage: `${failure.awsMessage} (AWS answers so when the start URL is wrong, or the portal is in another region.)`,
      }
    : failure
