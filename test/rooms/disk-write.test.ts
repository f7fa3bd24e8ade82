// Replacing a file: links, modes, comparison, what a foreign program wrote at the last moment, leftovers.
import { spawnSync } from 'node:child_process'
import {
  chmod,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hashOf, readText, swapFile, writeAtomic } from '../../main/disk/atomic-write.ts'
import { tempHome } from '../support/temp-home.ts'

const done = { ok: true, value: undefined }

test('a new file is for its owner alone, its folder too', async () => {
  const { folder } = await tempHome()
  const path = join(folder, 'new', 'file')
  expect(await readText(path)).toEqual({ ok: true, value: null })
  expect(await writeAtomic(path, 'text')).toEqual(done)
  expect(await readText(path)).toEqual({ ok: true, value: 'text' })
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect((await stat(join(folder, 'new'))).mode & 0o777).toBe(0o700)
})

test('an existing file keeps its mode, unless that is not wanted', async () => {
  const { folder } = await tempHome()
  const path = join(folder, 'file')
  await writeFile(path, 'old')
  await chmod(path, 0o644)
  await writeAtomic(path, 'new')
  expect((await stat(path)).mode & 0o777).toBe(0o644)
  await writeAtomic(path, 'newer', { keepMode: false })
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('a link stays a link, also one that leads to a file not made yet', async () => {
  const { folder } = await tempHome()
  await mkdir(join(folder, 'dotfiles'))
  await writeFile(join(folder, 'dotfiles', 'config'), 'old')
  for (const name of ['config', 'unborn']) {
    await symlink(join('dotfiles', name), join(folder, name))
    expect(await writeAtomic(join(folder, name), 'new')).toEqual(done)
    expect(await readlink(join(folder, name))).toBe(join('dotfiles', name))
    expect(await readFile(join(folder, 'dotfiles', name), 'utf8')).toBe('new')
    expect((await lstat(join(folder, 'dotfiles', name))).isFile()).toBe(true)
  }
})

test('links that lead in a circle, and a folder in the place of the file, are failures', async () => {
  const { folder } = await tempHome()
  await symlink('b', join(folder, 'a'))
  await symlink('a', join(folder, 'b'))
  expect(await writeAtomic(join(folder, 'a'), 'x')).toMatchObject({
    ok: false,
    failure: { kind: 'file-unwritable', code: 'ELOOP' },
  })
  await mkdir(join(folder, 'c'))
  expect(await writeAtomic(join(folder, 'c'), 'x')).toMatchObject({
    ok: false,
    failure: { kind: 'file-unwritable', code: 'EISDIR' },
  })
  expect((await readdir(folder)).sort()).toEqual(['a', 'b', 'c', 'home'])
})

test('a file that is not what the caller read is left alone', async () => {
  const { folder } = await tempHome()
  const path = join(folder, 'file')
  expect(await writeAtomic(path, 'one', { expectHash: null })).toEqual(done)
  expect(await writeAtomic(path, 'two', { expectHash: hashOf('one') })).toEqual(done)
  const changed = { ok: false, failure: { kind: 'file-changed', path } }
  expect(await writeAtomic(path, 'three', { expectHash: hashOf('one') })).toEqual(changed)
  expect(await writeAtomic(path, 'three', { expectHash: null })).toEqual(changed)
  expect(await readFile(path, 'utf8')).toBe('two')
  expect(await readdir(folder)).toEqual(expect.not.arrayContaining([expect.stringContaining('.tmp')]))
})

test('what another program writes into the old file at the last moment is handed back', async () => {
  const { folder } = await tempHome()
  const path = join(folder, 'file')
  await writeFile(path, 'old\n')
  const foreign = await open(path, 'a')
  // Held open since before the swap, and written to while it happens, many times over.
  let lines = 0
  const stop = new AbortController()
  const writer = (async () => {
    while (!stop.signal.aborted) {
      await foreign.write('late\n')
      lines++
      await new Promise(resolve => setImmediate(resolve))
    }
  })()
  const swapped = await swapFile(path, 'new\n'.repeat(50_000))
  stop.abort()
  await writer
  await foreign.close()
  expect(lines).toBeGreaterThan(0)
  expect(swapped).toMatchObject({ ok: true })
  expect(swapped.ok && swapped.value.late?.toString()).toMatch(/^old\n(late\n)+$/)
  expect(await readFile(path, 'utf8')).toMatch(/^(new\n)+$/)
})

test('what a killed process left beside the file is swept away, what a living one is writing is not', async () => {
  const { folder } = await tempHome()
  const path = join(folder, 'file')
  const gone = spawnSync(process.execPath, ['-e', '0']).pid
  await writeFile(join(folder, `.file.switchyard-${gone}-00aa11bb.tmp`), 'half')
  await writeFile(join(folder, `.file.switchyard-${process.pid}-00aa11bb.tmp`), 'being written')
  await writeFile(join(folder, '.other.switchyard-1-00aa11bb.tmp'), 'of another file')
  await writeAtomic(path, 'text')
  expect((await readdir(folder)).sort()).toEqual(
    [
      '.other.switchyard-1-00aa11bb.tmp',
      `.file.switchyard-${process.pid}-00aa11bb.tmp`,
      'file',
      'home',
    ].sort(),
  )
})
