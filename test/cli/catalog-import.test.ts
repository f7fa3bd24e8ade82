// The built command line makes catalogs of other tools' files, and writes them out again for the real `aws`.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importKinds } from '../../main/catalog-import/imported.ts'
import { awsCommand, whyNoAws } from '../support/aws-readers.ts'
import { run, startWorld } from '../support/cli-world.ts'
import { sample } from '../support/import-sample.ts'
import { document, example, plainEnv } from '../support/run-cli.ts'

const samples = join(import.meta.dirname, '..', 'unit', 'samples')
const files = {
  'aws-config': 'aws-config.ini',
  leapp: 'leapp-workspace.json',
  granted: 'granted-registry/granted.yml',
  'aws-vault': 'aws-vault.ini',
  aesr: 'aesr.ini',
  'aws-sso-cli': 'aws-sso-cli.yaml',
  'terraform-output': 'terraform-output.json',
  atmos: 'atmos.yaml',
} as const

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-import-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const cli = (...args: readonly string[]) => run(plainEnv(folder), args)
const withInput = (input: string, ...args: readonly string[]) => run(plainEnv(folder), args, input)

describe('catalog import', () => {
  test.each(importKinds)('%s: what it prints passes catalog validate, and is added', async kind => {
    const printed = await cli('catalog', 'import', kind, join(samples, files[kind]))
    expect(printed.code).toBe(0)
    const path = join(folder, `${kind}.yaml`)
    writeFileSync(path, printed.stdout)
    expect(await cli('catalog', 'validate', path)).toMatchObject({ code: 0 })
    const said = printed.stderr.split('\n').filter(line => line !== '')
    expect(said.length).toBeGreaterThan(0)
    for (const line of said)
      expect(printed.stdout).toContain(`# - ${line.replace('not carried over: ', '')}\n`)
  })

  test('--json is one document with the catalog and each loss', async () => {
    const printed = await cli(
      'catalog',
      'import',
      'aws-vault',
      join(samples, 'aws-vault.ini'),
      '--name',
      'mine',
      '--json',
    )
    expect(document(printed)).toMatchObject({
      catalog: { name: 'mine', signIns: { people: { kind: 'iam-user', mfa: 'required' } } },
      losses: expect.arrayContaining([
        { where: 'profile prod-read', what: expect.stringContaining('mfa_process') },
      ]),
    })
  })

  test('from a pipe, with --quiet silent', async () => {
    const printed = await withInput(
      sample('terraform-output.json'),
      'catalog',
      'import',
      'terraform-output',
      '-',
      '-q',
    )
    expect(printed).toMatchObject({ code: 0, stderr: '' })
    expect(printed.stdout).toContain('  development: { id: "044444444444" }\n')
  })

  test('--personal makes a personal layer', async () => {
    const printed = await cli(
      'catalog',
      'import',
      'aws-config',
      join(samples, 'aws-config.ini'),
      '--personal',
    )
    expect(printed.stdout).toContain('name: personal\n')
    expect(printed.stdout).toContain('kind: command\n')
    const path = join(folder, 'personal.yaml')
    writeFileSync(path, printed.stdout)
    expect(await cli('catalog', 'validate', path)).toMatchObject({ code: 0 })
  })

  test('a Leapp workspace opens with the id of its machine, and not on another', async () => {
    const locked = join(samples, 'leapp-lock.json')
    const opened = await cli(
      'catalog',
      'import',
      'leapp',
      locked,
      '--machine-id',
      '3b8e1f0c9d2a4e6f8a1b2c3d4e5f6071',
    )
    const plain = await cli('catalog', 'import', 'leapp', join(samples, files.leapp))
    expect(opened.stdout.replace('leapp-lock', 'leapp-workspace')).toBe(plain.stdout)
    const here = await cli('catalog', 'import', 'leapp', locked)
    expect(here).toMatchObject({ code: 7, stdout: '' })
    expect(here.stderr).toContain('--machine-id')
  })

  test('a registry reads no file outside of it', async () => {
    writeFileSync(join(folder, 'outside.ini'), '[profile stolen]\naws_account_id = 100000000001\n')
    const inner = mkdtempSync(join(folder, 'registry-'))
    symlinkSync(join(folder, 'outside.ini'), join(inner, 'link.ini'))
    writeFileSync(join(inner, 'granted.yml'), 'awsConfig:\n  - ../outside.ini\n  - link.ini\n')
    const refused = await cli('catalog', 'import', 'granted', join(inner, 'granted.yml'))
    expect(refused).toMatchObject({ code: 7, stdout: '' })
    expect(refused.stderr).not.toContain('stolen')
  })

  test.each([
    [['word', 'x'], 2, /one of aws-config, leapp/],
    [['aws-config', '/nowhere/config'], 12, /nowhere/],
    [['aws-config', 'x', '--name', 'Not A Name'], 2, /cannot be a catalog/],
    [['aws-config', 'x', '--account', '12'], 2, /12 digits/],
    [['atmos', example('ops-hub')], 7, /no auth part/],
  ] as const)('%j ends with %d', async (words, code, says) => {
    const ended = await cli('catalog', 'import', ...words)
    expect(ended).toMatchObject({ code, stdout: '' })
    expect(ended.stderr).toMatch(says)
  })
})

describe('catalog export', () => {
  test('yaml is the file as it was approved; the others say what they lose', {
    timeout: 60_000,
  }, async () => {
    const { env, folder: home } = await startWorld('sso-landing-zone')
    expect(await run(env, ['catalog', 'add', example('sso-landing-zone')])).toMatchObject({ code: 0 })
    const yaml = await run(env, ['catalog', 'export', 'sso-landing-zone', '--as', 'yaml'])
    expect(await run(env, ['catalog', 'import', 'aesr', '-'], '')).toMatchObject({ code: 0 })
    expect(yaml).toMatchObject({ code: 0, stderr: '' })
    expect(yaml.stdout).toContain('# IAM Identity Center over a landing zone')
    const config = await run(env, ['catalog', 'export', 'sso-landing-zone', '--as', 'aws-config'])
    expect(config.stderr).toContain('Guards are not carried over')
    expect(config.stdout).toContain(
      '[profile development-CrossAccountCICD]\nrole_arn = arn:aws:iam::444444444444:role/CrossAccountCICD\nsource_profile = shared-services-DevOps\nexternal_id = northwind-cicd-2026\n',
    )
    if (!whyNoAws()) {
      const path = join(home, 'exported')
      writeFileSync(path, config.stdout)
      const asked = (...words: string[]): string =>
        execFileSync(awsCommand, words, {
          env: { ...plainEnv(home), AWS_CONFIG_FILE: path, PATH: '/usr/bin:/bin' },
          encoding: 'utf8',
        }).trim()
      expect(asked('configure', 'list-profiles').split('\n')).toContain('production-DevOps')
      expect(asked('configure', 'get', 'sso_account_id', '--profile', 'production-DevOps')).toBe(
        '777777777777',
      )
    }
    const json = await run(env, ['catalog', 'export', 'sso-landing-zone', '--as', 'aesr', '--json'])
    expect(document(json)).toMatchObject({
      name: 'sso-landing-zone',
      as: 'aesr',
      text: expect.stringMatching(/^; /),
    })
    expect(await run(env, ['catalog', 'export', 'sso-landing-zone'])).toMatchObject({ code: 2 })
    expect(await run(env, ['catalog', 'export', 'nobody', '--as', 'yaml'])).toMatchObject({ code: 6 })
  })
})
