// Settings: what is missing has a default, a change touches only what it names, and the table names every one of them.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAwsSettings } from '../../main/aws/aws-settings.ts'
import { networkInForce } from '../../main/aws/network-in-force.ts'
import { createClock } from '../../main/clock.ts'
import { createIdleLock } from '../../main/idle-lock.ts'
import { listInWords } from '../../renderer/parts/list-in-words.ts'
import { keysOf, shortcutOf } from '../../renderer/screens/settings/shortcut-keys.ts'
import { effectInWords } from '../../renderer/screens/settings/states-in-words.ts'
import { deskContract } from '../../shared/desk-contract.ts'
import { rowMatches, type SettingRow, settingSections } from '../../shared/setting-row.ts'
import { type Settings, settingsSchema } from '../../shared/settings.ts'
import { settingRows, settingsSetElsewhere } from '../../shared/settings-table.ts'
import { joinCommand, splitCommand } from '../../shared/split-command.ts'

const rows: readonly SettingRow[] = settingRows

test('an empty file is all defaults', () => {
  expect(settingsSchema.parse({})).toMatchObject({ version: 1, theme: 'system', onQuit: 'ask' })
})

test('a change of one setting leaves the others as they are', () => {
  expect(deskContract.calls.changeSettings.input.parse({ theme: 'dark' })).toEqual({ theme: 'dark' })
})

test.each(['Space', 'Ctrl+', '+K', 'Ctrl+Shift+;', 'Ctrl + K'])('%j is no shortcut', shortcut => {
  expect(settingsSchema.safeParse({ shortcut }).success).toBe(false)
})

test.each(['http://ana:secret@proxy:3128', 'ftp://proxy:21', 'proxy:3128/path', 'a b', 'http://', ''])(
  '%j is no proxy that a file without secrets may hold',
  proxy => expect(settingsSchema.safeParse({ proxy }).success).toBe(false),
)
test.each(['proxy:3128', 'http://proxy.example:3128', 'https://proxy/', 'http://[::1]:3128'])(
  '%j is a proxy',
  proxy => expect(settingsSchema.safeParse({ proxy }).success).toBe(true),
)

describe('the table', () => {
  test('has one row for each setting, and none twice', () => {
    const fields = Object.keys(settingsSchema.shape).filter(
      field => !settingsSetElsewhere.includes(field as keyof Settings),
    )
    const named = rows.map(row => row.id)
    expect(new Set(named).size).toBe(named.length)
    expect(fields.filter(field => !named.includes(field))).toEqual([])
    const owns = rows.filter(row => row.control.kind === 'own').map(row => row.id)
    expect(named.filter(id => !fields.includes(id) && !owns.includes(id))).toEqual([])
  })
  test('offers only what the file takes, the default among it', () => {
    const defaults: Readonly<Record<string, unknown>> = settingsSchema.parse({})
    for (const row of rows) {
      if (row.control.kind === 'select' || row.control.kind === 'segment') {
        const values = row.control.options.map(option => option.value)
        expect(values, row.id).toContain(defaults[row.id])
        for (const value of values)
          expect(settingsSchema.safeParse({ [row.id]: value }).success, `${row.id} ${value}`).toBe(true)
      }
      if (row.control.kind === 'switch') expect(typeof defaults[row.id], row.id).toBe('boolean')
    }
  })
  test('has something in every section', () => {
    for (const section of settingSections)
      expect(
        rows.some(row => row.section === section.id),
        section.id,
      ).toBe(true)
  })
  test.each([
    ['dark', ['theme']],
    ['undo', ['earlier-states']],
    ['yubikey', ['mfaCommands']],
    ['proxy certificate', ['network']],
    ['CONSOLE window', ['consoleIn']],
  ])('is searched by “%s”', (query, found) => {
    expect(rows.filter(row => rowMatches(row, query)).map(row => row.id)).toEqual(found)
  })
})

describe('a shortcut', () => {
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
  test.each([
    [{ ...none, code: 'Space', ctrlKey: true, shiftKey: true }, false, 'CommandOrControl+Shift+Space'],
    [{ ...none, code: 'Space', altKey: true }, true, 'Alt+Space'],
    [{ ...none, code: 'KeyK', metaKey: true }, true, 'CommandOrControl+K'],
    [{ ...none, code: 'KeyK', ctrlKey: true }, true, 'Control+K'],
    [{ ...none, code: 'ArrowUp', metaKey: true, altKey: true }, false, 'Super+Alt+Up'],
    [{ ...none, code: 'F12', ctrlKey: true }, false, 'CommandOrControl+F12'],
    [{ ...none, code: 'KeyA' }, false, null],
    [{ ...none, code: 'KeyA', shiftKey: true }, false, null],
    [{ ...none, code: 'ShiftLeft', ctrlKey: true, shiftKey: true }, false, null],
    [{ ...none, code: 'Semicolon', ctrlKey: true }, false, null],
  ])('%j on Apple: %j is %j', (pressed, apple, written) => {
    expect(shortcutOf(pressed, apple)).toBe(written)
    if (written !== null) expect(settingsSchema.safeParse({ shortcut: written }).success).toBe(true)
  })
  test('is drawn as the keyboard says it', () => {
    expect(keysOf('CommandOrControl+Shift+Space', true)).toEqual(['⌘', '⇧', 'Space'])
    expect(keysOf('CommandOrControl+Shift+Space', false)).toEqual(['Ctrl', 'Shift', 'Space'])
  })
})

