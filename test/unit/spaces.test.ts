// Spaces of browsers: a client's name, color and icon are always the same, and no name can become a word or an option.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type OpenConsole, severalInOne } from '../../main/delivery/open-consoles.ts'
import { spaceOf } from '../../main/delivery/space.ts'
import {
  browserOfProgram,
  findSpaceBrowsers,
  profilesFolder,
  spaceArguments,
} from '../../main/delivery/space-browsers.ts'
import type { Account, Target } from '../../shared/catalog.ts'
import { environment, target } from '../support/estate.ts'

const one = (account: Partial<Account> = {}, more: Partial<Target> = {}): Target => {
  const made = target('acme/acme-production', ['ops'])
  return { ...made, ...more, account: { ...made.account, ...account } }
}
const url = 'http://127.0.0.1:4711/go/key'

describe('a space', () => {
  test('is the client’s, by the tag; accounts of one client share it', () => {
    const first = spaceOf(one({ key: 'a', tags: { client: 'Acme Corp' } }), 'tag:client')
    const second = spaceOf(one({ key: 'b', id: '100000000999', tags: { client: 'Acme Corp' } }), 'tag:client')
    expect(first).toEqual(second)
    expect(first.name).toBe('Acme Corp')
    expect(first).toEqual({
      name: 'Acme Corp',
      color: first.color,
      icon: first.icon,
      directory: expect.stringMatching(/^Switchyard-Acme-Corp-[0-9a-f]{6}$/),
    })
  })
  test.each([
    ['account', 'acme 100000000101'],
    ['unit', 'test Envs/Production'],
    ['environment', 'test production'],
    ['catalog', 'test'],
    ['tag:team', 'acme 100000000101'],
  ])('by %s is called %j', (per, name) => {
    const made = one({ key: 'acme', id: '100000000101', unit: 'Envs/Production', environment: 'production' })
    expect(spaceOf(made, per).name).toBe(name)
  })
  test('of one account or environment has the environment’s color', () => {
    const production = { environment: environment('production', { color: 'red' }) }
    expect(spaceOf(one({}, production), 'account').color).toBe('red')
    expect(spaceOf(one({ environment: 'production' }, production), 'environment').color).toBe('red')
  })
  test('is never a path, an option or another line, whatever a catalog names it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), client => {
        const space = spaceOf(one({ tags: { client } }), 'tag:client')
        expect(space.directory).toMatch(/^Switchyard-[A-Za-z0-9._-]{0,40}$/)
        expect(space.name).not.toMatch(/\p{Cc}/u)
        const [word = '', ...others] = spaceArguments('firefox-container', space, url)
        expect(others).toEqual([])
        expect(word).toMatch(/^ext\+container:name=[^&\s]*&color=\w+&icon=\w+&url=[^&\s]+$/)
        const given = new URLSearchParams(word.slice('ext+container:'.length))
        expect([given.get('name'), given.get('url')]).toEqual([space.name.toWellFormed(), url])
        const [profile = '', address] = spaceArguments('chrome', space, url)
        expect(profile).toBe(`--profile-directory=${space.directory}`)
        expect(address).toBe(url)
      }),
    )
  })
})

test('two clients have two folders, however alike they look', () => {
  const folder = (client: string): string => spaceOf(one({ tags: { client } }), 'tag:client').directory
  expect(new Set(['a b', 'a-b', 'a/b', 'a.b', 'ä-b', 'A-b'].map(folder)).size).toBe(6)
})

test.each([
  ['/usr/bin/firefox', 'auto', 'firefox-granted'],
  ['firefox-esr', 'firefox-container', 'firefox-container'],
  ['google-chrome-stable', 'auto', 'chrome'],
  ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'auto', 'chrome'],
  ['/opt/brave/brave-browser', 'auto', 'brave'],
  ['msedge.exe', 'auto', 'edge'],
  ['chromium', 'auto', 'chromium'],
  ['/tmp/my-opener', 'auto', null],
] as const)('%s, when %s is wished, is %s', (program, wished, browser) => {
  expect(browserOfProgram(program, wished)).toBe(browser)
})

test('nothing is found where nothing is', () => {
  expect(findSpaceBrowsers({ PATH: '/nowhere' }, 'linux')).toEqual([])
  expect(findSpaceBrowsers({ HOME: '/nowhere' }, 'darwin')).toEqual([])
  expect(findSpaceBrowsers({ ProgramFiles: '/nowhere' }, 'win32')).toEqual([])
})

test('a profile’s folder lies where each browser keeps its own', () => {
  const env = { HOME: '/home/ana', LOCALAPPDATA: 'C:\\Users\\ana\\AppData\\Local' }
  expect(profilesFolder('chrome', env, 'linux')).toBe('/home/ana/.config/google-chrome')
  expect(profilesFolder('edge', env, 'darwin')).toBe('/home/ana/Library/Application Support/Microsoft Edge')
  expect(profilesFolder('brave', env, 'win32')).toBe(
    'C:\\Users\\ana\\AppData\\Local\\BraveSoftware\\Brave-Browser\\User Data',
  )
  expect(profilesFolder('firefox-granted', env, 'linux')).toBeNull()
})

describe('several consoles in one browser', () => {
  const open = (count: number): OpenConsole[] =>
    Array.from({ length: count }, (_, at) => ({
      target: `test:client${at}/Role`,
      place: 'browser',
      expiresAt: '2030-01-01T12:00:00Z',
    }))
  test('one alone is nothing to talk about', () => {
    for (const rule of ['warn', 'multi-session', 'replace'] as const)
      expect(severalInOne([], rule, false)).toEqual({ signOutFirst: false, notices: [] })
  })
  test('without multi-session it is said which one is in the way', () => {
    const { signOutFirst, notices } = severalInOne(open(2), 'warn', false)
    expect(signOutFirst).toBe(false)
    expect(notices).toEqual([
      expect.stringMatching(/^client0\/Role may be open in this browser until .*--in container/),
    ])
  })
  test('with it only the sixth is', () => {
    expect(severalInOne(open(4), 'multi-session', false).notices).toEqual([])
    expect(severalInOne(open(5), 'multi-session', false).notices).toEqual([
      expect.stringContaining('AWS allows five'),
    ])
  })
  test('where the last one stays, the others are signed out first', () => {
    expect(severalInOne(open(1), 'replace', false)).toEqual({
      signOutFirst: true,
      notices: ['client0/Role is signed out of this browser first.'],
    })
  })
})
