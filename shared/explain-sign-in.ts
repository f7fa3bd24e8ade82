// The words for what a person must still do before anything opens: sign in, give a code, answer a guard.
import type { FailureOf, Missing } from './failure.ts'
import { type Explanation, openSignIn, type Remedy, run, todo } from './remedy.ts'

const needs: { readonly [K in Missing]: string } = {
  mfa: 'an MFA code (--mfa-code)',
  reason: 'a reason (--reason)',
  confirm: 'the account’s name (--confirm)',
  passphrase: 'the vault’s passphrase (SWITCHYARD_PASSPHRASE_FILE)',
  'sign-in': 'the approval of a sign-in',
}

const flagsOf = (failure: FailureOf<'answer-needed'>): string =>
  failure.missing
    .map(what =>
      what === 'reason'
        ? ' --reason TEXT'
        : what === 'confirm'
          ? ` --confirm ${failure.expects ?? 'ACCOUNT'}`
          : what === 'mfa'
            ? ' --mfa-code CODE'
            : '',
    )
    .join('')

const signInAgain = (signIn: string): Remedy => ({
  action: 'sign-in',
  signIn,
  label: 'Sign in again',
  command: `switchyard sign-in ${signIn}`,
})

type Asked =
  | 'sign-in-required'
  | 'sign-in-denied'
  | 'sign-in-expired'
  | 'mfa-rejected'
  | 'mfa-no-device'
  | 'answer-needed'

export const signInWords: { readonly [K in Asked]: (failure: FailureOf<K>) => Explanation } = {
  'sign-in-required': f => ({
    title: f.reason === 'no-key' ? `${f.signIn} has no access key` : `Sign in to ${f.signIn}`,
    detail:
      f.reason === 'no-key'
        ? 'The IAM user’s access key is not in the vault of this machine.'
        : f.reason === 'ended'
          ? 'Its session has ended.'
          : 'Nobody is signed in there yet.',
    remedy:
      f.reason === 'no-key'
        ? {
            action: 'sign-in',
            signIn: f.signIn,
            label: 'Add the key',
            command: `switchyard keys add ${f.signIn}`,
          }
        : {
            action: 'sign-in',
            signIn: f.signIn,
            label: f.reason === 'ended' ? 'Sign in again' : 'Sign in',
            command: `switchyard sign-in ${f.signIn}`,
          },
  }),
  'sign-in-denied': f => ({
    title: `The sign-in to ${f.signIn} was denied`,
    detail: f.said,
    remedy: signInAgain(f.signIn),
  }),
  'sign-in-expired': f => ({
    title: `The sign-in to ${f.signIn} was not finished in time`,
    detail: 'The code or the page has ended.',
    remedy: signInAgain(f.signIn),
  }),
  'mfa-rejected': f => ({
    title:
      f.reason === 'reused'
        ? 'The code was used already'
        : f.reason === 'refused'
          ? 'AWS refused this code already'
          : f.reason === 'device'
            ? 'The MFA device does not fit the user'
            : 'The MFA code is wrong',
    detail:
      f.reason === 'device'
        ? 'AWS could not validate the code with this serial number.'
        : f.reason === 'refused'
          ? `It was not sent again. The device shows another, or will in ${f.nextCodeInSeconds ?? 30} s.`
          : f.nextCodeInSeconds === undefined
            ? 'A code works once, in its 30 seconds.'
            : `A code works once. The next one comes in ${f.nextCodeInSeconds} s.`,
    remedy:
      f.reason === 'device'
        ? openSignIn(f.signIn, 'Name the device', `switchyard keys add ${f.signIn} --mfa SERIAL`)
        : todo('Wait for the next code, then try again'),
  }),
  'mfa-no-device': f => ({
    title: `${f.user} has no MFA device`,
    detail: `${f.signIn} asks for MFA, and IAM lists no virtual or hardware device for the user. Passkeys cannot be used with STS.`,
    remedy: openSignIn(f.signIn, 'Name the device', `switchyard keys add ${f.signIn} --mfa SERIAL`),
  }),
  'answer-needed': f => ({
    title: f.target ? `${f.target} asks for an answer first` : 'An answer is needed',
    detail: `Missing: ${f.missing.map(what => needs[what]).join(', ')}. Nobody could be asked from here.`,
    remedy: f.target
      ? run('Give the answer', `switchyard assume ${f.target}${flagsOf(f)}`)
      : f.signIn
        ? run('Sign in', `switchyard sign-in ${f.signIn}`)
        : todo('Run it on a terminal, or open the window'),
  }),
}
