// Imports what `terraform output -json` prints about accounts: names and ids, in whatever map they stand.
import { accountIdPattern } from '../../shared/names.ts'
import { ok } from '../../shared/result.ts'
import { mostBytes } from '../catalog/decode-text.ts'
import { createDraft, type Draft } from './draft.ts'
import { type Import, notReadable } from './imported.ts'

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

const isRecord = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Outputs are wrapped: `{ sensitive, type, value }` (Terraform, "Command: output"). */
const unwrap = (value: Json): Json =>
  isRecord(value) && 'value' in value && 'sensitive' in value ? unwrap(value.value as Json) : value

const idOf = (value: Json, where: string, draft: Draft): string | null => {
  if (typeof value === 'string' && accountIdPattern.test(value)) return value
  if (typeof value === 'number' && Number.isInteger(value) && value > 0 && String(value).length <= 12) {
    const id = String(value).padStart(12, '0')
    if (String(value).length < 12)
      draft.lose(where, `It is the number ${value}, which has lost its leading zeros; ${id} is written.`)
    return id
  }
  if (!isRecord(value)) return null
  const inner = value.id ?? value.account_id
  return inner === undefined ? null : idOf(inner, where, draft)
}

const email = (value: Json): string | undefined =>
  isRecord(value) && typeof value.email === 'string' ? value.email : undefined

const mostDepth = 8

/** @returns how many accounts it found */
const collect = (given: Json, where: string, draft: Draft, depth: number): number => {
  const value = unwrap(given)
  if (depth > mostDepth) return 0
  if (Array.isArray(value)) {
    let found = 0
    for (const [index, item] of value.entries()) {
      const id = idOf(item, `${where}[${index}]`, draft)
      const name = isRecord(item) && typeof item.name === 'string' ? item.name : undefined
      if (
        id !== null &&
        draft.account(id, where, { name, facts: { ...(email(item) && { email: email(item) ?? '' }) } })
      )
        found++
    }
    return found
  }
  if (!isRecord(value)) return 0
  let found = 0
  for (const [name, one] of Object.entries(value)) {
    const path = where === '' ? name : `${where}.${name}`
    const id = idOf(unwrap(one), path, draft)
    if (id !== null) {
      if (draft.account(id, path, { name, facts: { ...(email(one) && { email: email(one) ?? '' }) } }))
        found++
      continue
    }
    const inner = collect(one, path, draft, depth + 1)
    if (inner === 0) draft.lose(path, 'It holds no account id of 12 digits.')
    found += inner
  }
  return found
}

export const importTerraformOutput: Import = (text, options) => {
  if (text.length > mostBytes) return notReadable(options.source, 'The file is larger than 8 MB.')
  let value: Json
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, '')) as Json
  } catch (error) {
    return notReadable(
      options.source,
      `It is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.`,
    )
  }
  const draft = createDraft(options)
  if (collect(value, '', draft, 0) === 0)
    return notReadable(
      options.source,
      'There is no account in it: a map from names to ids of 12 digits is what it should hold.',
    )
  draft.lose(
    '',
    'An output of Terraform names accounts only: sign-ins, units, environments and roles are yours to add.',
  )
  return ok(draft.finish())
}
