// A full disk and a read-only one: a failure with words, the old state whole, and work again afterwards.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createActivity } from '../../main/activity/record.ts'
import { verifyActivity } from '../../main/activity/verify.ts'
import { createClock } from '../../main/clock.ts'
import { readText } from '../../main/disk/atomic-write.ts'
import { withLock } from '../../main/disk/lock.ts'
import { resolvePaths } from '../../main/disk/paths.ts'
import { createLog } from '../../main/log.ts'
import { jsonKey } from '../../main/vault/vault-key.ts'
import type { ActivityEntry } from '../../shared/activity.ts'
import { tempDisk, whyNoDisk } from '../support/temp-disk.ts'
import type { TempHome } from '../support/temp-home.ts'
import { openVault } from '../support/temp-vault.ts'

const note = jsonKey<unknown>('note', 'a')
const row: ActivityEntry = { what: 'lock', who: 'ana', outcome: 'done', door: 'cli' }
const size = 256 * 1024

const homeOn = (folder: string): TempHome => {
  const env = { HOME: folder, SWITCHYARD_HOME: folder }
  return { folder, env, paths: resolvePaths(env) }
}
/** Takes all space but less than one block. */
const fillDisk = async (folder: string): Promise<string> => {
  const file = join(folder, 'ballast')
  for (const block of [16_384, 4_096]) {
    for (;;) {
      const full = await writeFile(file, Buffer.alloc(block), { flag: 'a' }).then(
        () => false,
        () => true,
      )
      if (full) break
    }
  }
  return file
}

describe.skipIf(whyNoDisk() !== null)(whyNoDisk() ?? 'on a small disk', () => {
  test('a full disk refuses a write of the vault and keeps what was there', async () => {
    const { folder } = await tempDisk(size)
    const home = homeOn(folder)
    const vault = openVault(home)
    await vault.write(note, 'kept')
    const before = await readFile(home.paths.vault)
    const ballast = await fillDisk(folder)
    const full = {
      ok: false,
      failure: { kind: 'file-unwritable', code: 'ENOSPC', said: 'The disk is full.' },
    }
    expect(await vault.write(note, 'x'.repeat(50_000))).toMatchObject(full)
    expect(await vault.read(note)).toEqual({ ok: true, value: 'kept' })
    expect(await openVault(home).read(note)).toEqual({ ok: true, value: 'kept' })
    expect(await readFile(home.paths.vault)).toEqual(before)
    expect((await readdir(folder)).filter(name => name.endsWith('.tmp'))).toEqual([])
    await rm(ballast)
    expect(await vault.write(note, 'x'.repeat(50_000))).toMatchObject({ ok: true })
  })

  test('a full disk refuses a row of the record, leaves no half of one, and goes on later', async () => {
    const { folder } = await tempDisk(size)
    const { paths } = homeOn(folder)
    const activity = createActivity({ path: paths.activity, clock: createClock(), lock: withLock })
    await activity.append(row)
    const ballast = await fillDisk(folder)
    const long = { ...row, detail: 'a long word '.repeat(1_000) }
    expect(await activity.append(long)).toMatchObject({
      ok: false,
      failure: { kind: 'file-unwritable', code: 'ENOSPC' },
    })
    expect((await readFile(paths.activity, 'utf8')).split('\n')).toHaveLength(2)
    await rm(ballast)
    expect(await activity.append(long)).toMatchObject({ ok: true })
    expect(await verifyActivity({ path: paths.activity })).toMatchObject({
      ok: true,
      value: { ok: true, rows: 2 },
    })
  })

  test('a read-only disk lets the vault be read, and refuses to write with a sentence', async () => {
    const { folder, setReadOnly } = await tempDisk(size)
    const home = homeOn(folder)
    await openVault(home).write(note, 'kept')
    await setReadOnly(true)
    const readOnly = {
      ok: false,
      failure: { kind: 'file-unwritable', code: 'EROFS', said: 'The disk is mounted read-only.' },
    }
    const vault = openVault(home)
    expect(await vault.read(note)).toEqual({ ok: true, value: 'kept' })
    expect(await vault.write(note, 'new')).toMatchObject(readOnly)
    expect(await vault.lock()).toMatchObject(readOnly)
    const activity = createActivity({ path: home.paths.activity, clock: createClock(), lock: withLock })
    expect(await activity.append(row)).toMatchObject(readOnly)
    await setReadOnly(false)
    expect(await vault.write(note, 'new')).toMatchObject({ ok: true })
  })

  test('the log never throws, on a full disk or a read-only one', async () => {
    const { folder, setReadOnly } = await tempDisk(size)
    const log = createLog({ folder: join(folder, 'log'), clock: createClock() })
    await fillDisk(folder)
    log.info('not kept')
    await setReadOnly(true)
    expect(log.bug(new Error('not kept either'))).toMatch(/^bug-/)
    expect(await readText(join(folder, 'log', 'switchyard.jsonl'))).toEqual({ ok: true, value: '' })
  })
})
