// How a session is handed over: six shells, a child with its code and signals, an endpoint, the process protocol, the console.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { whyNoAws } from '../support/aws-readers.ts'
import { visitConsole } from '../support/console-visit.ts'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'
import { document, start, waitFor } from '../support/run-cli.ts'

const names = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
]
const acme = {
  UserId: expect.stringMatching(/:ana$/),
  Account: '100000000101',
  Arn: 'arn:aws:sts::100000000101:assumed-role/acme-production/ana',
}

let demo: DemoTerminal
let values: Record<string, string>
beforeAll(async () => {
  demo = await openDemoTerminal('ops-hub')
  await demo.addKey('ops', 'ana')
  // No profile is written by this: the session is opened for this shell alone.
  values = await demo.json(['env', 'acme', '--mfa-code', await demo.code('ana')])
})
afterAll(() => demo.stop())

describe('env', () => {
  test('as JSON it is exactly the six variables, and no file was touched', async () => {
    expect(Object.keys(values)).toEqual(names)
    expect(values).toMatchObject({
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/),
      AWS_CREDENTIAL_EXPIRATION: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
    })
    expect(demo.awsFiles()).toEqual({ config: '', credentials: '' })
    expect(document(await demo.run('env acme --shell json'))).toEqual(values)
  })

  test.each(['sh', 'bash'])('%s evaluates it, and a profile that was set is gone', async shell => {
    const { stdout, stderr } = await demo.run('env acme')
    const evaluated = await start(
      shell,
      ['-c', `eval "$TEXT"; env | grep '^AWS_[ADRSC]' | sort; echo "profile: \${AWS_PROFILE-none}"`],
      { PATH: process.env.PATH, TEXT: stdout, AWS_PROFILE: 'other', AWS_DEFAULT_PROFILE: 'other' },
    ).ended
    const expected = names.map(name => `${name}=${values[name]}`).sort()
    expect(evaluated.stdout.trim().split('\n')).toEqual([...expected, 'profile: none'])
    expect(stderr).toBe('')
  })

  test('fish, PowerShell, cmd and dotenv get the same values in their own words', async () => {
    const printed = async (shell: string) => (await demo.run(`env acme --shell ${shell}`)).stdout
    const pairs = (text: string, line: RegExp) =>
      Object.fromEntries([...text.matchAll(line)].map(match => [match[1], match[2]]))
    const fish = await printed('fish')
    expect(pairs(fish, /^set -gx (\w+) '(.*)';$/gm)).toEqual(values)
    expect(fish).toContain('set -e AWS_PROFILE;\n')
    const powershell = await printed('powershell')
    expect(pairs(powershell, /^\$Env:(\w+) = '(.*)'$/gm)).toEqual(values)
    expect(powershell).toContain('Remove-Item Env:AWS_PROFILE -ErrorAction SilentlyContinue\n')
    const cmd = await printed('cmd')
    expect(cmd.endsWith('set "AWS_PROFILE="\r\nset "AWS_DEFAULT_PROFILE="\r\n')).toBe(true)
    expect(pairs(cmd, /^set "(\w+)=(.+)"\r$/gm)).toEqual(values)
    expect(parseEnv(await printed('dotenv'))).toEqual(values)
  })

  test.each(["a'b", 'eu-west-1\nrm -rf', 'eu west', '$(id)', ''])(
    'the region %j is none: 2',
    async region => {
      expect(await demo.refused(['env', 'acme', '--shell', 'cmd', '--region', region])).toMatchObject({
        code: 2,
        kind: 'bad-input',
        path: 'region',
      })
    },
  )

  test('a shell nobody knows is a usage failure', async () => {
    expect(await demo.refused('env acme --shell tcsh')).toMatchObject({ code: 2, kind: 'usage' })
  })
})

