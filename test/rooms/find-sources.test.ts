// What other tools leave in a home: found where each keeps it, counted, read through no link that leads out, and imported.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findSources } from '../../main/catalog-import/find-sources.ts'
import { catalogNameFor, openFound, previewFound } from '../../main/catalog-import/read-found.ts'
import { resolvePaths } from '../../main/disk/paths.ts'
import { sample } from '../support/import-sample.ts'
import { good } from '../support/sign-in-room.ts'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'switchyard-found-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const put = (path: string, text: string): string => {
  const file = join(home, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}
const env = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({ HOME: home, PATH: '/nowhere', ...more })
const find = (more: NodeJS.ProcessEnv = {}) =>
  findSources({ env: env(more), paths: resolvePaths(env(more), 'linux'), platform: 'linux' })
const said = async (more: NodeJS.ProcessEnv = {}) =>
  (await find(more)).map(({ name, path, holds, suggested }) => [name, path, holds, suggested])
const options = { account: null, platform: 'linux' as const, env: {} }

describe('a home', () => {
  test('without any of them has nothing', async () => {
    put('.bashrc', 'export A=1\n')
    expect(await find()).toEqual([])
  })

  test('with all of them lists each, with what it holds', async () => {
    put('.aws/config', sample('aws-config.ini'))
    put('.Leapp/Leapp-lock.json', sample('leapp-lock.json'))
    put('.granted/config', sample('granted-config.toml'))
    put('.granted/registries/platform/granted.yml', sample('granted-registry/granted.yml'))
    put('.config/aws-sso/config.yaml', sample('aws-sso-cli.yaml'))
    put('Downloads/aws-extend-switch-roles.txt', sample('aesr.ini'))
    expect(await said()).toEqual([
      [
        '~/.aws/config',
        '~/.aws/config',
        expect.stringMatching(/^\d+ profiles, \d+ with role_arn, \d+ of a portal$/),
        true,
      ],
      ['Leapp', '~/.Leapp/Leapp-lock.json', 'encrypted, opened when you import it', true],
      ['Granted', '~/.granted/config', expect.stringMatching(/^\d+ portals?, \d+ registr(y|ies)$/), true],
      [
        'Granted registry platform',
        '~/.granted/registries/platform/granted.yml',
        expect.stringMatching(/^\d+ files? of profiles$/),
        true,
      ],
      [
        'aws-sso-cli',
        '~/.config/aws-sso/config.yaml',
        expect.stringMatching(/^\d+ portals?, \d+ accounts?$/),
        true,
      ],
      [
        'AWS Extend Switch Roles',
        '~/Downloads/aws-extend-switch-roles.txt',
        expect.stringMatching(/^\d+ roles$/),
        false,
      ],
    ])
  })

  test('a plain workspace of Leapp is counted', async () => {
    put('.Leapp/Leapp-lock.json', sample('leapp-workspace.json'))
    const { _sessions, _awsSsoIntegrations } = JSON.parse(sample('leapp-workspace.json'))
    expect(await said()).toEqual([
      [
        'Leapp',
        '~/.Leapp/Leapp-lock.json',
        `${_sessions.length} sessions, ${_awsSsoIntegrations.length} integration${_awsSsoIntegrations.length === 1 ? '' : 's'}`,
        true,
      ],
    ])
  })

  test('aws-vault reads the same file by its own rules, and is then the one to take; its keys are counted, not read', async () => {
    put('.aws/config', '[profile ops]\nregion = eu-west-1\n')
    expect((await said()).map(([name]) => name)).toEqual(['~/.aws/config'])
    const key = put('.awsvault/keys/ops', 'secret')
    chmodSync(key, 0)
    expect(await said()).toEqual([
      ['~/.aws/config', '~/.aws/config', '1 profile', false],
      ['aws-vault', '~/.aws/config', 'the same file by its rules, 1 key stays in its folder', true],
    ])
    rmSync(join(home, '.awsvault'), { recursive: true })
    put('.aws/config', '[profile ops]\nmfa_process = ykman oath\n')
    expect((await said())[1]).toEqual([
      'aws-vault',
      '~/.aws/config',
      'the same file by its rules, its keys stay in the keychain',
      true,
    ])
  })

  test('blocks that are ours are no source', async () => {
    const ours =
      '# >>> switchyard acme (managed; edits here are lost)\n[profile acme]\nregion = eu-west-1\n# <<< switchyard acme\n'
    put('.aws/config', ours)
    expect(await find()).toEqual([])
    put(
      '.aws/config',
      `${ours}[profile mine]\nrole_arn = arn:aws:iam::100000000101:role/R\nsource_profile = ops\n`,
    )
    expect((await said())[0]?.[2]).toBe('1 profile, 1 with role_arn')
  })

  test('places that the person named are theirs', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'switchyard-elsewhere-'))
    try {
      writeFileSync(join(elsewhere, 'aws'), '[profile ops]\nregion = eu-west-1\n')
      mkdirSync(join(elsewhere, 'granted'))
      writeFileSync(join(elsewhere, 'granted', 'config'), sample('granted-config.toml'))
      const found = await find({ AWS_CONFIG_FILE: join(elsewhere, 'aws'), XDG_CONFIG_HOME: elsewhere })
      expect(found.map(({ name, path }) => [name, path])).toEqual([
        [join(elsewhere, 'aws'), join(elsewhere, 'aws')],
        ['Granted', join(elsewhere, 'granted', 'config')],
      ])
    } finally {
      rmSync(elsewhere, { recursive: true })
    }
  })
})

