// Fills {account}, {tag:KEY}, {user} and the like into templates: those of the account early, those of the person when a session starts.
import { didYouMean } from '../../shared/nearest.ts'

/** What a template may say about its account. */
export type AccountWords = {
  readonly key: string
  readonly id: string
  readonly name: string
  readonly tags: Readonly<Record<string, string>>
}

const ofAccount = ['account', 'account.id', 'account.name']
const ofPerson = ['user', 'role', 'ticket']
const placeholder = /\{([^{}]*)\}/g

/** A sentence about what is wrong with a template, or null. `late`: {user}, {role} and {ticket} are allowed as well. */
export const checkTemplate = (template: string, late: boolean): string | null => {
  const known = late ? [...ofAccount, ...ofPerson] : ofAccount
  for (const [whole, name = ''] of template.matchAll(placeholder)) {
    if (known.includes(name) || /^tag:./.test(name)) continue
    if (!late && ofPerson.includes(name)) return `${whole} cannot be used here: it is not known before a session starts.`
    return `${whole} is no placeholder.${didYouMean(name, known) || ` Known are: ${known.map(one => `{${one}}`).join(', ')}, {tag:KEY}.`}`
  }
  return /[{}]/.test(template.replaceAll(placeholder, '')) ? 'A brace here is not closed or not opened.' : null
}

/** Fills in what the account (and the role) says; the rest stays. A tag the account lacks is answered in `missing`. */
export type Fill = (account: AccountWords, role?: string) => { readonly text: string; readonly missing: string | null }

/** Takes a template apart once, to fill it for thousands of accounts. */
export const compileTemplate = (template: string): Fill => {
  if (!template.includes('{')) {
    const same = { text: template, missing: null }
    return () => same
  }
  return (account, role) => {
    let missing: string | null = null
    const text = template.replaceAll(placeholder, (whole, name: string) => {
      if (name === 'account') return account.key
      if (name === 'account.id') return account.id
      if (name === 'account.name') return account.name
      if (name === 'role' && role !== undefined) return role
      if (!name.startsWith('tag:')) return whole
      const key = name.slice(4)
      if (Object.hasOwn(account.tags, key)) return account.tags[key] ?? ''
      missing ??= key
      return ''
    })
    return { text, missing }
  }
}

/** What is known when a session starts. */
export type LateWords = {
  readonly user: string
  readonly ticket?: string | null
  readonly role?: string
  readonly account?: string
}

const fillPerson = (template: string, words: LateWords): string =>
  template
    .replaceAll(placeholder, (_whole, name: string) => {
      if (name === 'user') return words.user
      if (name === 'ticket') return words.ticket ?? ''
      if (name === 'role') return words.role ?? ''
      if (name === 'account') return words.account ?? ''
      return ''
    })
    // Without a ticket, "{user}-{ticket}" leaves its joint behind.
    .replace(/^[-_.,=+:/\s]+|[-_.,=+:/\s]+$/g, '')

/**
 * A role session name or source identity. AWS: 2 to 64 of `[\w+=,.@-]` (STS AssumeRole); other characters become
 * "-", the rest is cut off, and what is too short is filled up.
 */
export const fillLate = (template: string, words: LateWords): string => {
  const text = fillPerson(template, words)
    .replace(/[^\w+=,.@-]/g, '-')
    .slice(0, 64)
  return text === '' ? 'switchyard' : text.padEnd(2, '-')
}

/** A profile's name: only characters that all SDKs read back the same; the rest becomes "-". */
export const fillProfile = (template: string, words: LateWords): string =>
  fillPerson(template, words)
    .replace(/[^A-Za-z0-9_.@+%:/-]/g, '-')
    .slice(0, 64) || 'switchyard'

/** The first word of a reason that looks like a ticket (`OPS-123`), or null. */
export const ticketIn = (reason: string | null | undefined): string | null =>
  /(?:^|[\s([{"'#])([A-Za-z][A-Za-z0-9]{0,15}-\d{1,10})(?![\w-])/.exec(reason ?? '')?.[1] ?? null
