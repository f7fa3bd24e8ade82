// The settings file as people and other versions leave it: the last good settings stay in force, and nothing of it is lost.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openSettingsFile } from '../../main/settings-file.ts'
import { bad, good } from '../support/sign-in-room.ts'
import { tempHome } from '../support/temp-home.ts'

const open = async (follow = false) => {
  const { paths } = await tempHome()
  const path = paths.settings
  const start = async () => {
    const file = await openSettingsFile(path, follow)
    onTestFinished(() => file.close())
    return file
  }
  return { path, start, put: (text: string) => writeFile(path, text), text: () => readFile(path, 'utf8') }
}

test('without a file all are defaults, and none is written until something is set', async () => {
  const { path, start } = await open()
  const file = await start()
  expect(file.now()).toMatchObject({ theme: 'system', consoleIn: 'browser', mfaCommands: {} })
  expect(await readdir(dirname(path))).toEqual([])
  good(await file.change({ theme: 'dark' }))
  expect((await start()).now()).toMatchObject({ theme: 'dark', profileMode: 'keys' })
})

test.each([
  ['is not JSON', '{ "theme": "dark"', 'it is not JSON'],
  ['is no object', '[]', 'not one JSON object'],
  ['has a value that does not fit', '{"mfaSession": 5}', 'mfaSession'],
  ['is of a newer version', '{"version": 2, "theme": "neon"}', 'a newer Switchyard'],
])('a file that %s is not used, not touched, and said', async (_what, broken, why) => {
  const { start, put, text } = await open()
  good(await (await start()).change({ theme: 'dark', lockWhenIdle: 900 }))
  await put(broken)
  for (const file of [await start(), await start()]) {
    expect(file.now()).toMatchObject({ theme: 'dark', lockWhenIdle: 900 })
    expect((await file.read()).problem).toContain(why)
    expect(bad(await file.change({ theme: 'light' })).kind).toBe('bad-input')
  }
  expect(await text()).toBe(broken)
})

test('a file that breaks while the app runs changes nothing; mended, it counts again', async () => {
  const { start, put } = await open(true)
  const file = await start()
  good(await file.change({ theme: 'dark' }))
  /** Of the break, which changes none of them, and of what came then. */
  const told: string[] = []
  file.onChange(settings => told.push(settings.theme))
  await put('{')
  await vi.waitFor(async () => expect((await file.read()).problem).not.toBeNull())
  expect(file.now().theme).toBe('dark')
  await put('{"theme":"light"}')
  await vi.waitFor(() => expect(told).toEqual(['dark', 'light']), { timeout: 5_000 })
  expect((await file.read()).problem).toBeNull()
})

test('the very text from before counts again after a break', async () => {
  const { start, put, text } = await open()
  const file = await start()
  good(await file.change({ theme: 'dark' }))
  const before = await text()
  await put('{')
  expect((await file.read()).problem).not.toBeNull()
  await put(before)
  expect(await file.read()).toMatchObject({ problem: null, settings: { theme: 'dark' } })
})

test('what this version does not know stays in the file', async () => {
  const { start, put, text } = await open()
  await put('{"theme":"dark","telepathy":{"on":true}}')
  const file = await start()
  expect(await file.read()).toMatchObject({ unknown: ['telepathy'], problem: null })
  good(await file.change({ theme: 'light' }))
  expect(JSON.parse(await text())).toMatchObject({ theme: 'light', telepathy: { on: true } })
})

test('set aside, the broken file is kept beside and the last good settings become the file', async () => {
  const { path, start, put } = await open()
  good(await (await start()).change({ theme: 'dark' }))
  await put('{ broken')
  const file = await start()
  const aside = good(await file.setAside())
  expect(await readFile(aside, 'utf8')).toBe('{ broken')
  expect(aside).not.toBe(path)
  expect(await file.read()).toMatchObject({ problem: null, settings: { theme: 'dark' } })
  good(await file.change({ theme: 'light' }))
})

test('without a copy to fall back on, a broken file means defaults', async () => {
  const { path, start, put } = await open()
  await put('{')
  expect((await start()).now().theme).toBe('system')
  await rm(path)
  expect((await (await start()).read()).problem).toBeNull()
})

test('two processes change different settings, and neither is lost', async () => {
  const { start } = await open()
  const [one, two] = [await start(), await start()]
  await Promise.all([one.change({ theme: 'dark' }), two.change({ profileMode: 'process' })])
  expect((await start()).now()).toMatchObject({ theme: 'dark', profileMode: 'process' })
})
