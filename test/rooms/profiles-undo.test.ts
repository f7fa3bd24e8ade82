// Undo in the AWS files: every earlier state comes back, and what others wrote since is never lost.
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  type Bytes,
  bytesOf,
  keysProfile,
  makeProfileHome,
  openProfiles,
  type ProfileHome,
  processProfile,
  put,
} from '../support/profile-home.ts'

let home: ProfileHome
beforeEach(async () => {
  home = await makeProfileHome()
})
afterEach(() => rm(home.folder, { recursive: true, force: true }))

const none = { ok: false, failure: { kind: 'nothing-to-undo' } }
const must = async (result: Promise<{ ok: boolean }>): Promise<void> => {
  expect(await result).toMatchObject({ ok: true })
}
/** Makes so many changes and returns the files before the first and after each. */
const change = async (count: number): Promise<Bytes[]> => {
  const states = [await bytesOf(home.paths)]
  for (let n = 1; n <= count; n++) {
    if (n === 11) await must(home.files.remove(['p9']))
    else if (n % 5 === 0) await must(home.files.write(keysProfile('p1', { region: `eu-west-${n}` })))
    else if (n % 7 === 0) await must(home.files.write(processProfile(`p${n - 1}`, '/bin/x y')))
    else await must(home.files.write(keysProfile(`p${n}`)))
    states.push(await bytesOf(home.paths))
  }
  return states
}

test('the last 20 states come back one by one, and forward again', async () => {
  await put(home.paths.awsConfig, '# mine\r\n[default]\r\nregion = x', 0o644)
  const states = await change(20)
  expect(new Set(states.map(state => JSON.stringify(state))).size).toBe(21)
  for (let n = 19; n >= 0; n--) {
    await must(openProfiles(home.env).files.undo())
    expect(await bytesOf(home.paths)).toEqual(states[n])
  }
  expect(await home.files.undo()).toEqual(none)
  expect(await bytesOf(home.paths)).toEqual(states[0])
  expect((await stat(home.paths.awsConfig)).mode & 0o777).toBe(0o644)
  for (let n = 1; n <= 20; n++) {
    await must(home.files.redo())
    expect(await bytesOf(home.paths)).toEqual(states[n])
  }
  expect(await home.files.redo()).toEqual(none)
  await must(home.files.undo(20))
  expect(await bytesOf(home.paths)).toEqual(states[0])
  await must(home.files.undo(-20))
  expect(await bytesOf(home.paths)).toEqual(states[20])
})

test('older states go, and what is kept is sealed', async () => {
  const states = await change(26)
  expect(await home.files.undo(21)).toEqual({ ok: false, failure: { kind: 'nothing-to-undo', kept: 20 } })
  expect(await bytesOf(home.paths)).toEqual(states[26])
  await must(home.files.undo(20))
  expect(await bytesOf(home.paths)).toEqual(states[6])
  const [pair] = await readdir(home.paths.profileHistory)
  const folder = join(home.paths.profileHistory, pair as string)
  const names = await readdir(folder)
  expect(names.filter(name => name.endsWith('.sealed')).length).toBe(21)
  for (const name of names) {
    const path = join(folder, name)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readFile(path, 'latin1')).not.toMatch(/secret\/|aws_|token\//)
  }
  expect(((await stat(folder)).mode | (await stat(home.paths.profileHistory)).mode) & 0o077).toBe(0)
})

test('what others wrote since stays; only our blocks go back', async () => {
  await put(home.paths.awsConfig, '[default]\nregion = x\n')
  await must(home.files.write(keysProfile('a')))
  const { config } = await bytesOf(home.paths)
  await put(
    home.paths.awsConfig,
    `${config?.replace('region = x', 'region = changed')}[profile theirs]\nk = v\n`,
  )
  await must(home.files.write(keysProfile('b')))
  const undone = await home.files.undo(2)
  expect(undone).toMatchObject({ ok: true, value: { profiles: ['b', 'a'] } })
  expect(undone.ok && undone.value.notices.join()).toMatch(
    /was changed since: that stays, and only Switchyard's own blocks go back/,
  )
  const theirs = '[default]\nregion = changed\n[profile theirs]\nk = v\n'
  expect(await bytesOf(home.paths)).toEqual({ config: theirs, credentials: null })
  await must(home.files.redo())
  expect((await bytesOf(home.paths)).config?.startsWith(theirs)).toBe(true)
})

test('a profile that someone else made since is left to them', async () => {
  await must(home.files.write(keysProfile('a')))
  await must(home.files.remove(['a']))
  await put(home.paths.awsCredentials, '[a]\naws_access_key_id = AKIATHEIRS0000000001\n')
  const undone = await home.files.undo()
  expect(undone.ok && undone.value.notices.join()).toMatch(/Another program has made a profile a/)
  expect((await bytesOf(home.paths)).credentials).toBe('[a]\naws_access_key_id = AKIATHEIRS0000000001\n')
})

