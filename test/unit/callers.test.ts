// Who waits for one code: counted where they come in, told while they wait, gone when they leave.
import { expect, test } from 'vitest'
import { createCallerBook } from '../../main/callers.ts'
import { createPromptBook } from '../../main/prompt-book.ts'
import { callersInWords } from '../../renderer/prompts/caller-words.ts'
import type { Callers, Prompt } from '../../shared/prompt.ts'

const ops = 'ops-hub:ops'
const [acme, globex, staging] = ['ops-hub:acme/a', 'ops-hub:globex/g', 'ops-hub:staging/s']
const call = (door: 'cli' | 'agent') => ({ door, signal: new AbortController().signal })
const counts = (windows: number, commands: number, programs: number): Callers => ({
  windows,
  commands,
  programs,
})

test('a shared code serves all targets behind its sign-in, whoever asked for them', () => {
  const book = createCallerBook()
  const asked = { signIn: ops, target: acme }
  book.come(acme, { door: 'window' })
  book.come(acme, { door: 'window' })
  expect(book.waitingFor(asked)).toEqual(counts(1, 0, 0))
  book.come(globex, call('agent'))
  book.come(staging, call('cli'))
  // Nobody said yet that they wait for the shared code.
  expect(book.waitingFor(asked)).toEqual(counts(1, 0, 0))
  const past = [book.atCode(acme, ops), book.atCode(globex, ops)]
  book.atCode(staging, 'ops-hub:other')
  expect(book.waitingFor(asked)).toEqual(counts(1, 0, 1))
  past[1]?.()
  expect(book.waitingFor(asked)).toEqual(counts(1, 0, 0))
})

test('a code for one target alone serves those who came for it', () => {
  const book = createCallerBook()
  book.come(acme, call('cli'))
  book.come(acme, call('agent'))
  book.come(globex, call('agent'))
  book.atCode(globex, ops)
  expect(book.waitingFor({ signIn: ops, target: acme })).toEqual(counts(0, 1, 1))
})

test('one call for many targets is one caller; who left is none', () => {
  const book = createCallerBook()
  const check = call('cli')
  const leave = [acme, globex, staging].flatMap(target => [
    book.come(target, check),
    book.atCode(target, ops),
  ])
  expect(book.waitingFor({ signIn: ops, target: acme })).toEqual(counts(0, 1, 0))
  for (const end of [...leave, ...leave]) end()
  expect(book.waitingFor({ signIn: ops, target: acme })).toEqual(counts(0, 0, 0))
})

test('an open question says it anew when somebody joins, and only then', async () => {
  const book = createPromptBook()
  const shown: Prompt[] = []
  const ask = book.askOf({
    present: () => true,
    show: prompt => void shown.push(prompt),
    change: prompt => void shown.push(prompt),
    hide: () => undefined,
  })
  book.callers.come(acme, { door: 'window' })
  const answer = ask.answer({
    kind: 'mfa',
    signIn: ops,
    user: 'ana',
    serial: 'arn:aws:iam::100000000002:mfa/ana',
    nextCodeInSeconds: null,
    problem: null,
    target: acme,
  })
  book.callers.come(globex, call('agent'))
  const leave = book.callers.come(acme, call('agent'))
  leave()
  expect(shown.map(prompt => prompt.kind === 'mfa' && prompt.callers.programs)).toEqual([0, 1, 0])
  expect(new Set(shown.map(prompt => prompt.id)).size).toBe(1)
  book.answer(shown[0]?.id ?? '', { kind: 'mfa', code: '123456' })
  expect(await answer).toMatchObject({ ok: true })
  book.callers.come(acme, call('agent'))
  expect(shown).toHaveLength(3)
})

test('is said in a sentence when more than one waits', () => {
  expect(callersInWords(counts(1, 0, 0))).toBeNull()
  expect(callersInWords(counts(0, 1, 0))).toBeNull()
  expect(callersInWords(counts(1, 0, 2))).toBe(
    'Three callers wait for this one code: the window and two programs.',
  )
  expect(callersInWords(counts(1, 1, 1))).toBe(
    'Three callers wait for this one code: the window, one command and one program.',
  )
  expect(callersInWords(counts(0, 0, 50))).toBe('50 programs wait for this one code.')
})
