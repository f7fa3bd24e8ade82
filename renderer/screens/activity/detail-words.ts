// What the record keeps as a code or a command, in words: who reads the window knows neither.
import { type CauseKind, explainCause, isCauseKind } from '../../../shared/explain-cause.ts'

const refusals: Readonly<Record<string, string>> = {
  'foreign-profile': 'its profile exists and is not ours',
  'mfa-rejected': 'AWS did not accept the MFA code',
  'mfa-no-device': 'the user has no MFA device',
  'answer-refused': 'what the environment asks for was not given',
}

const causeAtEnd = /(^|: )([a-z-]+)$/

/** `hop 1 of 2, AccessDenied: external-id` -> `hop 1 of 2, AccessDenied: the role expects an external id`. */
export const refusalInWords = (detail: string): string =>
  (Object.hasOwn(refusals, detail) ? refusals[detail] : null) ??
  detail.replace(causeAtEnd, (all, before: string, cause: CauseKind | string) =>
    isCauseKind(cause) ? `${before}${explainCause(cause)}` : all,
  )

/** A hop was refused: its causes were told apart, and its account has an owner to ask. */
export const hasCauses = (detail: string): boolean => detail.startsWith('hop ')