describe('exec', () => {
  test('the child has the identity and not what was inherited; its exit code comes through', async () => {
    const script =
      'printf "%s %s %s" "$AWS_ACCESS_KEY_ID" "${AWS_PROFILE-none}" "${AWS_SECURITY_TOKEN-none}"; exit 7'
    const ran = await demo.run(['exec', 'acme', '--', 'sh', '-c', script], {
      env: { AWS_PROFILE: 'other', AWS_SECURITY_TOKEN: 'old' },
    })
    expect(ran).toMatchObject({ code: 7, stdout: `${values.AWS_ACCESS_KEY_ID} none none`, stderr: '' })
  })

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s reaches the child', async signal => {
    const script = `trap 'echo got it; exit 42' TERM INT HUP; echo ready; while :; do sleep 0.05; done`
    const running = demo.start(['exec', 'acme', '--', 'sh', '-c', script])
    await waitFor(running, ({ stdout }) => (stdout().includes('ready') ? true : null))
    running.child.kill(signal)
    expect(await running.ended).toMatchObject({ code: 42, stdout: 'ready\ngot it\n' })
  })

  test('a child that a signal ended counts as 128 + its number, one that is missing as usage', async () => {
    expect((await demo.run(['exec', 'acme', '--', 'sh', '-c', 'kill -9 $$'])).code).toBe(137)
    expect(await demo.refused('exec acme -- no-such-program-here')).toMatchObject({
      code: 2,
      kind: 'command-missing',
    })
    expect(await demo.refused('exec acme')).toMatchObject({ code: 2, kind: 'usage' })
    expect(await demo.refused(['exec', 'acme', '--', ''])).toMatchObject({ code: 2, kind: 'usage' })
    // A folder, a path through a file, a name no system takes: there is something, but no program.
    for (const program of ['/etc', '/etc/passwd/x', 'x'.repeat(300)]) {
      const refused = await demo.refused(['exec', 'acme', '--', program])
      expect(refused).toMatchObject({ code: 2, kind: 'command-missing', title: `${program} cannot be run` })
    }
    expect(await demo.refused(['route', ''])).toMatchObject({ code: 2, detail: 'target: It is empty.' })
  })

  test.skipIf(whyNoAws())(
    '--endpoint: aws takes container credentials, and no key is in the environment',
    async () => {
      const aws = `/usr/bin/aws --endpoint-url "${demo.pointer.url}" --output json sts get-caller-identity`
      const ran = await demo.run(
        [
          'exec',
          'acme',
          '--endpoint',
          '--',
          'sh',
          '-c',
          `${aws}; env | grep -c '^AWS_SECRET_ACCESS_KEY' >&2`,
        ],
        { env: { AWS_ACCESS_KEY_ID: 'AKIAQQQQQQQQQQQQQQQQ', AWS_SECRET_ACCESS_KEY: 'x' } },
      )
      expect(document(ran)).toEqual(acme)
      expect(ran.stderr).toBe('0\n')
    },
  )

  test('the endpoint asks for its token, its path and its host', async () => {
    const script = `echo "$AWS_CONTAINER_CREDENTIALS_FULL_URI $AWS_CONTAINER_AUTHORIZATION_TOKEN"; exec sleep 20`
    const running = demo.start(['exec', 'acme', '--endpoint', '--', 'sh', '-c', script])
    const [uri = '', token = ''] = await waitFor(running, ({ stdout }) =>
      stdout().endsWith('\n') ? stdout().trim().split(' ') : null,
    )
    const ask = async (url: string, authorization?: string) =>
      fetch(url, authorization === undefined ? {} : { headers: { authorization } })
    const good = await ask(uri, token)
    expect(await good.json()).toEqual({
      AccessKeyId: values.AWS_ACCESS_KEY_ID,
      SecretAccessKey: values.AWS_SECRET_ACCESS_KEY,
      Token: values.AWS_SESSION_TOKEN,
      Expiration: values.AWS_CREDENTIAL_EXPIRATION,
      AccountId: '100000000101',
    })
    expect((await ask(uri)).status).toBe(401)
    expect((await ask(uri, 'wrong')).status).toBe(401)
    expect((await ask(new URL('/', uri).href, token)).status).toBe(404)
    running.child.kill('SIGTERM')
    expect((await running.ended).code).toBe(143)
    await expect(ask(uri, token)).rejects.toThrow()
  })
})