test('renewed keys are no state of their own, and undoing another change leaves them alone', async () => {
  await must(home.files.write(keysProfile('a')))
  await must(home.files.write(keysProfile('b')))
  const renewed = keysProfile('a')
  for (let n = 0; n < 3; n++) await must(home.files.write(renewed))
  expect(await home.files.history()).toMatchObject([
    { what: 'write', profiles: ['b'], undone: false },
    { what: 'write', profiles: ['a'], undone: false },
  ])
  await must(home.files.undo())
  const { credentials } = await bytesOf(home.paths)
  expect(credentials).not.toContain('[b]')
  expect(renewed.mode === 'keys' && credentials?.includes(renewed.credentials.accessKeyId)).toBe(true)
})

test('states that were taken back stay reachable after a new change', async () => {
  const states = await change(4)
  await must(home.files.undo(3))
  await must(home.files.write(keysProfile('other')))
  const shown = await home.files.history()
  expect(shown.map(({ what }) => what)).toEqual(['write', 'undo', 'write', 'write', 'write', 'write'])
  await must(home.files.undo())
  expect(await bytesOf(home.paths)).toEqual(states[1])
  await must(home.files.undo())
  expect(await bytesOf(home.paths)).toEqual(states[4])
  await must(home.files.undo(4))
  expect(await bytesOf(home.paths)).toEqual(states[0])
})

test('a replaced foreign profile comes back in its place although the file changed since', async () => {
  const text =
    '[profile x]\nk = v\n\n# about a\n[profile a]\nregion = mine\ns3 =\n  k = v\n\n[profile z]\nk = v'
  await put(home.paths.awsConfig, text)
  await must(home.files.write(keysProfile('a'), { replaceForeign: true }))
  const { config } = await bytesOf(home.paths)
  await put(home.paths.awsConfig, `${config}\n[profile new]\nk = v\n`)
  await must(home.files.undo())
  expect(await bytesOf(home.paths)).toEqual({
    config: `${text}\n[profile new]\nk = v\n`,
    credentials: null,
  })
})

test('states belong to the files they were taken of', async () => {
  await must(home.files.write(keysProfile('a')))
  const other = { ...home.env, AWS_CONFIG_FILE: join(home.folder, 'other-config') }
  expect(await openProfiles(other).files.undo()).toEqual(none)
})

test('a kept state that was altered is refused, and nothing changes', async () => {
  await must(home.files.write(keysProfile('a')))
  const before = await bytesOf(home.paths)
  const folder = join(home.paths.profileHistory, (await readdir(home.paths.profileHistory))[0] as string)
  for (const name of await readdir(folder))
    if (name.endsWith('.sealed')) await put(join(folder, name), 'SWYSEAL\x01 but not ours')
  expect(await home.files.undo()).toMatchObject({ ok: false, failure: { kind: 'vault-damaged' } })
  expect(await bytesOf(home.paths)).toEqual(before)
})

test('a profile that takes the place of another is one step, unless something happened in between', async () => {
  await put(home.paths.awsConfig, '[default]\nregion = x', 0o600)
  await must(home.files.write(keysProfile('old')))
  const before = await bytesOf(home.paths)
  await must(home.files.write(keysProfile('new')))
  await must(home.files.remove(['old'], { partOf: 'new' }))
  const after = await bytesOf(home.paths)
  expect((await home.files.history()).map(({ what, profiles }) => [what, profiles])).toEqual([
    ['write', ['new', 'old']],
    ['write', ['old']],
  ])
  await must(home.files.undo())
  expect(await bytesOf(home.paths)).toEqual(before)
  await must(openProfiles(home.env).files.redo())
  expect(await bytesOf(home.paths)).toEqual(after)

  await must(home.files.write(keysProfile('newer')))
  const between = await bytesOf(home.paths)
  await must(home.files.write(keysProfile('other')))
  await must(home.files.remove(['other']))
  expect(await bytesOf(home.paths)).toEqual(between)
  await must(home.files.remove(['new'], { partOf: 'newer' }))
  await must(home.files.undo())
  expect(await bytesOf(home.paths)).toEqual(between)
  expect((await home.files.history())[0]).toMatchObject({ what: 'remove', profiles: ['new'], undone: true })
})

test('what undoing would do is said by name, and nothing is written', async () => {
  await must(home.files.write(keysProfile('one')))
  await must(home.files.write(keysProfile('two')))
  await must(home.files.remove(['one']))
  const before = await bytesOf(home.paths)
  const seen = await home.files.previewUndo(1)
  expect(seen).toMatchObject({ ok: true, value: { back: ['one'], gone: [], other: [], notices: [] } })
  expect(await home.files.previewUndo(2)).toMatchObject({
    ok: true,
    value: { back: ['one'], gone: ['two'], files: [home.paths.awsConfig, home.paths.awsCredentials] },
  })
  expect(await home.files.previewUndo(4)).toEqual({
    ok: false,
    failure: { kind: 'nothing-to-undo', kept: 3 },
  })
  expect(await bytesOf(home.paths)).toEqual(before)
  await must(home.files.undo(2))
  expect(
    (await home.files.list()).ok && (await home.files.history()).filter(state => state.undone),
  ).toHaveLength(2)
})
