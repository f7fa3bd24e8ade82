// Reads what was typed into the search: `tag:client=acme env:prod payments` narrows by two and looks for one.
import type { TargetFilter } from '../../../shared/settings.ts'

/** Each is the beginning of what it must be, in lower case: a list narrows while one types. */
export type TypedFilter = { readonly [K in keyof TargetFilter | 'unit']?: string }

const kinds: Readonly<Record<string, keyof TypedFilter>> = {
  environment: 'environment',
  env: 'environment',
  catalog: 'catalog',
  'sign-in': 'signIn',
  signin: 'signIn',
  group: 'group',
  tag: 'tag',
  unit: 'unit',
}

const pattern = /^([a-z-]+):(.+)$/

const untyped: TypedFilter = {}

/** The very same value while no filter is typed. What is no filter stays a word to look for, `catalog-name:account/Role` too. */
export const readQuery = (query: string): { readonly words: string; readonly typed: TypedFilter } => {
  const typed: { -readonly [K in keyof TypedFilter]: TypedFilter[K] } = {}
  const words: string[] = []
  for (const word of query.trim().split(/\s+/)) {
    const [, name = '', value = ''] = pattern.exec(word.toLowerCase()) ?? []
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
    if (kind === undefined) words.push(word)
    else typed[kind] = value
  }
  return { words: words.join(' '), typed: Object.keys(typed).length === 0 ? untyped : typed }
}
