// Settings: what is missing has a default, and a change touches only what it names.
import { expect, test } from 'vitest'
import { deskContract } from '../../shared/desk-contract.ts'
import { settingsSchema } from '../../shared/settings.ts'

test('an empty file is all defaults', () => {
  expect(settingsSchema.parse({})).toMatchObject({ version: 1, theme: 'system', onQuit: 'ask' })
})

test('a change of one setting leaves the others as they are', () => {
  expect(deskContract.calls.changeSettings.input.parse({ theme: 'dark' })).toEqual({ theme: 'dark' })
})

test.each(['Space', 'Ctrl+', '+K', 'Ctrl+Shift+;', 'Ctrl + K'])('%j is no shortcut', shortcut => {
  expect(settingsSchema.safeParse({ shortcut }).success).toBe(false)
})
