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
    if (!late && ofPerson.includes(name))
      return `${whole} cannot be used here: it is not known before a session starts.`
    return `${whole} is no placeholder.${didYouMean(name, known) || ` Known are: ${known.map(one => `{${one}}`).join(', ')}, {tag:KEY}.`}`
  }
  return /[{}]/.test(template.replaceAll(placeholder, ''))
    ? 'A brace here is not closed or not opened.'
    : null
}

/** Fills in what the account (and the role) says; the rest stays. A tag the account lacks is answered in `missing`. */
export type Fill = (
  account: AccountWords,
  role?: string,
) => { readonly text: string; readonly missing: string | null }

/** Takes a template apart once, to fill it for thousands of accounts. */
export const compileTemplate = (template: string): Fill => {
  const parts: (string | { readonly name: string })[] = []
  let from = 0
  for (const match of template.matchAll(placeholder)) {
    const name = match[1] ?? ''
    if (name !== 'role' && !ofAccount.includes(name) && !name.startsWith('tag:')) continue
    parts.push(template.slice(from, match.index), { name })
    from = match.index + match[0].length
  }
  parts.push(template.slice(from))
  if (parts.length === 1) {
    const same = { text: template, missing: null }
    return () => same
  }
  return (account, role) => {
    let text = ''
    let missing: string | null = null
    for (const part of parts) {
      const value = typeof part === 'string' ? part : wordOf(part.name, account, role)
      if (value === null && typeof part !== 'string') missing ??= part.name.slice('tag:'.length)
      else text += value
    }
    return { text, missing }
  }
}

/** The word for a placeholder; null for a tag the account lacks. A role that is not known yet stays a placeholder. */
const wordOf = (name: string, account: AccountWords, role: string | undefined): string | null => {
  if (name === 'account') return account.key
  if (name === 'account.id') return account.id
  if (name === 'account.name') return account.name
  if (name === 'role') return role ?? '{role}'
  const key = name.slice('tag:'.length)
  return Object.hasOwn(account.tags, key) ? (account.tags[key] ?? null) : null
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

/** A profile's name: only characters that all SDKs read back the same; the rest becomes "-". */
export const fillProfile = (template: string, words: LateWords): string =>
  fillPerson(template, words)
    .replace(/[^A-Za-z0-9_.@+%:/-]/g, '-')
    .slice(0, 64) || 'switchyard'
