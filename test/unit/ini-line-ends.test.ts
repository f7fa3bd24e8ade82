// A file that we wrote ends with a line end, and has its old end back when our blocks are gone.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blockLines } from '../../main/profiles/profile-block.ts'
import { ownLines, putBlock } from '../../main/profiles/profile-edit.ts'
import { reverseChange } from '../../main/profiles/profile-reverse.ts'
import { anyFile } from '../support/any-aws-file.ts'
import { keys, put } from '../support/profile-blocks.ts'

const memory = '# the file ended here without a line end'
const appendix = '[new]\nk = v\n'

test('our block ends with a line end, and only where the file had none it says so', () => {
  const made = put('[default]\nregion = x', 'acme')
  expect(made).toContain(
    `region = x\n# >>> switchyard acme (managed; edits here are lost)\n${memory}\n[acme]\n`,
  )
  expect(made.endsWith('# <<< switchyard acme\n')).toBe(true)
  expect(made.split(memory)).toHaveLength(2)
  for (const text of [null, '[default]\nregion = x\n', '\n']) expect(put(text, 'acme')).not.toContain(memory)
})

test('a file that we made goes with our last block, one that was empty stays empty', () => {
  expect(put('', 'acme')).toMatch(/^# >>> switchyard acme .*\n\[acme\]\n/)
  expect(putBlock(put('', 'acme'), 'credentials', 'acme', null)).toBe('')
  expect(putBlock(put(null, 'acme'), 'credentials', 'acme', null)).toBe(null)
  const both = put(put(null, 'acme'), 'beta')
  expect(putBlock(putBlock(both, 'credentials', 'acme', null), 'credentials', 'beta', null)).toBe(null)
})

test('what others append to a file that had no final line end stays whole, and keeps its own end', () => {
  fc.assert(
    fc.property(fc.option(anyFile), fc.boolean(), (text, ends) => {
      const more = ends ? appendix : appendix.trimEnd()
      const there = put(put(text, 'acme'), 'beta')
      expect(there).toMatch(/\n$/)
      const left = ['acme', 'beta'].reduce<string | null>(
        (now, profile) => putBlock(now, 'credentials', profile, null),
        there + more,
      )
      const before = text ?? ''
      const eol = there.includes('\r\n# >>>') ? '\r\n' : '\n'
      expect(left).toBe(before + (before === '' || before.endsWith('\n') ? '' : eol) + more)
    }),
    { numRuns: 500 },
  )
})

test('the memory goes on to the next block when its own goes first, and survives a renewal', () => {
  const text = '[default]\nregion = x'
  const both = put(put(text, 'acme'), 'beta')
  const second = putBlock(both, 'credentials', 'acme', null) as string
  expect(second.split(memory)).toHaveLength(2)
  expect(second.endsWith('# <<< switchyard beta\n')).toBe(true)
  expect(put(second, 'beta')).toBe(second)
  expect(putBlock(second, 'credentials', 'beta', null)).toBe(text)
  expect(ownLines(second, 'credentials', 'beta')).toEqual(blockLines(keys('beta'), 'credentials'))
  const appended = `${second}${appendix}`
  expect(put(appended, 'beta')).toBe(appended)
  expect(putBlock(put(appended, 'gamma'), 'credentials', 'gamma', null)).toBe(appended)
})

test('settings that a program put among our lines keep their line end', () => {
  const made = put('[default]\na = 1', 'b:c').replace('[b:c]', 'k = v\n[b:c]')
  expect(putBlock(made, 'credentials', 'b:c', null)).toBe('[default]\na = 1\nk = v\n')
})

test('a block that an earlier version left without a line end is mended by the next write', () => {
  const old = put('[default]\na = 1', 'acme').replace(`${memory}\n`, '').trimEnd()
  expect(putBlock(old, 'credentials', 'acme', null)).toBe('[default]\na = 1')
  expect(put(old, 'acme')).toBe(put('[default]\na = 1', 'acme'))
})

test('undoing a removal gives no other profile its old keys back, only because the memory moved', () => {
  const before = put(put('[default]\na = 1', 'acme'), 'beta')
  const after = putBlock(before, 'credentials', 'acme', null) as string
  const renewed = after.replace('2026-11-21T12:34:56Z', '2026-11-21T13:34:56Z')
  const reversed = reverseChange(renewed, 'credentials', before, after)
  expect(reversed.profiles).toEqual(['acme'])
  expect(ownLines(reversed.text, 'credentials', 'beta')?.join()).toContain('13:34:56Z')
  const gone = ['acme', 'beta'].reduce<string | null>(
    (now, profile) => putBlock(now, 'credentials', profile, null),
    reversed.text,
  )
  expect(gone).toBe('[default]\na = 1')
})