describe('what is not the person’s', () => {
  test('a link out of the home is not followed, one inside is', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'switchyard-outside-'))
    try {
      writeFileSync(join(outside, 'config'), '[profile theirs]\nregion = eu-west-1\n')
      mkdirSync(join(home, '.aws'))
      symlinkSync(join(outside, 'config'), join(home, '.aws', 'config'))
      expect(await find()).toEqual([])
      // A whole folder that leads out is the same.
      writeFileSync(join(outside, 'Leapp-lock.json'), sample('leapp-workspace.json'))
      symlinkSync(outside, join(home, '.Leapp'))
      expect(await find()).toEqual([])
      rmSync(join(home, '.aws', 'config'))
      symlinkSync(put('dotfiles/aws', '[profile mine]\nregion = eu-west-1\n'), join(home, '.aws', 'config'))
      expect(await said()).toEqual([['~/.aws/config', '~/.aws/config', '1 profile', true]])
    } finally {
      rmSync(outside, { recursive: true })
    }
  })

  test('a registry’s file beyond its folder is not read', async () => {
    put('secrets.ini', '[profile stolen]\nsso_account_id = 100000000101\n')
    put('.granted/registries/team/granted.yml', 'awsConfig:\n  - ../../../secrets.ini\n')
    const [found] = await find()
    if (!found) throw new Error('It was not found.')
    const opened = good(await openFound(found, options))
    expect(opened.as('catalog', 'team')).toMatchObject({ ok: false, failure: { kind: 'file-invalid' } })
  })

  test('a pipe, a folder, noise and nine megabytes hold nothing up', async () => {
    mkdirSync(join(home, '.aws'))
    execFileSync('mkfifo', [join(home, '.aws', 'config')])
    mkdirSync(join(home, '.Leapp', 'Leapp-lock.json'), { recursive: true })
    put('.granted/config', '\u0000\u0001 [[[')
    put('.aws-sso/config.yaml', `SSOConfig: ${'x'.repeat(9 * 1024 * 1024)}`)
    expect(await find()).toEqual([])
  })
})

describe('a preview', () => {
  test('says what would be added, and each loss, in the window’s words', async () => {
    put('.aws/config', sample('aws-config.ini'))
    const [found] = await find()
    if (!found) throw new Error('It was not found.')
    const preview = await previewFound(found, 'aws-config', options)
    expect(preview).toMatchObject({
      failure: null,
      catalog: 'aws-config',
      suggested: 'personal',
      asksAccount: false,
    })
    const { catalog, personal } = preview.readings ?? {}
    expect(catalog?.accounts).toBeGreaterThan(3)
    // A shared catalog cannot run commands: the personal layer holds more.
    expect(personal?.roles).toBeGreaterThan(catalog?.roles ?? 0)
    expect(personal?.signIns).toContain('vendor: the command /opt/vendor creds/get')
    expect(catalog?.losses.join(' ')).toContain('add it to your personal layer')
    expect(JSON.stringify(preview)).not.toMatch(/--account|--personal|--machine-id/)
  })

  test('asks for the account of users whose file does not say it, and carries them over then', async () => {
    put('.aws/config', '[profile x]\nrole_arn = arn:aws:iam::100000000101:role/R\nsource_profile = ops\n')
    const [found] = await find()
    if (!found) throw new Error('It was not found.')
    const without = await previewFound(found, 'mine', options)
    expect(without).toMatchObject({ asksAccount: true, readings: { catalog: { roles: 0 } } })
    const given = await previewFound(found, 'mine', { ...options, account: '100000000002' })
    expect(given).toMatchObject({
      asksAccount: true,
      readings: { catalog: { roles: 1, signIns: ['ops: an IAM user in ops'] } },
    })
  })

  test('opens Leapp’s workspace only now, and says it when the machine was another', async () => {
    put('.Leapp/Leapp-lock.json', sample('leapp-lock.json'))
    const [found] = await find()
    if (!found) throw new Error('It was not found.')
    const preview = await previewFound(found, 'leapp', options)
    expect(preview).toMatchObject({ readings: null, failure: { kind: 'file-invalid' } })
  })

  test('names a catalog after its tool or registry, and never after another', async () => {
    put('.granted/config', sample('granted-config.toml'))
    put('.granted/registries/platform/granted.yml', sample('granted-registry/granted.yml'))
    const [config, registry] = await find()
    if (!config || !registry) throw new Error('They were not found.')
    expect(catalogNameFor(config, () => false)).toBe('granted')
    expect(catalogNameFor(registry, () => false)).toBe('platform')
    expect(catalogNameFor(config, name => ['granted', 'granted-2'].includes(name))).toBe('granted-3')
  })

  test('leaves the found file as it is', async () => {
    const file = put('.aws/config', sample('aws-config.ini'))
    const [found] = await find()
    if (!found) throw new Error('It was not found.')
    await previewFound(found, 'aws-config', options)
    expect(readFileSync(file, 'utf8')).toBe(sample('aws-config.ini'))
  })
})
