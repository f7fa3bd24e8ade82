// Why a session does not renew by itself, as a person may act on it.
import type { SessionView } from '../../../shared/session.ts'
import type { SignInView } from '../../../shared/snapshot.ts'

export type NoRenewal = {
  readonly sentence: string
  /** What helps: a sign-in, or a new opening. */
  readonly remedy: 'sign-in' | 'assume'
}

type Facts = {
  readonly session: Pick<SessionView, 'renews' | 'expiresAt' | 'until'>
  readonly breakGlass: boolean
  readonly signIn: Pick<SignInView, 'signIn' | 'kind' | 'state' | 'expiresAt'> | null
}

/** null while it renews. */
export const whyNoRenewal = ({ session, breakGlass, signIn }: Facts): NoRenewal | null => {
  if (session.renews) return null
  if (breakGlass)
    return { sentence: 'An emergency ends: who still needs the role says again why.', remedy: 'assume' }
  if (session.until !== null)
    return { sentence: 'Its environment bounds each opening; assuming it again asks anew.', remedy: 'assume' }
  const enters = signIn?.kind === 'identity-center' || signIn?.kind === 'iam-user'
  if (signIn && enters && signIn.state === 'out')
    return { sentence: `Its sign-in, ${signIn.signIn}, is out.`, remedy: 'sign-in' }
  if (signIn && enters && signIn.expiresAt !== null && signIn.expiresAt <= session.expiresAt)
    return { sentence: `Its sign-in, ${signIn.signIn}, ends first.`, remedy: 'sign-in' }
  return { sentence: 'Renewing it needs an answer from you.', remedy: 'assume' }
}