describe('credential-process', () => {
  test('answers with the protocol’s document and nothing else', async () => {
    const answered = await demo.run('credential-process ops-hub:acme/acme-production')
    expect(answered).toMatchObject({ code: 0, stderr: '' })
    expect(document(answered)).toEqual({
      Version: 1,
      AccessKeyId: values.AWS_ACCESS_KEY_ID,
      SecretAccessKey: values.AWS_SECRET_ACCESS_KEY,
      SessionToken: values.AWS_SESSION_TOKEN,
      Expiration: values.AWS_CREDENTIAL_EXPIRATION,
      AccountId: '100000000101',
    })
  })

  test('a failure leaves stdout empty, and with --json a document of words', async () => {
    const unknown = await demo.run('credential-process ops-hub:acme/nobody')
    expect(unknown).toMatchObject({ code: 6, stdout: '' })
    expect(unknown.stderr).toMatch(/^switchyard: No target is called “ops-hub:acme\/nobody”\n/)
    expect(await demo.refused('credential-process ops-hub:acme/nobody')).toMatchObject({
      code: 6,
      kind: 'unknown-name',
      what: 'target',
    })
  })

  test.skipIf(whyNoAws())(
    'a profile in process mode holds no key, and the real aws asks through it',
    async () => {
      const assumed = await demo.json('assume globex --mode process')
      expect(assumed).toMatchObject({ mode: 'process', profile: 'globex-production' })
      const { config, credentials } = demo.awsFiles()
      expect(credentials).toBe('')
      expect(config).toMatch(
        /^\[profile globex-production\]\nregion = eu-west-1\ncredential_process = \S+ ops-hub:globex\/globex-production$/m,
      )
      expect(config).not.toContain('ASIA')
      const exported = await demo.aws(['--profile', 'globex-production', 'configure', 'export-credentials'])
      expect(document(exported)).toMatchObject({ Version: 1, AccessKeyId: assumed.accessKeyId })
      const said = await demo.aws(['--profile', 'globex-production', 'sts', 'get-caller-identity'])
      expect(document(said)).toMatchObject({ Account: '100000000102' })
    },
  )

  test.skipIf(whyNoAws())('the same profile works when no app answers', async () => {
    const said = await demo.aws(['--profile', 'globex-production', 'sts', 'get-caller-identity'], {
      SWITCHYARD_AGENT: 'off',
    })
    expect(document(said)).toMatchObject({ Account: '100000000102' })
    expect((await demo.run('stop globex')).code).toBe(0)
    expect(demo.awsFiles()).toEqual({ config: '', credentials: '' })
  })
})

describe('console', () => {
  test('--print shows the address that signs in, in the promised fields', async () => {
    const printed = await demo.json('console acme --service s3 --region eu-central-1 --print')
    expect(printed).toEqual({
      target: 'ops-hub:acme/acme-production',
      url: expect.stringContaining('Action=login'),
      expiresAt: values.AWS_CREDENTIAL_EXPIRATION,
      openedIn: 'printed',
    })
    const page = await visitConsole(String(printed.url))
    expect(page).toContain('<dd id="account-id">100000000101</dd>')
    expect(page).toContain('<dd id="role">acme-production</dd>')
    expect(page).toContain('<dd id="region">eu-central-1</dd>')
    expect((await demo.run('console acme --print')).stdout).toMatch(/^http\S+SigninToken=\S+\n$/)
  })

  test('the browser gets a link that works once and says nothing', async () => {
    const seen = join(demo.folder, 'browser')
    const script = join(demo.folder, 'browser.sh')
    writeFileSync(
      script,
      `printf %s "$1" >'${seen}.argv'\ncurl -s -o /dev/null -w '%{redirect_url}' "$1" >'${seen}.to'\n`,
    )
    const opened = await demo.json('console acme --in window', {
      env: { SWITCHYARD_BROWSER: `sh ${script} {url}` },
    })
    expect(opened).toEqual({
      target: 'ops-hub:acme/acme-production',
      expiresAt: values.AWS_CREDENTIAL_EXPIRATION,
      openedIn: 'browser',
    })
    const argv = readFileSync(`${seen}.argv`, 'utf8')
    expect(argv).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/go\/[\w-]{43}$/)
    await expect(fetch(argv)).rejects.toThrow()
    await expect.poll(() => readFileSync(`${seen}.to`, 'utf8')).toContain('SigninToken=')
    expect(await visitConsole(readFileSync(`${seen}.to`, 'utf8'))).toContain(
      '<dd id="account-id">100000000101</dd>',
    )
  })

  test('a place that is not the console is refused', async () => {
    const elsewhere = await demo.refused('console acme --url https://example.com/ --print')
    expect(elsewhere).toMatchObject({ code: 2, kind: 'bad-input' })
  })
})
