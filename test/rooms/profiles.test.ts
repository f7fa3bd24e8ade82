// The profiles room on a real disk: what it writes is what the AWS tools read, and it leaves nothing behind.
import { execFile } from 'node:child_process'
import { readdir, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { fromIni } from '@aws-sdk/credential-providers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { awsCommand, readAsJavaScript, whyNoAws } from '../support/aws-readers.ts'
import {
  bytesOf,
  keysProfile,
  makeProfileHome,
  type ProfileHome,
  processProfile,
  put,
} from '../support/profile-home.ts'

const run = promisify(execFile)
let home: ProfileHome
beforeEach(async () => {
  home = await makeProfileHome()
})
afterEach(() => rm(home.folder, { recursive: true, force: true }))

const config =
  '# my own\r\n[default]\r\nregion = eu-north-1\r\n\r\n[profile work]\r\nsso_start_url = https://x.awsapps.com/start#/'
const credentials =
  '[default]\naws_access_key_id=AKIAEXAMPLE000000001\naws_secret_access_key = mine/own\n\n; odd = 1\n'
const withFiles = async (): Promise<void> => {
  await put(home.paths.awsConfig, config, 0o644)
  await put(home.paths.awsCredentials, credentials)
}
const done = (changed: readonly string[], profiles: readonly string[]) => ({
  ok: true,
  value: { changed, profiles, notices: [] },
})

describe('keys', () => {
  test('are written to both files and leave every byte and mode as it was', async () => {
    await withFiles()
    const { awsConfig, awsCredentials } = home.paths
    expect(await home.files.write(keysProfile('acme'))).toEqual(done([awsConfig, awsCredentials], ['acme']))
    expect((await stat(awsConfig)).mode & 0o777).toBe(0o644)
    expect((await bytesOf(home.paths)).config?.startsWith(config)).toBe(true)
    expect(await home.files.remove(['acme'])).toEqual(done([awsConfig, awsCredentials], ['acme']))
    expect(await bytesOf(home.paths)).toEqual({ config, credentials })
    expect((await stat(awsConfig)).mode & 0o777).toBe(0o644)
    expect(await readdir(dirname(awsConfig))).toEqual(['config', 'credentials'])
  })

  test('make private files where there were none, and take them away', async () => {
    expect((await home.files.write(keysProfile('acme'))).ok).toBe(true)
    for (const path of [home.paths.awsConfig, home.paths.awsCredentials])
      expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect((await stat(dirname(home.paths.awsConfig))).mode & 0o777).toBe(0o700)
    expect((await home.files.remove(['acme', 'never-there'])).ok).toBe(true)
    expect(await readdir(dirname(home.paths.awsConfig))).toEqual([])
  })

  test('are renewed in place', async () => {
    await home.files.write(keysProfile('acme'))
    await home.files.write(keysProfile('beta'))
    const before = await bytesOf(home.paths)
    const renewed = keysProfile('acme')
    expect(await home.files.write(renewed)).toEqual(done([home.paths.awsCredentials], ['acme']))
    const after = await bytesOf(home.paths)
    expect(after.config).toBe(before.config)
    expect(after.credentials?.indexOf('[acme]')).toBe(before.credentials?.indexOf('[acme]'))
    expect(await home.files.write(renewed)).toEqual(done([], []))
  })

  const reason = whyNoAws()
  test.skipIf(reason !== null)(`the real aws reads them ${reason ?? ''}`, async () => {
    await withFiles()
    const names = ['acme', 'a:b/c', 'x@y.z+1%', '-dash', 'default-2']
    const blocks = names.map(name => keysProfile(name))
    expect((await home.files.writeMany(blocks)).ok).toBe(true)
    const { stdout: listed } = await run(awsCommand, ['configure', 'list-profiles'], { env: home.env })
    expect(listed.trim().split('\n')).toEqual(['default', 'work', ...names])
    for (const block of blocks) {
      const env = { ...home.env, AWS_PROFILE: block.profile }
      const { stdout } = await run(awsCommand, ['configure', 'export-credentials'], { env })
      if (block.mode !== 'keys') throw new Error('keys were written')
      expect(JSON.parse(stdout)).toMatchObject({
        AccessKeyId: block.credentials.accessKeyId,
        SecretAccessKey: block.credentials.secretAccessKey.reveal(),
        SessionToken: block.credentials.sessionToken.reveal(),
      })
      const region = await run(awsCommand, ['configure', 'get', 'region'], { env })
      expect(region.stdout).toBe('eu-west-1\n')
    }
  })

  test('the JS SDK reads them', async () => {
    await withFiles()
    const block = keysProfile('acme', { expiresAt: Date.UTC(2040, 0, 1) })
    await home.files.write(block)
    if (block.mode !== 'keys') throw new Error('keys were written')
    const { awsConfig, awsCredentials } = home.paths
    const load = fromIni({
      profile: 'acme',
      filepath: awsCredentials,
      configFilepath: awsConfig,
      ignoreCache: true,
    })
    expect(await load()).toMatchObject({
      accessKeyId: block.credentials.accessKeyId,
      secretAccessKey: block.credentials.secretAccessKey.reveal(),
      sessionToken: block.credentials.sessionToken.reveal(),
    })
    const texts = await bytesOf(home.paths)
    const read = await readAsJavaScript(texts.config ?? '', texts.credentials ?? '')
    expect(read.config.acme).toEqual({ region: 'eu-west-1' })
    expect(read.credentials.default).toEqual({
      aws_access_key_id: 'AKIAEXAMPLE000000001',
      aws_secret_access_key: 'mine/own',
    })
  })
})

describe('a process', () => {
  test('is run by the real aws and by the JS SDK', async () => {
    const script = join(home.folder, 'launcher')
    const answer = {
      Version: 1,
      AccessKeyId: 'ASIAPROCESS0000000001',
      SecretAccessKey: 's',
      SessionToken: 't',
    }
    await writeFile(
      script,
      `#!/bin/sh\n[ "$1" = ops-hub:acme/A=b,c@d ] && echo '${JSON.stringify(answer)}'\n`,
      {
        mode: 0o700,
      },
    )
    await home.files.write(keysProfile('acme'))
    expect(await home.files.write(processProfile('acme', `${script} ops-hub:acme/A=b,c@d`))).toMatchObject({
      ok: true,
      value: { profiles: ['acme'] },
    })
    const texts = await bytesOf(home.paths)
    expect(texts.credentials).toBeNull()
    expect(await home.files.list()).toEqual({
      ok: true,
      value: [
        {
          profile: 'acme',
          mode: 'process',
          region: 'eu-central-1',
          target: 'ops-hub:acme/acme-production',
          files: [home.paths.awsConfig],
        },
      ],
    })
    const { awsConfig, awsCredentials } = home.paths
    const load = fromIni({
      profile: 'acme',
      filepath: awsCredentials,
      configFilepath: awsConfig,
      ignoreCache: true,
    })
    expect(await load()).toMatchObject({ accessKeyId: 'ASIAPROCESS0000000001' })
    if (whyNoAws() !== null) return
    const { stdout } = await run(awsCommand, ['configure', 'export-credentials', '--profile', 'acme'], {
      env: home.env,
    })
    expect(JSON.parse(stdout)).toMatchObject(answer)
  })
})

describe('somebody else’s profile', () => {
  test.each([
    ['config', '[profile "acme"]\nregion = x\n'],
    ['credentials', '[acme]\naws_access_key_id = AKIAMINE000000000001\naws_secret_access_key = mine\n'],
  ] as const)('in the %s file is not touched without a yes, and undo brings it back', async (file, text) => {
    const path = file === 'config' ? home.paths.awsConfig : home.paths.awsCredentials
    await put(path, text)
    for (const block of [keysProfile('acme'), processProfile('acme', '/bin/x y')]) {
      expect(await home.files.write(block)).toEqual({
        ok: false,
        failure: { kind: 'foreign-profile', profile: 'acme', path },
      })
      expect((await bytesOf(home.paths))[file]).toBe(text)
    }
    expect(await home.files.check('acme')).toEqual({ ok: true, value: { foreign: [path], problems: [] } })
    expect((await home.files.write(processProfile('acme', '/bin/x y'), { replaceForeign: true })).ok).toBe(
      true,
    )
    expect(JSON.stringify(await bytesOf(home.paths))).not.toContain('mine')
    expect((await home.files.remove(['acme'])).ok).toBe(true)
    expect((await home.files.undo(2)).ok).toBe(true)
    expect((await bytesOf(home.paths))[file]).toBe(text)
  })

  test('one foreign name stops a whole list', async () => {
    await put(home.paths.awsConfig, '[profile b]\nregion = x\n')
    expect((await home.files.writeMany([keysProfile('a'), keysProfile('b')])).ok).toBe(false)
    expect(await bytesOf(home.paths)).toEqual({ config: '[profile b]\nregion = x\n', credentials: null })
  })
})

describe('files that a tool refuses', () => {
  test.each([
    ['a duplicate section', '[profile a]\nregion = x\n[profile a]\nregion = y\n', 3],
    ['a byte order mark', '\u00EF\u00BB\u00BF[default]\nregion = x\n', 1],
    ['a junk line', '[default]\nregion = x\njunk\n', 3],
    ['a key before any section', 'region = x\n[default]\n', 1],
    ['bytes that are no UTF-8', '[default]\n# caf\u00E9\n', 2],
  ])('%s: nothing is written, and what was ours still goes', async (_, text, line) => {
    await home.files.write(keysProfile('old'))
    const clean = await bytesOf(home.paths)
    const broken = { ...clean, config: text + clean.config }
    await put(home.paths.awsConfig, broken.config)
    expect(await home.files.write(keysProfile('acme'))).toMatchObject({
      ok: false,
      failure: { kind: 'file-invalid', path: home.paths.awsConfig, problems: [{ line }] },
    })
    expect(await bytesOf(home.paths)).toEqual(broken)
    expect(await home.files.check('acme')).toMatchObject({
      ok: true,
      value: { problems: [{ path: home.paths.awsConfig, problem: { line } }] },
    })
    const removed = await home.files.remove(['old'])
    expect(removed.ok && removed.value.notices.length).toBe(1)
    expect(await bytesOf(home.paths)).toEqual({ config: text, credentials: null })
  })

  test('settings that leak into every profile are a notice, not a refusal', async () => {
    await put(home.paths.awsCredentials, '[DEFAULT]\naws_access_key_id = AKIALEAKS0000000001\n')
    const written = await home.files.write(processProfile('acme', '/bin/x y'))
    expect(written.ok && written.value.notices).toEqual([
      `${home.paths.awsCredentials}, line 1: Settings in [DEFAULT] leak into every profile for the AWS CLI and boto3; [default] is the profile.`,
    ])
  })

  test('a file that need not be written may be as broken as it likes', async () => {
    await put(home.paths.awsCredentials, '[a]\n[a]\n')
    expect((await home.files.write(processProfile('acme', '/bin/x y'))).ok).toBe(true)
  })

  test('a damaged block of ours is reported and left, the others go', async () => {
    await home.files.writeMany([keysProfile('a'), keysProfile('b')])
    const { credentials: whole } = await bytesOf(home.paths)
    await put(home.paths.awsCredentials, (whole ?? '').replace('# <<< switchyard a\n', ''))
    expect(await home.files.remove(['a', 'b'])).toMatchObject({
      ok: false,
      failure: { kind: 'file-invalid', path: home.paths.awsCredentials, problems: [{ line: 1, path: 'a' }] },
    })
    expect((await bytesOf(home.paths)).credentials).not.toContain('[b]')
    expect((await bytesOf(home.paths)).credentials).toContain('[a]')
  })
})
