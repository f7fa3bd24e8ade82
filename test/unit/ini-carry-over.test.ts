// A change made to one text is carried into another one that grew from the same.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { carryOver } from '../../main/profiles/carry-over.ts'
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

test('not where the very lines are others now', () => {
  expect(carryOver('[a]\nk = 1\n', '[a]\nk = 2\n', '[a]\nk = 3\n')).toBeNull()
  expect(carryOver('', 'k = 1\n', 'other\n')).toBe('k = 1\nother\n')
})
