// `shell`, `prompt` and `completion`: a marked shell of each kind, its exit code, and what Tab offers.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'
import { start } from '../support/run-cli.ts'
import { openTerminal, whyNoTerminal } from '../support/terminal.ts'

let demo: DemoTerminal
let key: string | undefined
beforeAll(async () => {
  demo = await openDemoTerminal('ops-hub')
  await demo.addKey('ops', 'ana')
  const values = await demo.json<Record<string, string>>([
    'env',
    'acme',
    '--mfa-code',
    await demo.code('ana'),
  ])
  key = values.AWS_ACCESS_KEY_ID
})
afterAll(() => demo.stop())

const has = (shell: string): Promise<boolean> =>
  start('sh', ['-c', `command -v ${shell}`], { PATH: process.env.PATH }).ended.then(({ code }) => code === 0)

describe.skipIf(whyNoTerminal())('a shell on a terminal', () => {
  test.each(['bash', 'zsh', 'fish', 'sh'])(
    '%s: marked, with the identity, its code passed on',
    async shell => {
      if (!(await has(shell))) return expect(process.env.CI ?? '').toBe('')
      const home = join(demo.folder, `home-${shell}`)
      mkdirSync(join(home, '.config', 'fish'), { recursive: true })
      // A person's own files run first, and what they set of an identity does not stay.
      const own = 'export AWS_PROFILE=mine AWS_ACCESS_KEY_ID=AKIAMINE; echo own file read\n'
      writeFileSync(join(home, '.bashrc'), own)
      writeFileSync(join(home, '.zshrc'), own)
      writeFileSync(
        join(home, '.config', 'fish', 'config.fish'),
        'set -gx AWS_PROFILE mine; echo own file read\n',
      )
      const terminal = openTerminal(
        { ...demo.env, HOME: home, SHELL: shell, XDG_CONFIG_HOME: '', ZDOTDIR: '' },
        ['shell', 'acme'],
      )
      if (shell !== 'sh') await terminal.sees(/own file read/)
      await terminal.sees(/\(acme\/acme-production\)/)
      terminal.type('echo "id=$AWS_ACCESS_KEY_ID profile=$AWS_PROFILE."\n')
      await terminal.sees(new RegExp(`id=${key} profile=\\.`))
      terminal.type('exit 5\n')
      expect((await terminal.ended).code).toBe(5)
    },
  )
})

describe('a shell', () => {
  const shell = (input: string, more: NodeJS.ProcessEnv = {}, flags: readonly string[] = []) =>
    demo.run(['shell', 'acme', ...flags], { input, env: { SHELL: '/bin/sh', ...more } })

  test('reads commands where there is no terminal', async () => {
    const ran = await shell('echo "$SWITCHYARD_TARGET $AWS_ACCESS_KEY_ID ${AWS_PROFILE-none}"; exit 9\n', {
      AWS_PROFILE: 'other',
    })
    expect(ran).toMatchObject({ code: 9, stdout: `ops-hub:acme/acme-production ${key} none\n` })
  })
  test('with --endpoint holds no key', async () => {
    const ran = await shell(
      'echo "${AWS_ACCESS_KEY_ID-none} ${AWS_CONTAINER_CREDENTIALS_FULL_URI%:*}"\n',
      {},
      ['--endpoint'],
    )
    expect(ran.stdout).toBe('none http://127.0.0.1\n')
  })
  test('is not opened within one: the same is a notice, another a refusal', async () => {
    const inside = { SWITCHYARD_TARGET: 'ops-hub:acme/acme-production' }
    const same = await shell('echo opened\n', inside)
    expect(same).toMatchObject({ code: 0, stdout: '' })
    expect(same.stderr).toContain('already')
    const other = await demo.refused('shell globex', { env: inside })
    expect(other).toMatchObject({ code: 2, kind: 'bad-input', message: expect.stringContaining('already') })
  })
})

