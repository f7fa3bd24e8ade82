// The questions main may have to ask a person, and their answers.
import type { SignInId, TargetId } from './names.ts'

/** A question, before it has an id; the asker turns it into a prompt. */
export type Question =
  | {
      readonly kind: 'mfa'
      readonly signIn: SignInId
      readonly user: string
      readonly serial: string
      /** Set when a code was just used: the next one comes in so many seconds. */
      readonly nextCodeInSeconds: number | null
      /** Why it is asked again, as a sentence. */
      readonly problem: string | null
      readonly target: TargetId | null
    }
  | {
      /** Everything an environment or a break-glass role asks before it opens, in one question. */
      readonly kind: 'guard'
      readonly target: TargetId
      readonly environment: string | null
      readonly color: string | null
      readonly breakGlass: boolean
      readonly reason: boolean
      /** The account key to type, or null. */
      readonly confirm: string | null
    }
  | {
      readonly kind: 'sign-in'
      readonly signIn: SignInId
      readonly flow: 'browser' | 'device-code'
      readonly url: string
      readonly userCode: string | null
      readonly expiresAt: string
    }
  | { readonly kind: 'passphrase'; readonly purpose: 'open' | 'create'; readonly problem: string | null }

export type QuestionKind = Question['kind']
/** Who waits for one answer. All windows are one caller, the person in front of them; programs are those that read a profile. */
export type Callers = { readonly windows: number; readonly commands: number; readonly programs: number }
type MfaQuestion = Extract<Question, { kind: 'mfa' }>
/** A question as it is shown; a code says whom it will serve, which changes while it waits. */
export type Prompt = { readonly id: string } & (
  | (MfaQuestion & { readonly callers: Callers })
  | Exclude<Question, MfaQuestion>
)

/** `sign-in` has no answer: it closes by itself when the page is done, or is cancelled. */
export type Answer =
  | { readonly kind: 'mfa'; readonly code: string }
  | { readonly kind: 'guard'; readonly reason: string | null; readonly confirm: string | null }
  | { readonly kind: 'passphrase'; readonly passphrase: string }
