// The command line reads the same settings as the window; a file that broke leaves the last good ones in force, and is said.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshCode, run, settledWorld } from '../support/cli-world.ts'

test('what the file says is in force; broken, the last good is, and doctor and assume say so', async () => {
  const { env, control } = await settledWorld()
  const file = join(env.SWITCHYARD_HOME ?? '', 'settings.json')
  writeFileSync(file, '{"profileMode":"process","profileName":"{tag:client}.{role}"}')
  const code = ['--mfa-code', await freshCode(control)]
  const first = await run(env, ['assume', 'acme', '--json', ...code])
  expect(JSON.parse(first.stdout)).toMatchObject({ mode: 'process', profile: 'acme.acme-production' })
  expect(first.stdout).not.toContain('settings.json')
  expect(readFileSync(env.AWS_CONFIG_FILE ?? '', 'utf8')).toContain('credential_process')
  // One template for all; the catalog's own where an account lacks what it names, the person's own name before both.
  writeFileSync(
    join(env.SWITCHYARD_HOME ?? '', 'personal.yaml'),
    'switchyard: 1\nname: personal\ncatalogs: { ops-hub: { targets: { hooli/hooli-production: { profile: sweets } } } }\n',
  )
  const planned = await run(env, ['profiles', 'write', 'unit=Envs/**', '--dry-run', '--json'])
  const names = (JSON.parse(planned.stdout) as { target: string; profile: string }[]).map(
    ({ target, profile }) => [target.replace(/^ops-hub:/, ''), profile],
  )
  expect(Object.fromEntries(names)).toMatchObject({
    'acme/acme-production': 'acme.acme-production',
    'hooli/hooli-production': 'sweets',
    'staging/staging-environment': 'staging-environment',
  })

  writeFileSync(file, '{"profileMode":')
  const second = await run(env, ['assume', 'globex', '--json'])
  const said = 'settings.json is not used: it is not JSON. The last good settings stay in force.'
  expect(JSON.parse(second.stdout)).toMatchObject({
    mode: 'process',
    notices: expect.arrayContaining([said]),
  })
  const doctor = await run(env, ['doctor', '--json'])
  const checks = JSON.parse(doctor.stdout) as { check: string; ok: boolean; remedy?: string }[]
  expect(checks.find(each => each.check === 'settings')).toMatchObject({
    ok: false,
    remedy: expect.stringContaining(file),
  })
  expect(doctor.code).toBe(1)
  expect(readFileSync(file, 'utf8')).toBe('{"profileMode":')
})
