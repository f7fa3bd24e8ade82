// Two YAML libraries agree on what a text says: the window edits a person's file with one, all of us read it with the other.
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { type DocNode, linesOf } from '../../main/catalog/document-tree.ts'
import { readTree } from '../../main/catalog/read-tree.ts'

type Value = string | readonly Value[] | { readonly [key: string]: Value }

const signs = fc.constantFrom(...' \n#:-"\'%a0\\&*!|>{}[],?')
const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: signs }))
const key = fc
  .oneof(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ minLength: 1, unit: signs }))
  .filter(word => !/^(__proto__|prototype|constructor|<<)$/.test(word))
const { value } = fc.letrec<{ value: Value }>(tie => ({
  value: fc.oneof(
    { maxDepth: 5 },
    text,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))

const plain = (node: DocNode): Value =>
  node.kind === 'scalar'
    ? node.text
    : node.kind === 'list'
      ? node.items.map(plain)
      : Object.fromEntries(node.entries.map(one => [one.key, plain(one.value)]))

/** What is read; undefined where it is refused. */
const ours = (written: string): unknown => {
  const { tree } = readTree(written, linesOf(written))
  return tree === null ? undefined : plain(tree)
}
const theirs = (written: string): unknown => {
  try {
    return parse(written, (_, one) => one ?? '', { schema: 'failsafe', logLevel: 'error' })
  } catch {
    return undefined
  }
}

test.each([
  ['as people write it', {}],
  ['on one line', { collectionStyle: 'flow' }],
  ['in short lines', { lineWidth: 20 }],
  ['in quotes', { defaultStringType: 'QUOTE_DOUBLE' }],
  ['in single quotes', { defaultStringType: 'QUOTE_SINGLE' }],
] as const)('%s', (_how, options) => {
  fc.assert(
    fc.property(value, given => {
      const written = stringify(given, { aliasDuplicateObjects: false, ...options })
      // It writes a few strange texts in a way that it reads differently or refuses itself.
      fc.pre(isDeepStrictEqual(theirs(written), given))
      expect(ours(written)).toEqual(given)
    }),
    { numRuns: 300 },
  )
})

test('with a sign too many or too few, neither reads what the other does not', () => {
  const hurt = fc.tuple(value, fc.nat(), fc.nat({ max: 1 }), signs)
  fc.assert(
    fc.property(hurt, ([given, where, less, more]) => {
      // Not with | and >: once their indentation is broken, blanks and # are told apart differently.
      const whole = stringify(given, { aliasDuplicateObjects: false, blockQuote: false })
      const at = where % (whole.length + 1)
      const written = whole.slice(0, at) + more + whole.slice(at + less)
      const [read, expected] = [ours(written), theirs(written)]
      fc.pre(read !== undefined && expected !== undefined)
      expect(read).toEqual(expected)
    }),
    { numRuns: 1_000 },
  )
})

test('JSON says what JSON.parse says', () => {
  fc.assert(
    fc.property(value, given => {
      expect(ours(JSON.stringify(given, null, 1))).toEqual(given)
    }),
    { numRuns: 300 },
  )
})