describe('prompt', () => {
  test('says target and time left, from the environment alone', async () => {
    const expiresAt = new Date(Date.now() + 47.5 * 60_000).toISOString()
    const env = { SWITCHYARD_TARGET: 'ops-hub:acme/acme-production', AWS_CREDENTIAL_EXPIRATION: expiresAt }
    const away = { ...env, SWITCHYARD_HOME: join(demo.folder, 'no-home-here') }
    expect((await demo.run('prompt', { env: away })).stdout).toBe('(acme/acme-production 47m) \n')
    expect(await demo.json('prompt', { env: away })).toEqual({
      target: 'ops-hub:acme/acme-production',
      expiresAt,
    })
    expect(await demo.run('prompt')).toMatchObject({ code: 0, stdout: '' })
  })
})

describe('completion', () => {
  /** What bash offers for a line, its last word being completed. */
  const tab = async (line: string, more: NodeJS.ProcessEnv = {}): Promise<readonly string[]> => {
    const words = line.split(' ')
    const script = `
      switchyard() { "$NODE" "$CLI" "$@"; }
      eval "$SCRIPT"
      COMP_WORDS=(${words.map(word => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
      _switchyard; printf '%s\\n' "\${COMPREPLY[@]}"`
    const { stdout: SCRIPT } = await demo.run('completion bash')
    const env = {
      ...demo.env,
      ...more,
      SCRIPT,
      NODE: process.execPath,
      CLI: join(import.meta.dirname, '../../out/cli.cjs'),
    }
    const { stdout } = await start('bash', ['--norc', '-c', script], env).ended
    return stdout.split('\n').filter(Boolean)
  }

  test('bash: commands, second words, flags, targets, sign-ins', async () => {
    expect(await tab('switchyard sig')).toEqual(['sign-in', 'sign-out', 'sign-ins'])
    expect(await tab('switchyard keys r')).toContain('remove')
    expect(await tab('switchyard assume --pro')).toEqual(['--profile'])
    expect(await tab('switchyard assume acme/')).toEqual([
      'acme/acme-production',
      'acme/OrganizationAccountAccessRole',
    ])
    expect(await tab('switchyard keys add o')).toContain('ops')
    expect(await tab('switchyard catalog diff ops')).toEqual(['ops-hub'])
    expect(await tab('switchyard completion f')).toEqual(['fish'])
  })
  test('without a running app the catalogs on disk know the targets', async () => {
    expect(await tab('switchyard env globex/g', { SWITCHYARD_AGENT: 'off' })).toEqual([
      'globex/globex-production',
    ])
  })
  test.each(['bash', 'zsh', 'fish'])('%s reads its script', async shell => {
    if (!(await has(shell))) return expect(process.env.CI ?? '').toBe('')
    const { stdout } = await demo.run(['completion', shell])
    const path = join(demo.folder, `completion.${shell}`)
    writeFileSync(path, stdout)
    expect(await start(shell, ['-n', path], demo.env).ended).toMatchObject({ code: 0, stderr: '' })
  })
  test('fish offers the same targets', async () => {
    if (!(await has('fish'))) return expect(process.env.CI ?? '').toBe('')
    const { stdout: script } = await demo.run('completion fish')
    const env = {
      ...demo.env,
      SCRIPT: script,
      NODE: process.execPath,
      CLI: join(import.meta.dirname, '../../out/cli.cjs'),
    }
    const ask =
      'function switchyard; $NODE $CLI $argv; end; echo $SCRIPT | source; complete -C "switchyard env globex/g"'
    const { stdout } = await start('fish', ['--no-config', '-c', ask], env).ended
    expect(stdout).toContain('globex/globex-production')
  })
  test('an unknown shell or kind is a usage failure', async () => {
    expect(await demo.refused('completion tcsh')).toMatchObject({ code: 2, kind: 'usage' })
    expect(await demo.refused('completion bash --names people')).toMatchObject({ code: 2, kind: 'usage' })
  })
})
