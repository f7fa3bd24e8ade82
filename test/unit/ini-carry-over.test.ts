// A change made to one text is carried into another one that grew from the same.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { carryOver, nearestOf } from '../../main/profiles/carry-over.ts'
import { anyFile } from '../support/any-aws-file.ts'

test('into the very text it was made in', () => {
  fc.assert(fc.property(anyFile, anyFile, (before, after) => carryOver(before, after, before) === after))
})

test('into a text that grew at its end, or was not changed', () => {
  const grown = '[default]\na = 1\n[x]\nb = 2\n'
  const block = '# >>> ours\n[ours]\n# <<< ours\n'
  expect(carryOver(grown, grown, block)).toBe(block)
  fc.assert(
    fc.property(fc.nat({ max: 3 }), fc.nat({ max: 2 }), fc.boolean(), (at, cut, insert) => {
      const lines = grown.match(/.*\n/g) as string[]
      const after = [...lines.slice(0, at), ...(insert ? ['new\n'] : []), ...lines.slice(at + cut)].join('')
      expect(carryOver(grown, after, grown + block)).toBe(after + block)
    }),
  )
})

test('next to another change at the same place', () => {
  expect(carryOver('[default]\nk1 = 1\n', '[default]\nk2 = 2\nk1 = 1\n', '[default]\nk3 = 3\nk1 = 1\n')).toBe(
    '[default]\nk3 = 3\nk2 = 2\nk1 = 1\n',
  )
})

test('not where the very lines are others now, but everywhere else', () => {
  expect(carryOver('[a]\nk = 1\n', '[a]\nk = 2\n', '[a]\nk = 3\n')).toBe('[a]\nk = 3\n')
  expect(carryOver('[a]\nk = 1\n[b]\n', '[a]\nk = 2\n[b]\nl = 1\n', '[a]\nk = 3\n[b]\n')).toBe(
    '[a]\nk = 3\n[b]\nl = 1\n',
  )
  expect(carryOver('', 'k = 1\n', 'other\n')).toBe('k = 1\nother\n')
})

test('lines that were added find a place even where their neighbors are gone', () => {
  const block = '# >>> ours\n[ours]\nx = 1\ny = 2\n# <<< ours\n'
  expect(carryOver(`[a]\nk = 1\n${block}`, `[a]\nk = 1\n${block}[new]\n`, '[a]\nk = 1\n')).toBe(
    '[a]\nk = 1\n[new]\n',
  )
  expect(carryOver(`[a]\n${block}`, `[a]\n${block}[new]\n`, '[other]\n')).toBe('[new]\n[other]\n')
})

test('several differences at once, one of which takes a block of ours out', () => {
  const one = '# >>> one\n[one]\n# <<< one\n'
  const two = '# >>> two\n[two]\n# <<< two\n'
  // A program read before the first block was there, and writes with a line of its own after the second one came.
  expect(carryOver(`[a]\nk = 1\n${one}`, '[a]\nnew = 1\nk = 1\n', `[a]\nk = 1\n${one}${two}`)).toBe(
    `[a]\nnew = 1\nk = 1\n${two}`,
  )
})

test('a change counts from the text that it is nearest to', () => {
  const [without, put] = ['[a]\nk1 = 1\n# ours\n', '[a]\nk2 = 2\nk1 = 1\n# ours\n']
  const made = '[a]\nk3 = 3\nk1 = 1\n# ours\n'
  expect(nearestOf(made, [without, put])).toBe(without)
  expect(carryOver(without, made, put)).toBe('[a]\nk2 = 2\nk3 = 3\nk1 = 1\n# ours\n')
  // Of two that are as near, the later; and nothing is near where nothing stood.
  expect(nearestOf('b\n', ['a\n', 'c\n'])).toBe('c\n')
  expect(nearestOf('b\n', [])).toBeUndefined()
})
