// Holds docs/catalog.md to the format: its examples are read by the real reader and the schema, its tables list every key.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { catalogJsonSchema, personalJsonSchema } from '../../main/catalog/json-schema.ts'
import { readCatalog } from '../../main/catalog/read-catalog.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/catalog.md'), 'utf8')
const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(match => match[1] ?? '')

describe('examples', () => {
  test('there are some, for both layers', () => {
    expect(blocks.filter(block => block.includes('name: personal')).length).toBeGreaterThan(0)
    expect(blocks.filter(block => !block.includes('name: personal')).length).toBeGreaterThan(3)
  })
  test.each(blocks.map((block, index) => [index + 1, block] as const))('%i is valid', (_index, block) => {
    const read = readCatalog(block, 'docs/catalog.md', 'either')
    expect(read.ok ? read.value.warnings : read.failure).toEqual([])
    const json = block.includes('name: personal') ? personalJsonSchema() : catalogJsonSchema()
    const schema = z.fromJSONSchema(json as Parameters<typeof z.fromJSONSchema>[0])
    expect(schema.safeParse(parse(block)).error?.issues).toBeUndefined()
  })
})

type Part = {
  readonly properties?: Readonly<Record<string, Part>>
  readonly description?: string
  readonly required?: readonly string[]
  readonly additionalProperties?: Part
  readonly items?: Part
  readonly anyOf?: readonly Part[]
  readonly oneOf?: readonly Part[]
}
const team = catalogJsonSchema() as Part
const personal = personalJsonSchema() as Part
const inside = (part: Part | undefined, ...keys: readonly string[]): Part => {
  const found = keys.reduce<Part | undefined>((at, key) => at?.properties?.[key], part)
  if (found === undefined) throw new Error(`The schema has no ${keys.join('.')}.`)
  return found
}
const each = (part: Part): Part => part.additionalProperties ?? part.items ?? {}
const kinds = (part: Part): readonly Part[] => each(part).oneOf ?? []
const account = each(inside(team, 'accounts'))
const role = each(inside(team, 'roles'))
const about = each(inside(personal, 'catalogs'))

/** Heading -> what its table is about. */
const tables: readonly (readonly [string, Part])[] = [
  ['The document', team],
  ['defaults', inside(team, 'defaults')],
  ['environments', each(inside(team, 'environments'))],
  ['signIns: an IAM user', kinds(inside(team, 'signIns'))[0] ?? {}],
  ['signIns: IAM Identity Center', kinds(inside(team, 'signIns'))[1] ?? {}],
  ['groups', each(inside(team, 'groups'))],
  ['accounts', account],
  ['accounts: links', each(inside(account, 'links'))],
  ['accounts: checklist', each(inside(account, 'checklist'))],
  ['roles', role],
  ['roles: a choice of accounts', inside(role, 'accounts').anyOf?.find(part => part.properties) ?? {}],
  ['The personal layer', about],
  ['The personal layer: sign-ins of a catalog', each(inside(about, 'signIns'))],
  ['The personal layer: targets of a catalog', each(inside(about, 'targets'))],
  ['The personal layer: an IAM user of your own', kinds(inside(personal, 'signIns'))[0] ?? {}],
  ['The personal layer: a profile', kinds(inside(personal, 'signIns'))[2] ?? {}],
  ['The personal layer: a command', kinds(inside(personal, 'signIns'))[3] ?? {}],
]

/** Rows of the first table under a heading, as key, must and words. */
const rowsUnder = (heading: string): readonly (readonly string[])[] => {
  const from = page.search(new RegExp(`^#{2,3} ${heading}$`, 'm'))
  if (from < 0) throw new Error(`There is no heading “${heading}”.`)
  const section = page.slice(from).split(/\n#{2,3} /)[0] ?? ''
  return [...section.matchAll(/^\| `([^`]+)` \| (must|may) \| (.*) \|$/gm)].map(match => match.slice(1))
}

test.each(tables)(
  'the table of %s lists its keys, which of them must be there, and what they mean',
  (heading, part) => {
    const keys = Object.entries(part.properties ?? {})
    expect(keys.length).toBeGreaterThan(0)
    expect(rowsUnder(heading)).toEqual(
      keys.map(([key, { description }]) => [key, part.required?.includes(key) ? 'must' : 'may', description]),
    )
  },
)
