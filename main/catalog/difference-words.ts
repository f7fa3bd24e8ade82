// The sentences of an update's review: what would become of each thing, in the words people know.
import { formatDuration } from '../../shared/duration.ts'
import type { RoleDefinition } from './catalog-shape.ts'

/** `acme`, `acme and globex`, `acme, globex and initech`, `12 accounts`. */
export const subjectOf = (names: readonly string[], what: string): string => {
  const [first = what, second, third] = names
  if (names.length <= 1) return first
  if (names.length === 2) return `${first} and ${second}`
  if (names.length === 3) return `${first}, ${second} and ${third}`
  return `${names.length} ${what}s`
}

/** A value as one line; null where there is none. */
export const shownValue = (value: unknown): string | null => {
  if (value === undefined || value === null) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const hostOf = (url: unknown): string => (URL.canParse(String(url)) ? new URL(String(url)).host : String(url))

export const signInWords = (key: string, field: string, before: unknown, after: unknown): string => {
  // Where people type their password: nothing steers more.
  if (field === 'startUrl' && hostOf(before) !== hostOf(after))
    return `${key} would sign people in at another host, ${hostOf(after)} instead of ${hostOf(before)}: ask whoever runs the portal before you approve.`
  if (field === 'mfa') return `${key} would ${after === 'required' ? 'start' : 'stop'} asking for MFA.`
  const words: Readonly<Record<string, string>> = {
    kind: `${key} would be a different kind of sign-in.`,
    account: `${key} would be a user of a different account.`,
    startUrl: `${key} would sign in at a different portal.`,
    region: `${key} would be in a different region.`,
    title: `${key} would have a different title.`,
  }
  return words[field] ?? `${key} would change: ${field}.`
}

export const accountWords = (key: string, field: string, steers: boolean): string => {
  if (field === 'id') return `${key} would be a different account.`
  if (field === 'environment')
    return `${key} would be in a different environment${steers ? ', with other guards' : ''}.`
  if (field === 'unit')
    return steers
      ? `${key} would move to a different unit, and its roles with it.`
      : `${key} would move to a different unit.`
  const words: Readonly<Record<string, string>> = {
    name: 'name',
    tags: 'tags',
    facts: 'facts',
    links: 'links',
    checklist: 'checklist',
    color: 'color',
  }
  return `${key} would have different ${words[field] ?? field}${steers ? ', which change how it is reached' : ''}.`.replace(
    /different (name|color|checklist)/,
    'a different $1',
  )
}

type RoleChange = {
  readonly name: string
  readonly field: string
  readonly was: RoleDefinition
  readonly is: RoleDefinition
  readonly accounts: readonly string[]
}

export const roleWords = ({ name, field, was, is, accounts }: RoleChange): string => {
  const subject = accounts.length > 0 ? subjectOf(accounts, 'account') : name
  if (field === 'name') return `${was.name} would be a different role: ${is.name}.`
  if (field === 'from')
    return throughAccount(was) || throughAccount(is)
      ? `${subject} would be reached through a different account.`
      : `${subject} would be reached from a different sign-in.`
  if (field === 'mfa') return `${name} would ${is.mfa === 'required' ? 'start' : 'stop'} asking for MFA.`
  if (field === 'breakGlass')
    return is.breakGlass
      ? `${name} would be for emergencies only.`
      : `${name} would no longer be for emergencies only.`
  const words: Readonly<Record<string, string>> = {
    accounts:
      accounts.length > 0
        ? `${name} would come or go in ${subject}.`
        : `${name} would be in the same accounts, written differently.`,
    externalId: `${subject} would be sent a different external id.`,
    sessionName: `Sessions of ${name} would carry a different name.`,
    sourceIdentity: `Sessions of ${name} would carry a different source identity.`,
    tags: `Sessions of ${name} would carry different tags.`,
    transitiveTags: `Different tags of ${name} would go on to the next role.`,
    policyArns: `Different policies would narrow sessions of ${name}.`,
    policy: `A different policy would narrow sessions of ${name}.`,
    path: `${name} would be a role of a different path.`,
    profile: `Credentials of ${name} would be written to a profile of a different name.`,
    duration: `Sessions of ${name} would be asked for a different length.`,
    region: `${name} would open in a different region.`,
    title: `${name} would have a different title.`,
    groups: `Different groups would be said to have ${name}.`,
  }
  return words[field] ?? `${name} would change: ${field}.`
}

const throughAccount = (role: RoleDefinition): boolean =>
  (typeof role.from === 'string' ? [role.from] : role.from).some(from => from.includes('/'))

export const environmentWords = (key: string, field: string, after: unknown): string => {
  const asks = after === 'required' || after === 'name' ? 'start' : 'stop'
  if (field === 'mfa') return `${key} would ${asks} asking for MFA.`
  if (field === 'reason') return `${key} would ${asks} asking for a reason.`
  if (field === 'confirm') return `${key} would ${asks} asking for the account's name.`
  if (field === 'maxDuration')
    return typeof after === 'number'
      ? `${key} would open for at most ${formatDuration(after)}.`
      : `${key} would open without a bound in time.`
  return `${key} would have a different ${field}.`
}
