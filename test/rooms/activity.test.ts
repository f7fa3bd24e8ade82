// The record: what it keeps, what it withholds, and what its verification finds.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, copyFile, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { chainRow, headOf, readRow } from '../../main/activity/chain.ts'
import { createHeadMark, type HeadMark } from '../../main/activity/head-mark.ts'
import { createActivity } from '../../main/activity/record.ts'
import { verifyActivity } from '../../main/activity/verify.ts'
import { createClock } from '../../main/clock.ts'
import { withLock } from '../../main/disk/lock.ts'
import { createSealer } from '../../main/vault/seal.ts'
import type { ActivityEntry } from '../../shared/activity.ts'
import { tempHome } from '../support/temp-home.ts'
import { openVault } from '../support/temp-vault.ts'

const entry = (detail: string, more: Partial<ActivityEntry> = {}): ActivityEntry => ({
  what: 'session-start',
  who: 'ana',
  target: 'ops-hub:acme/acme-production',
  outcome: 'done',
  door: 'cli',
  detail,
  ...more,
})

const record = async ({ marked = true } = {}) => {
  const home = await tempHome()
  const vault = openVault(home)
  await vault.subkey('anything')
  const mark: HeadMark = createHeadMark({
    path: home.paths.activityHead,
    sealer: createSealer(vault, 'activity'),
  })
  const clock = createClock()
  const { activity: path } = home.paths
  const activity = createActivity({ path, clock, lock: withLock, ...(marked ? { mark } : {}) })
  const add = async (...details: string[]) => {
    for (const detail of details)
      expect(await activity.append(entry(detail))).toEqual({ ok: true, value: undefined })
  }
  const lines = async () => (await readFile(path, 'utf8')).split('\n').slice(0, -1)
  const rewrite = (kept: string[]) => writeFile(path, kept.map(line => `${line}\n`).join(''))
  const verify = async () => {
    const answer = await verifyActivity({ path, mark })
    if (!answer.ok) throw new Error(answer.failure.kind)
    return answer.value
  }
  return { home, vault, clock, path, activity, mark, add, lines, rewrite, verify }
}

test('rows are kept in order, numbered, timed and chained', async () => {
  const { activity, add, clock, path, verify } = await record()
  clock.move(Date.parse('2030-01-02T03:04:05Z') - Date.now())
  await add('one', 'two', 'three')
  const rows = await activity.read()
  if (!rows.ok) throw new Error('not read')
  expect(rows.value.map(({ seq, detail, at }) => [seq, detail, at.slice(0, 19)])).toEqual([
    [1, 'one', '2030-01-02T03:04:05'],
    [2, 'two', '2030-01-02T03:04:05'],
    [3, 'three', '2030-01-02T03:04:05'],
  ])
  expect(rows.value[0]?.prev).toBe('0'.repeat(64))
  expect(rows.value[2]?.prev).toBe(rows.value[1]?.hash)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await verify()).toMatchObject({
    ok: true,
    rows: 3,
    provenUpTo: 3,
    sentence: expect.stringContaining('none is missing'),
  })
})

test('it can be read from a time on, or the newest few, through rows of any length', async () => {
  const { activity, add, clock } = await record()
  await add('old')
  clock.move(3_600_000)
  const since = clock.now()
  for (const [at, length] of [10, 16_384, 40_000, 16_383, 1].entries())
    await add(`${at} ${'é'.repeat(length)}`)
  const all = await activity.read({ since })
  expect(all.ok && all.value.map(row => row.detail?.slice(0, 2))).toEqual(['0 ', '1 ', '2 ', '3 ', '4 '])
  const newest = await activity.read({ limit: 2 })
  expect(newest.ok && newest.value.map(row => row.seq)).toEqual([5, 6])
})

test('an empty record reads as empty and proves as empty', async () => {
  const { activity, verify } = await record()
  expect(await activity.read()).toEqual({ ok: true, value: [] })
  expect(await verify()).toMatchObject({ ok: true, rows: 0, sentence: 'The record is empty.' })
})

test('processes that write at once make one chain', async () => {
  const { path, verify } = await record()
  const main = join(import.meta.dirname, '..', '..', 'main')
  const script = `
    const { createActivity } = await import(${JSON.stringify(join(main, 'activity', 'record.ts'))})
    const { withLock } = await import(${JSON.stringify(join(main, 'disk', 'lock.ts'))})
    const { createClock } = await import(${JSON.stringify(join(main, 'clock.ts'))})
    const activity = createActivity({ path: process.argv[1], clock: createClock(), lock: withLock })
    const rows = Array.from({ length: 20 }, () => activity.append({ what: 'lock', who: 'ana', outcome: 'done', door: 'cli' }))
    if ((await Promise.all(rows)).some(row => !row.ok)) process.exit(1)`
  const codes = await Promise.all(
    [1, 2, 3].map(async () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script, path], {
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      return (await once(child, 'exit'))[0] as number
    }),
  )
  expect(codes).toEqual([0, 0, 0])
  const { rows, faults } = await verify()
  expect(rows).toBe(60)
  // Those processes had no mark to write.
  expect(faults).toEqual([{ line: 0, said: expect.stringContaining('no sealed mark') }])
})

