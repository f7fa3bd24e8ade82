// Who is signed in, for the foot of the sidebar in both its forms.
import type { SignInView } from '../../shared/snapshot.ts'
import { countdown } from '../../shared/time-left.ts'
import { useSnapshot } from '../desk/hooks.ts'

/** Profiles and commands are asked when used: nobody is signed in by them. */
export const isSignedIn = ({ kind, state }: SignInView): boolean =>
  state !== 'out' && (kind === 'identity-center' || kind === 'iam-user')

export const useSignedIn = (): readonly SignInView[] =>
  useSnapshot(snapshot => snapshot.signIns).filter(isSignedIn)

/** How long it lasts; empty when it does not end. */
export const signedInWords = ({ expiresAt }: SignInView, now: number): string =>
  expiresAt === null ? '' : countdown(expiresAt, now)

/** What is said where nobody is signed in. */
export const useNobodyWords = (): string =>
  useSnapshot(({ signIns, unread }) =>
    unread.signIns !== null
      ? 'Sign-ins cannot be read'
      : signIns.length > 0
        ? 'Not signed in'
        : 'No sign-ins yet',
  )
