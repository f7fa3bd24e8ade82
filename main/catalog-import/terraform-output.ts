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

/** Terraform prints these as they are; who marked them did not mean them for a file of the team. */
const isSensitive = (value: Json): boolean => isRecord(value) && 'value' in value && value.sensitive === true

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

/** What an account's object says beside its id: its name, its address and its tags are kept. */
const kept = ['id', 'account_id', 'name', 'email', 'tags']

type Reading = { readonly draft: Draft; readonly others: Set<string> }

/** Writes an account down. @param label what the file calls it. @returns whether it is one */
const readAccount = (
  value: Json,
  id: string,
  where: string,
  label: string | undefined,
  reading: Reading,
): boolean => {
  if (!isRecord(value)) return reading.draft.account(id, where, { name: label })
  for (const key of Object.keys(value)) if (!kept.includes(key)) reading.others.add(key)
  const { name, email, tags } = value
  const texts = isRecord(tags ?? null) ? Object.entries(tags as Readonly<Record<string, Json>>) : []
  return reading.draft.account(id, where, {
    name: typeof name === 'string' ? name : label,
    label,
    ...(typeof email === 'string' && { facts: { email } }),
    tags: Object.fromEntries(texts.flatMap(([key, one]) => (typeof one === 'string' ? [[key, one]] : []))),
  })
}

const mostDepth = 8

/** @returns how many accounts it found, and where none was: the outermost place of those that hold each other */
const collect = (
  given: Json,
  where: string,
  reading: Reading,
  depth: number,
): { readonly found: number; readonly none: readonly string[] } => {
  const value = unwrap(given)
  if (depth > mostDepth || typeof value !== 'object' || value === null) return { found: 0, none: [where] }
  const inList = Array.isArray(value)
  let found = 0
  const none: string[] = []
  for (const [key, one] of Object.entries(value)) {
    const path = inList ? `${where}[${key}]` : where === '' ? key : `${where}.${key}`
    if (isSensitive(one)) {
      reading.draft.lose(path, 'It is marked as sensitive, so nothing of it is read.')
      continue
    }
    const item = unwrap(one)
    const id = idOf(item, path, reading.draft)
    if (id === null) {
      const inner = collect(item, path, reading, depth + 1)
      found += inner.found
      none.push(...inner.none)
    } else if (readAccount(item, id, path, inList ? undefined : key, reading)) found += 1
  }
  return { found, none: found === 0 ? [where] : none }
}

export const importTerraformOutput: Import = (text, options) => {
  if (text.length > mostBytes) return notReadable(options.source, 'The file is larger than 8 MB.')
  let value: Json
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, '')) as Json
  } catch {
    // What the parser says repeats some of the text, and a password may stand in it.
    return notReadable(options.source, 'It is not JSON, as terraform output -json prints it.')
  }
  const draft = createDraft(options)
  const others = new Set<string>()
  const { found, none } = collect(value, '', { draft, others }, 0)
  if (found === 0)
    return notReadable(
      options.source,
      'There is no account in it: a map from names to ids of 12 digits is what it should hold. What is marked as sensitive is not read.',
    )
  for (const where of none) draft.lose(where, 'It holds no account id of 12 digits.')
  if (others.size > 0)
    draft.lose('', `What the output says of accounts besides is not carried over: ${[...others].join(', ')}.`)
  draft.lose(
    '',
    'An output of Terraform names accounts only: sign-ins, units, environments and roles are yours to add.',
  )
  return ok(draft.finish())
}
