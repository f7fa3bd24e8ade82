// The AWS files on disks that refuse: full, full half-way, read-only, or something else in their place.
import { execFile, spawnSync } from 'node:child_process'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bytesOf, keysProfile, makeProfileHome, type ProfileHome, put } from '../support/profile-home.ts'

const run = promisify(execFile)
const whole = '# mine\n[default]\nregion = eu-north-1\n\n[profile work]\noutput = json'
let home: ProfileHome
beforeEach(async () => {
  home = await makeProfileHome()
})
afterEach(() => rm(home.folder, { recursive: true, force: true }))

/** A small disk of its own. */
const whyNoMount = (): string | null => {
  if (process.platform === 'linux' && process.geteuid?.() === 0) {
    const tried = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'])
    if (tried.status === 0) return null
  }
  if (process.env.CI) throw new Error('CI needs root on Linux, for small disks of its own.')
  return 'skipped: a small disk can be mounted by root on Linux only'
}
const noMount = whyNoMount()

describe.skipIf(noMount !== null)(`a disk that refuses ${noMount ?? ''}`, () => {
  let disk: string
  beforeEach(async () => {
    disk = dirname(home.paths.awsConfig)
    await mkdir(disk)
    await run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk])
  })
  afterEach(() => run('umount', [disk]))

  test('full: a clear failure, both files as they were, and well again when there is room', async () => {
    await put(home.paths.awsConfig, whole)
    await home.files.write(keysProfile('before'))
    const before = await bytesOf(home.paths)
    await writeFile(join(disk, 'filler'), Buffer.alloc(64 * 1024)).catch(() => {})
    for (let n = 0; n < 3; n++)
      expect(await home.files.write(keysProfile('acme'))).toMatchObject({
        ok: false,
        failure: { kind: 'file-unwritable', path: expect.stringContaining(disk), code: 'ENOSPC' },
      })
    expect(await bytesOf(home.paths)).toEqual(before)
    expect((await readdir(disk)).sort()).toEqual(['config', 'credentials', 'filler'])
    await rm(join(disk, 'filler'))
    expect((await home.files.write(keysProfile('acme'))).ok).toBe(true)
    await home.files.undo(2)
    expect(await bytesOf(home.paths)).toEqual({ config: whole, credentials: null })
  })

  test('full after the first of the two files: that one goes back', async () => {
    await put(home.paths.awsConfig, `${whole}\n# ${'x'.repeat(20_000)}\n`)
    const before = await bytesOf(home.paths)
    // Room for the new credentials file (one page), not for a second copy of the large config file.
    await writeFile(join(disk, 'filler'), Buffer.alloc(24 * 1024))
    expect(await home.files.write(keysProfile('acme'))).toMatchObject({
      ok: false,
      failure: { kind: 'file-unwritable', path: home.paths.awsConfig, code: 'ENOSPC' },
    })
    expect(await bytesOf(home.paths)).toEqual(before)
  })

  test('read-only: a clear failure, nothing changed', async () => {
    await put(home.paths.awsConfig, whole)
    await run('mount', ['-o', 'remount,ro', disk])
    expect(await home.files.write(keysProfile('acme'))).toMatchObject({
      ok: false,
      failure: { kind: 'file-unwritable', code: 'EROFS' },
    })
    expect(await bytesOf(home.paths)).toEqual({ config: whole, credentials: null })
    expect((await home.files.sweep()).ok).toBe(true)
  })
})

test('a folder that is a file, and a file that is a folder, are clear failures', async () => {
  await mkdir(home.paths.awsConfig, { recursive: true })
  expect(await home.files.write(keysProfile('acme'))).toMatchObject({
    ok: false,
    failure: { kind: 'file-unreadable', path: home.paths.awsConfig },
  })
  await rm(dirname(home.paths.awsConfig), { recursive: true })
  await writeFile(dirname(home.paths.awsConfig), '')
  expect((await home.files.write(keysProfile('acme'))).ok).toBe(false)
})
