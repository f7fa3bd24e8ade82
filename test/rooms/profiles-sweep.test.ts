// Files behind links, and cleaning up what has ended or was left half-written.
import { lstat, mkdir, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
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

const config = '# my own\n[default]\nregion = eu-north-1'
const credentials =
  '[default]\naws_access_key_id=AKIAEXAMPLE000000001\naws_secret_access_key = mine/own\n\n; odd = 1\n'
const withFiles = async (): Promise<void> => {
  await put(home.paths.awsConfig, config, 0o644)
  await put(home.paths.awsCredentials, credentials)
}

describe('links', () => {
  test('are followed and stay, also where they lead nowhere yet', async () => {
    const dotfiles = join(home.folder, 'dotfiles')
    await mkdir(dotfiles)
    await mkdir(dirname(home.paths.awsConfig))
    await writeFile(join(dotfiles, 'config'), config, { mode: 0o640 })
    await symlink('../dotfiles/config', home.paths.awsConfig)
    await symlink('../dotfiles/credentials', home.paths.awsCredentials)
    expect((await home.files.write(keysProfile('acme'))).ok).toBe(true)
    expect((await lstat(home.paths.awsConfig)).isSymbolicLink()).toBe(true)
    expect(await readFile(join(dotfiles, 'credentials'), 'utf8')).toContain('[acme]')
    expect((await stat(join(dotfiles, 'config'))).mode & 0o777).toBe(0o640)
    await home.files.remove(['acme'])
    expect(await readFile(join(dotfiles, 'config'), 'latin1')).toBe(config)
    expect(await readdir(dotfiles)).toEqual(['config'])
    expect(await readlink(home.paths.awsCredentials)).toBe('../dotfiles/credentials')
  })
})

describe('sweep', () => {
  test('removes what has ended and half-written profiles, and nothing else', async () => {
    await withFiles()
    const now = Date.now()
    await home.files.writeMany([
      keysProfile('ended', { expiresAt: now - 1000 }),
      keysProfile('lives', { expiresAt: now + 60_000 }),
      processProfile('process', '/bin/x y'),
      keysProfile('half'),
    ])
    const { credentials: all } = await bytesOf(home.paths)
    await put(home.paths.awsCredentials, (all ?? '').replace(/# >>> switchyard half[\s\S]*/, ''))
    const again = openProfiles(home.env)
    expect(await again.files.sweep(now)).toMatchObject({ ok: true, value: { profiles: ['ended', 'half'] } })
    const listed = await again.files.list()
    expect(listed.ok && listed.value.map(owned => owned.profile)).toEqual(['lives', 'process'])
    expect(await again.files.sweep(now)).toEqual({
      ok: true,
      value: { changed: [], profiles: [], notices: [] },
    })
    await again.files.remove(['lives', 'process'])
    expect(await bytesOf(home.paths)).toEqual({ config, credentials })
  })

  test('works while the vault is locked, as removing does; writing does not', async () => {
    await home.files.writeMany([keysProfile('a', { expiresAt: Date.now() - 1000 }), keysProfile('b')])
    await home.vault.lock()
    expect(await home.files.write(keysProfile('c'))).toMatchObject({ failure: { kind: 'vault-locked' } })
    expect(await home.files.sweep()).toMatchObject({ ok: true, value: { profiles: ['a'] } })
    expect(await home.files.remove(['b'])).toMatchObject({ ok: true, value: { profiles: ['b'] } })
    expect(await bytesOf(home.paths)).toEqual({ config: null, credentials: null })
  })
})
