// How an access key is spoken of: how old it is, what rotating it will do, and what stands in its way.
import type { SignInFacts } from '../../../shared/sign-in-facts.ts'

const day = 86_400_000

/** Whole days since `iso`; null where IAM did not say. */
export const daysSince = (iso: string | null, now: number): number | null => {
  const since = iso === null ? Number.NaN : now - Date.parse(iso)
  return Number.isFinite(since) ? Math.max(0, Math.floor(since / day)) : null
}

export const ageInWords = (days: number): string =>
  days === 1 ? '1 day' : `${days.toLocaleString('en')} days`

/** AWS Security Hub, control IAM.3: keys are rotated within 90 days. */
export const oldKey = 90

export type Rotation =
  | { readonly can: false; readonly why: string }
  /** `room`: an inactive key that has to go first. */
  | { readonly can: true; readonly room: string | null }

export const rotationOf = (facts: Pick<SignInFacts, 'other'>, user: string): Rotation => {
  const { other } = facts
  if (other?.active)
    return {
      can: false,
      why: `${user} has a second active key, ${other.accessKeyId}. Make it inactive in IAM first: a user has two keys at most.`,
    }
  return { can: true, room: other?.accessKeyId ?? null }
}

/** "production. Not admin, billing: 15 targets hidden." */
export const groupsInWords = (groups: NonNullable<SignInFacts['groups']>, hidden: number): string => {
  const member = groups.member.length === 0 ? 'none' : groups.member.join(', ')
  const away =
    hidden === 0 ? '' : `: ${hidden === 1 ? '1 target' : `${hidden.toLocaleString('en')} targets`} hidden`
  return groups.other.length === 0 ? `${member}${away}.` : `${member}. Not ${groups.other.join(', ')}${away}.`
}

/** Takes a line apart into words as a shell would, without anything else a shell does; null while a quote is open. */
export const wordsOfCommand = (line: string): readonly string[] | null => {
  const words: string[] = []
  let word: string | null = null
  let quote: string | null = null
  for (const character of line) {
    if (quote !== null) {
      if (character === quote) quote = null
      else word += character
    } else if (character === '"' || character === "'") {
      quote = character
      word ??= ''
    } else if (/\s/.test(character)) {
      if (word !== null) words.push(word)
      word = null
    } else word = (word ?? '') + character
  }
  if (quote !== null) return null
  if (word !== null) words.push(word)
  return words
}
