// The JSON Schema of catalogs, for completion and warnings in editors: drawn from the same table that reads them.
import { teamCatalog } from './catalog-shape.ts'
import { personalLayer } from './personal-shape.ts'
import type { JsonSchema } from './shape.ts'

const head = (what: string): JsonSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: `Switchyard ${what}`,
})

/** An unquoted number is read as written, so editors must not complain about one. */
const asWritten = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asWritten)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, asWritten(inner)] as const)
  const written = Object.fromEntries(entries)
  if (written.type === 'string') return { ...written, type: ['string', 'integer', 'number', 'boolean'] }
  if (Array.isArray(written.enum) && written.enum.includes('1')) return { ...written, enum: [1, '1'] }
  return written
}

export const catalogJsonSchema = (): JsonSchema => ({
  ...head('catalog'),
  ...(asWritten(teamCatalog.json()) as JsonSchema),
})

export const personalJsonSchema = (): JsonSchema => ({
  ...head('personal layer'),
  ...(asWritten(personalLayer.json()) as JsonSchema),
})