test('a command survives being written and read', () => {
  expect(splitCommand(`ykman oath accounts code -s "AWS: ana" 'a"b'`)).toEqual([
    'ykman',
    'oath',
    'accounts',
    'code',
    '-s',
    'AWS: ana',
    'a"b',
  ])
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), words => {
      const written = joinCommand(words)
      if (written !== null) expect(splitCommand(written)).toEqual(words)
      else expect(words.some(word => word.includes('"') && word.includes("'"))).toBe(true)
    }),
  )
})

test('what undoing would do is said by name', () => {
  const nothing = { back: [], gone: [], other: [], files: ['/c'], notices: [] }
  expect(effectInWords({ ...nothing, gone: ['a'], back: ['b'] })).toEqual([
    'Goes: a.',
    'Comes back: b, as it was. Keys that have ended stay ended.',
  ])
  expect(effectInWords({ ...nothing, files: [] })[0]).toContain('nothing would change')
  expect(listInWords(['a', 'b', 'c', 'd', 'e'])).toBe('a, b and 3 more')
})

describe('the network in force', () => {
  const facts = (env: Record<string, string>, wish?: { proxy: string | null; except: string }) =>
    networkInForce({ env, settings: readAwsSettings(env, wish), system: false })
  test('names the proxy and who said it, never its password', () => {
    const env = { HTTPS_PROXY: 'http://ana:hunter2@proxy:3128', NO_PROXY: '.internal' }
    expect(facts(env).slice(0, 2)).toEqual([
      { name: 'Proxy', value: 'http://proxy:3128', from: 'From HTTPS_PROXY, with a name and password.' },
      { name: 'Reached without it', value: '.internal', from: 'From NO_PROXY.' },
    ])
    expect(JSON.stringify(facts(env))).not.toContain('hunter2')
    expect(facts(env, { proxy: 'other:8080', except: '' })[0]).toEqual({
      name: 'Proxy',
      value: 'http://other:8080',
      from: 'Set here.',
    })
  })
  test('says which endpoints are followed, and which are not', () => {
    const env = { AWS_ENDPOINT_URL: 'http://u:p@127.0.0.1:9/', AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9' }
    const of = (more: Record<string, string>) =>
      facts({ ...env, ...more }).find(fact => /Endpoint/.test(fact.name))
    expect(of({})).toMatchObject({ value: 'AWS’s own', from: expect.stringContaining('is not followed') })
    expect(of({ SWITCHYARD_ALLOW_ENDPOINTS: '1' })).toEqual({
      name: 'Endpoints',
      value: 'http://127.0.0.1:9',
      from: 'From AWS_ENDPOINT_URL and 1 more.',
    })
  })
})

describe('locking when idle', () => {
  const start = (seconds: number | null) => {
    const clock = createClock()
    const state = { seconds, last: clock.now(), locked: 0 }
    const idle = createIdleLock({
      clock,
      after: () => state.seconds,
      lastUse: () => state.last,
      locked: () => state.locked > 0,
      lock: () => {
        state.locked += 1
      },
    })
    idle.rearm()
    const pass = (ms: number): void => clock.move(clock.offset() + ms)
    return { clock, state, idle, pass }
  }
  test('comes once, after so long without use', () => {
    const { state, pass } = start(900)
    pass(890_000)
    expect(state.locked).toBe(0)
    pass(20_000)
    expect(state.locked).toBe(1)
    pass(3_600_000)
    expect(state.locked).toBe(1)
  })
  test('is put off by use, and taken up again from there', () => {
    const { clock, state, pass } = start(900)
    pass(600_000)
    state.last = clock.now()
    pass(600_000)
    expect(state.locked).toBe(0)
    pass(310_000)
    expect(state.locked).toBe(1)
  })
  test('never comes without a length, and at once with one that is over', () => {
    const { state, idle, pass } = start(null)
    pass(86_400_000)
    expect(state.locked).toBe(0)
    state.seconds = 60
    idle.rearm()
    expect(state.locked).toBe(1)
  })
})
