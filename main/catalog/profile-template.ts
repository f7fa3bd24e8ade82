// The template of a target's profile name: the one the person set for all of them, else the catalog's.
import type { Target } from '../../shared/catalog.ts'
import { compileTemplate, type Fill } from './placeholders.ts'

let latest: { readonly template: string; readonly fill: Fill } | null = null
const compiled = (template: string): Fill => {
  if (latest?.template !== template) latest = { template, fill: compileTemplate(template) }
  return latest.fill
}

/**
 * With the account's words filled in; {user} and {ticket} are left for the start of a session. Where the account lacks
 * a tag that the person's template names, the catalog's stands.
 * @param own the setting; null = none
 */
export const profileTemplateOf = (target: Target, own: string | null): string => {
  if (own === null) return target.profile
  const { text, missing } = compiled(own)(target.account, target.role)
  return missing === null ? text : target.profile
}