test('a changed, removed, repeated, moved or inserted row is found, with its line', async () => {
  const { add, lines, rewrite, verify } = await record()
  await add('one', 'two', 'three', 'four')
  const whole = await lines()
  const [one = '', two = '', three = '', four = ''] = whole
  const forged = readRow(two)
  if (forged === null) throw new Error('no row')
  const { seq: _seq, at: _at, prev: _prev, hash: _hash, ...old } = forged
  const reHashed = JSON.stringify(
    chainRow({ ...old, who: 'bob' }, headOf(readRow(one) as never), Date.parse(forged.at)),
  )
  const spoils: [string, string[], number][] = [
    ['changed', [one, two.replace('ana', 'bob'), three, four], 2],
    ['changed and hashed anew', [one, reHashed, three, four], 3],
    ['removed', [one, three, four], 2],
    ['first removed', [two, three, four], 1],
    ['repeated', [one, two, two, three, four], 3],
    ['moved', [one, three, two, four], 2],
    ['inserted', [one, '{"seq":2}', two, three, four], 2],
    ['a field added', [one, two.replace('{', '{"breakGlass":false,'), three, four], 2],
  ]
  for (const [name, spoilt, line] of spoils) {
    await rewrite(spoilt)
    const found = await verify()
    expect([name, found.ok, found.faults[0]?.line]).toEqual([name, false, line])
    expect(found.provenUpTo).toBe(0)
  }
  await rewrite(whole)
  expect((await verify()).ok).toBe(true)
})

test('a cut end is found through the sealed mark, also after the record went on', async () => {
  const { add, lines, rewrite, verify } = await record()
  await add('one', 'two', 'three', 'four')
  await rewrite((await lines()).slice(0, 2))
  const cut = { ok: false, faults: [{ line: 0, said: expect.stringContaining('once reached row 4') }] }
  expect(await verify()).toMatchObject(cut)
  await add('five', 'six', 'seven')
  expect(await verify()).toMatchObject(cut)
})

test('a file written anew from the start, and one without its mark, are found', async () => {
  const { add, home, lines, mark, path, rewrite, verify } = await record()
  await add('one', 'two')
  await rm(path)
  expect(await verify()).toMatchObject({ ok: false })
  const other = createActivity({ path, clock: createClock(), lock: withLock })
  for (const detail of ['uno', 'dos']) await other.append(entry(detail))
  expect(await verifyActivity({ path })).toMatchObject({ ok: true, value: { ok: true, provenUpTo: 0 } })
  expect(await verify()).toMatchObject({ ok: false, faults: [{ line: 0 }] })
  await rm(home.paths.activityHead)
  expect(await verify()).toMatchObject({
    ok: false,
    faults: [{ line: 0, said: expect.stringContaining('no sealed mark') }],
  })
  await rewrite(await lines())
  await writeFile(home.paths.activityHead, 'forged')
  expect(await verify()).toMatchObject({
    ok: false,
    faults: [{ line: 0, said: expect.stringContaining('was changed') }],
  })
  expect(await mark.read()).toMatchObject({
    ok: false,
    failure: { kind: 'vault-damaged', path: home.paths.activityHead },
  })
})

test('the mark of another vault proves nothing', async () => {
  const one = await record()
  const other = await record()
  await one.add('one')
  await other.add('one')
  await copyFile(other.home.paths.activityHead, one.home.paths.activityHead)
  expect(await one.verify()).toMatchObject({ ok: false })
})

test('rows written while the vault is locked are chained, said to be unsealed, and sealed by the next', async () => {
  const { add, vault, verify, home } = await record()
  await add('one')
  await vault.lock()
  await add('two', 'three')
  expect(
    await verifyActivity({
      path: home.paths.activity,
      mark: createHeadMark({ path: home.paths.activityHead, sealer: createSealer(vault) }),
    }),
  ).toMatchObject({ ok: false, failure: { kind: 'vault-locked' } })
  await openVault(home).unlock()
  await rm(home.paths.lockMark, { force: true })
  const reopened = openVault(home)
  await reopened.subkey('anything')
  const mark = createHeadMark({ path: home.paths.activityHead, sealer: createSealer(reopened, 'activity') })
  const proof = () => verifyActivity({ path: home.paths.activity, mark })
  expect(await proof()).toMatchObject({
    value: { ok: true, rows: 3, provenUpTo: 1, sentence: expect.stringContaining('the 2 after them') },
  })
  await createActivity({ path: home.paths.activity, clock: createClock(), lock: withLock, mark }).append(
    entry('four'),
  )
  expect(await proof()).toMatchObject({ value: { ok: true, rows: 4, provenUpTo: 4 } })
  void verify
})

test('half a line that a killed process left is dropped, and the chain goes on', async () => {
  const { add, path, verify } = await record()
  await add('one')
  await appendFile(path, '{"seq":2,"at":"20')
  await add('two')
  expect(await verify()).toMatchObject({ ok: true, rows: 2, provenUpTo: 2 })
})

test('text that looks like a secret is withheld, the row is kept', async () => {
  const { activity, path } = await record()
  const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzz41EXAKEY'
  const token = `IQoJb3JpZ2luX2Vj${'aB3/xY9+'.repeat(40)}`
  await activity.append(
    entry(`see ${secret}`, {
      reason: `OPS-1 ${token}`,
      requestIds: [secret, '2f9ee7a1-0000-4000-8000-1234567890ab'],
    }),
  )
  const text = await readFile(path, 'utf8')
  for (const part of [secret, token.slice(0, 30)]) expect(text).not.toContain(part)
  const rows = await activity.read()
  expect(rows.ok && rows.value[0]).toMatchObject({
    detail: '(withheld: looks like a secret)',
    reason: '(withheld: looks like a secret)',
    requestIds: ['(withheld: looks like a secret)', '2f9ee7a1-0000-4000-8000-1234567890ab'],
    target: 'ops-hub:acme/acme-production',
  })
})
