// Says in one sentence what a route will ask of the person, how long it lasts, and why that is shorter than wished.
import type { SignIn, Target } from '../../shared/catalog.ts'
import { splitTargetId } from '../../shared/names.ts'
import type { Cap, Hop, Strategy } from '../../shared/route.ts'
import { spellAtATime, spellSeconds } from './spell-time.ts'

export type SentenceFacts = {
  readonly signIn: SignIn
  readonly strategy: Strategy | null
  readonly hops: readonly Hop[]
  readonly ready: boolean
  /** What is left of the shared MFA session, in seconds; null when a code will be asked. */
  readonly mfaLeft: number | null
  readonly mfaSeconds: number
  /** A role on the way that is known to refuse an MFA as old as the living session's. */
  readonly tooOld: Target | null
  readonly target: Target
  /** A role of the way is for emergencies: such a session is never renewed by itself. */
  readonly breakGlass: boolean
  readonly shortened: string | null
}

const first = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** `account/Role` of a target's full id. */
const short = (id: string): string => {
  const parts = splitTargetId(id)
  return parts ? `${parts.account}/${parts.role}` : id
}

/** The whole sentence; the window and the command line show it as it is. */
export const sentenceOf = (facts: SentenceFacts): string => {
  const parts = [asks(facts), lasts(facts)]
  if (facts.shortened !== null) parts.push(facts.shortened)
  return parts.join(' ')
}

const asks = (facts: SentenceFacts): string => {
  const name = facts.signIn.key
  const before = facts.ready ? '' : signInFirst(facts.signIn)
  switch (facts.strategy) {
    case 'shared-mfa-session':
      if (facts.mfaLeft !== null)
        return `No code needed: the MFA session of ${name} lasts ${spellSeconds(facts.mfaLeft)}.`
      if (facts.tooOld !== null)
        return `One MFA code for ${name} now: ${short(facts.tooOld.id)} takes only a recent one.`
      return `${before}One MFA code for ${name} now, then no further code for ${spellSeconds(facts.mfaSeconds)}.`
    case 'mfa-on-assume':
      return `${before}One MFA code for ${name} now, for ${spellSeconds(facts.hops[0]?.seconds ?? 0)} of ${short(facts.hops[0]?.target ?? facts.target.id)} alone.`
    case 'no-mfa':
      return `${before}No code needed: the key of ${name} may take the role as it is.`
    case null:
      return facts.ready ? `No question: ${name} is signed in.` : signInFirst(facts.signIn).trim()
  }
}

const signInFirst = (signIn: SignIn): string => {
  switch (signIn.kind) {
    case 'iam-user':
      return `The key of ${signIn.key} comes first. `
    case 'identity-center':
      return `Sign in to ${signIn.key} first. `
    case 'profile':
      return `The profile ${signIn.profile} signs in by itself. `
    case 'command':
      return `The command of ${signIn.key} signs in by itself. `
  }
}

const lasts = (facts: SentenceFacts): string => {
  const last = facts.hops[facts.hops.length - 1]
  if (!last) return ''
  const bound = facts.target.environment?.maxDuration ?? null
  if (bound !== null && last.seconds >= bound)
    return `${spellSeconds(last.seconds)} in all, then it is asked for again.`
  if (facts.breakGlass) return `${spellSeconds(last.seconds)}, then it asks for a reason again.`
  if (facts.strategy === 'mfa-on-assume' && facts.hops.length === 1) return 'A renewal takes a new code.'
  const end = bound === null ? '' : `, for ${spellSeconds(bound)} in all`
  return `${first(spellAtATime(last.seconds))}, renewed silently${end}.`
}

/** Why a session is shorter than wished, as a sentence; also a notice of the session itself. */
export const shortenedSentence = (facts: {
  wish: number
  seconds: number
  cap: Cap
  target: Target
  portal: boolean
}): string => {
  const from = `Shortened from ${spellSeconds(facts.wish)} to ${spellSeconds(facts.seconds)}:`
  switch (facts.cap) {
    case 'chained':
      return `${from} AWS allows one hour for a role behind temporary credentials.`
    case 'role':
      return facts.portal
        ? `${from} the portal sets how long ${facts.target.role} lasts.`
        : `${from} that is the most ${facts.target.role} allows.`
    case 'environment':
      return `${from} ${facts.target.environment?.key ?? 'its environment'} allows no more.`
  }
}
