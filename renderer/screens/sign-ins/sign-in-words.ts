// How a sign-in is spoken of: its kind, its state, and what can be done with it.
import type { SignInKind } from '../../../shared/catalog.ts'
import type { PortalAccessChange } from '../../../shared/portal-access.ts'
import type { SignInView } from '../../../shared/snapshot.ts'
import type { IconName } from '../../parts/icon.tsx'

export const kindIcons: { readonly [K in SignInKind]: IconName } = {
  'iam-user': 'user',
  'identity-center': 'globe',
  profile: 'file',
  command: 'command',
}

/** "IAM user ana, ops-hub". */
export const kindInWords = (signIn: SignInView): string => {
  const kinds: { readonly [K in SignInKind]: string } = {
    'iam-user': signIn.user ? `IAM user ${signIn.user}` : 'IAM user',
    'identity-center': signIn.user ? `Identity Center, ${signIn.user}` : 'Identity Center',
    profile: 'AWS profile',
    command: 'Command',
  }
  return kinds[signIn.kind]
}

export const stateInWords = (signIn: SignInView): string => {
  if (signIn.kind === 'profile') return 'Read when used'
  if (signIn.kind === 'command') return 'Run when used'
  if (signIn.state === 'in') return 'Signed in'
  if (signIn.state === 'expiring') return 'Ends soon'
  return signIn.hasKey === false ? 'No access key' : 'Signed out'
}

/** Profiles and commands are not signed in to: they are read when a route needs them. */
export const canSignIn = (signIn: SignInView): boolean =>
  (signIn.kind === 'identity-center' || signIn.kind === 'iam-user') && signIn.hasKey !== false

/** "3 gained, 1 lost". */
export const changeInWords = ({
  gainedCount,
  lostCount,
}: Pick<PortalAccessChange, 'gainedCount' | 'lostCount'>): string =>
  [
    gainedCount > 0 ? `${gainedCount.toLocaleString('en')} gained` : null,
    lostCount > 0 ? `${lostCount.toLocaleString('en')} lost` : null,
  ]
    .filter(part => part !== null)
    .join(', ')

/** Portals and users are entered and left; profiles and commands are asked when used. */
export const enters = ({ kind }: Pick<SignInView, 'kind'>): boolean =>
  kind === 'identity-center' || kind === 'iam-user'
