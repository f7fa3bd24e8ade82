// A secret leaves its object through reveal() alone.
import { format, inspect } from 'node:util'
import { MessageChannel } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { Secret } from '../../main/secret.ts'

const text = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const secret = new Secret(text)

test('reveal yields it', () => expect(secret.reveal()).toBe(text))

test('text shows its last four characters, and nothing of a short one', () => {
  expect(String(secret)).toBe('Secret(…EKEY)')
  expect(`${secret}`).toBe('Secret(…EKEY)')
  expect(String(new Secret('short'))).toBe('Secret(…)')
})

test('JSON refuses it, at any depth', () => {
  expect(() => JSON.stringify(secret)).toThrow('cannot be written as JSON')
  expect(() => JSON.stringify({ deep: [{ secret }] })).toThrow('cannot be written as JSON')
})

test('it cannot be cloned or posted', () => {
  expect(() => structuredClone(secret)).toThrow()
  expect(() => structuredClone({ deep: [secret] })).toThrow()
  const { port1 } = new MessageChannel()
  expect(() => port1.postMessage({ secret })).toThrow()
  port1.close()
})

test('no way of showing an object shows it', () => {
  const shown = [
    inspect(secret),
    inspect({ deep: { secret } }, { depth: 9, showHidden: true }),
    format('%s %o %O', secret, secret, { secret }),
    Object.keys(secret).join(),
    JSON.stringify(
      Object.entries(Object.getOwnPropertyDescriptors(secret)).map(([name, { value }]) => [
        name,
        typeof value,
      ]),
    ),
    new Error('wrapped', { cause: secret }).stack ?? '',
  ]
  for (const part of shown) expect(part).not.toContain(text.slice(0, 20))
})
