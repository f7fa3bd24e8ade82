// Holds the words about keys and groups, and how a typed command is taken apart.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ageInWords,
  daysSince,
  groupsInWords,
  rotationOf,
  wordsOfCommand,
} from '../../renderer/screens/sign-ins/key-words.ts'
import { changeInWords } from '../../renderer/screens/sign-ins/sign-in-words.ts'

const now = Date.parse('2026-11-20T12:00:00Z')

test.each([
  ['2026-09-20T11:00:00Z', 61],
  ['2026-11-20T11:00:00Z', 0],
  ['2026-11-21T11:00:00Z', 0],
  [null, null],
  ['soon', null],
])('%s is %s days ago', (iso, days) => expect(daysSince(iso, now)).toBe(days))

test('days are counted as people count', () => {
  expect([ageInWords(1), ageInWords(61), ageInWords(1_200)]).toEqual(['1 day', '61 days', '1,200 days'])
})

describe('rotating', () => {
  test('needs room: an active second key stands in the way, an inactive one has to go', () => {
    expect(rotationOf({ other: null }, 'ana')).toEqual({ can: true, room: null })
    expect(rotationOf({ other: { accessKeyId: 'AKIA2', active: false } }, 'ana')).toEqual({
      can: true,
      room: 'AKIA2',
    })
    expect(rotationOf({ other: { accessKeyId: 'AKIA2', active: true } }, 'ana')).toEqual({
      can: false,
      why: expect.stringContaining('ana has a second active key, AKIA2.'),
    })
  })
})

test.each([
  [{ member: ['production'], other: ['admin'] }, 15, 'production. Not admin: 15 targets hidden.'],
  [{ member: ['production', 'admin'], other: [] }, 0, 'production, admin.'],
  [{ member: [], other: ['admin'] }, 1, 'none. Not admin: 1 target hidden.'],
])('%j', (groups, hidden, words) => expect(groupsInWords(groups, hidden)).toBe(words))

test.each([
  [3, 1, '3 gained, 1 lost'],
  [1_200, 0, '1,200 gained'],
  [0, 2, '2 lost'],
])('%i gained and %i lost', (gainedCount, lostCount, words) =>
  expect(changeInWords({ gainedCount, lostCount })).toBe(words),
)

describe('a command', () => {
  test.each([
    ['op read op://work/aws', ['op', 'read', 'op://work/aws']],
    ['  "/opt/my tool"  \'a b\' ""', ['/opt/my tool', 'a b', '']],
    ['a"b c"d', ['ab cd']],
    ['echo $HOME; rm', ['echo', '$HOME;', 'rm']],
    ['', []],
    ['"open', null],
  ])('%s', (line, words) => expect(wordsOfCommand(line)).toEqual(words))

  test('words without quotes come back as they are', () => {
    const word = fc.stringMatching(/^[^\s"']{1,12}$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), words => {
        expect(wordsOfCommand(words.join('  '))).toEqual(words)
      }),
    )
  })
})
