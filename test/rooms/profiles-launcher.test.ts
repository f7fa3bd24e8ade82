// The launcher that profiles name as credential_process: it asks a real agent socket through curl, else Node.
import { execFile, spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fromIni } from '@aws-sdk/credential-providers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openAgentSocket } from '../../main/agent/socket-server.ts'
import { createLauncher, type Launcher } from '../../main/delivery/launcher.ts'
import { batchLauncher } from '../../main/delivery/launcher-script.ts'
import { processDocument } from '../../main/delivery/process.ts'
import { type Paths, resolvePaths } from '../../main/disk/paths.ts'
import { ensureHome } from '../../main/disk/private-folder.ts'
import { Secret } from '../../main/secret.ts'
import { awsCommand, whyNoAws } from '../support/aws-readers.ts'

const document = processDocument(
  {
    accessKeyId: 'ASIAEXAMPLE000000001',
    secretAccessKey: new Secret('secret/+abcdefghijklmnopqrstuvwxyz012345'),
    sessionToken: new Secret(`tökén\\n%s${'x'.repeat(1000)}`),
    expiresAt: Date.UTC(2040, 0, 2, 3, 4, 5, 678),
  },
  '012345678901',
)

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchyard-launcher-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** A home, a command line that says it was asked, and the launcher between them. */
const setUp = async (
  env: NodeJS.ProcessEnv = {},
): Promise<{ paths: Paths; launcher: Launcher; env: NodeJS.ProcessEnv }> => {
  const all = { HOME: folder, PATH: process.env.PATH, SWITCHYARD_HOME: join(folder, 'home'), ...env }
  const paths = resolvePaths(all)
  expect((await ensureHome(paths)).ok).toBe(true)
  const cli = join(folder, "it's cli.cjs")
  await writeFile(
    cli,
    `process.stdout.write(JSON.stringify({ asked: process.argv.slice(2), home: process.env.SWITCHYARD_HOME })); process.exit(7)`,
  )
  const launcher = createLauncher({ ...paths, node: process.execPath, cli, env: all })
  return { paths, launcher, env: all }
}
const pathOf = async (launcher: Launcher): Promise<string> => {
  const command = await launcher.command('T')
  if (!command.ok) throw new Error(JSON.stringify(command.failure))
  return command.value.replace(/ T$/, '')
}
type Run = { code: number; stdout: string; stderr: string }
const run = (program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Run> =>
  new Promise(resolve => {
    execFile(program, args, { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
const asked: string[] = []
const agent = async (paths: Paths, answer: { exit: number; body: string }) => {
  asked.length = 0
  const opened = await openAgentSocket({
    ...paths,
    accept: () => {},
    processDocument: target => {
      asked.push(target)
      return Promise.resolve(answer)
    },
  })
  if (!opened.ok) throw new Error(opened.failure.kind)
  return opened.value
}
const fellBack = (paths: Paths, target: string): Run => ({
  code: 7,
  stdout: JSON.stringify({ asked: ['credential-process', target], home: paths.home }),
  stderr: '',
})

test('the document is what the protocol asks for', () => {
  expect(JSON.parse(document)).toEqual({
    Version: 1,
    AccessKeyId: 'ASIAEXAMPLE000000001',
    SecretAccessKey: 'secret/+abcdefghijklmnopqrstuvwxyz012345',
    SessionToken: expect.stringMatching(/^tökén\\n%sx+$/),
    Expiration: '2040-01-02T03:04:05Z',
    AccountId: '012345678901',
  })
})

const shells = [['/bin/sh'], ['/bin/bash', '--posix'], ['/bin/busybox', 'sh']].filter(
  ([shell]) => spawnSync(shell as string, ['true']).error === undefined,
)
describe.each(shells.map(shell => [shell.join(' '), shell] as const))('under %s', (_, shell) => {
  const launch = async (launcher: Launcher, target: string, env: NodeJS.ProcessEnv): Promise<Run> =>
    run(shell[0] as string, [...shell.slice(1), await pathOf(launcher), target], env)

  test('the agent’s answer comes out as it is, proxies and .curlrc notwithstanding', async () => {
    const { paths, launcher, env } = await setUp({
      http_proxy: 'http://127.0.0.1:9',
      ALL_PROXY: 'http://127.0.0.1:9',
    })
    await writeFile(join(folder, '.curlrc'), '--write-out "more"\n--fail\n--head\n')
    const opened = await agent(paths, { exit: 0, body: document })
    const target = 'ops-hub:acme/A+b=c,d@e&f#g%20 h'
    expect(await launch(launcher, target, env)).toEqual({ code: 0, stdout: `${document}\n`, stderr: '' })
    expect(asked).toEqual([target])
    await opened.close()
  })

  test('the agent’s refusal is said on stderr, with its exit code', async () => {
    const { paths, launcher, env } = await setUp()
    const words = 'switchyard: An answer is needed\nOpen the window, 100 % of $HOME `id`.'
    const opened = await agent(paths, { exit: 4, body: words })
    expect(await launch(launcher, '@pin', env)).toEqual({ code: 4, stdout: '', stderr: `${words}\n` })
    expect(asked).toEqual(['@pin'])
    await opened.close()
  })

  test('without an agent, the command line is asked', async () => {
    const { paths, launcher, env } = await setUp()
    expect(await launch(launcher, 'a:b/c', env)).toEqual(fellBack(paths, 'a:b/c'))
    const opened = await agent(paths, { exit: 0, body: document })
    expect(await launch(launcher, 'a:b/c', { ...env, SWITCHYARD_AGENT: 'off' })).toEqual(
      fellBack(paths, 'a:b/c'),
    )
    const token = await readFile(paths.agentToken)
    await rm(paths.agentToken)
    expect(await launch(launcher, 'a:b/c', env)).toEqual(fellBack(paths, 'a:b/c'))
    await writeFile(paths.agentToken, 'Authorization: Bearer of-another-agent\n')
    expect(await launch(launcher, 'a:b/c', env)).toEqual(fellBack(paths, 'a:b/c'))
    await writeFile(paths.agentToken, token)
    await opened.close()
    expect(asked).toEqual([])
    expect((await launch(launcher, 'a:b/c', { ...env, PATH: '/nowhere' })).code).toBe(7)
  })

  test('an answer that breaks off prints nothing of it', async () => {
    const { paths, launcher, env } = await setUp()
    const server = createServer(socket => {
      socket.once('data', () => {
        socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${document.length}\r\n\r\n${document.slice(0, 50)}`)
      })
    })
    await new Promise<void>(resolve => server.listen(paths.socket, resolve))
    await writeFile(paths.agentToken, 'Authorization: Bearer x\n')
    expect(await launch(launcher, 'a:b/c', env)).toEqual(fellBack(paths, 'a:b/c'))
    server.close()
  })

  test('a socket of a dead agent is no agent, and one target is asked for', async () => {
    const { paths, launcher, env } = await setUp()
    const script = `const s=require('node:net').createServer().listen(process.argv[1],()=>process.kill(process.pid,'SIGKILL'))`
    spawnSync(process.execPath, ['-e', script, paths.socket])
    expect((await stat(paths.socket)).isSocket()).toBe(true)
    await writeFile(paths.agentToken, 'Authorization: Bearer x\n')
    expect(await launch(launcher, 'a:b/c', env)).toEqual(fellBack(paths, 'a:b/c'))
    const path = await pathOf(launcher)
    expect((await run(path, [], env)).code).toBe(2)
    expect((await run(path, ['a', 'b'], env)).code).toBe(2)
  })
})

describe('its place', () => {
  test('is private, plain, and rewritten only when it must be', async () => {
    const { paths, launcher } = await setUp()
    const path = await pathOf(launcher)
    expect(dirname(path)).toBe(paths.launchers)
    const made = await stat(path)
    expect([made.mode & 0o777, (await stat(dirname(path))).mode & 0o777]).toEqual([0o700, 0o700])
    const again = await setUp()
    expect(await pathOf(again.launcher)).toBe(path)
    expect((await stat(path)).ino).toBe(made.ino)
    await writeFile(path, 'echo stolen')
    await chmod(path, 0o755)
    await pathOf((await setUp()).launcher)
    expect(await readFile(path, 'utf8')).toContain('Made by Switchyard')
    expect((await stat(path)).mode & 0o777).toBe(0o700)
  })

  test('is another one when the home’s path has blanks, quotes or more', async () => {
    for (const [index, odd] of ["my home's", 'Ünterwegs', 'a$b', 'x;y'].entries()) {
      const home = join(folder, odd)
      const cache = join(folder, `cache${index}`)
      const { paths, launcher, env } = await setUp({ SWITCHYARD_HOME: home, XDG_CACHE_HOME: cache })
      const path = await pathOf(launcher)
      expect(path).toMatch(/^[A-Za-z0-9_./+-]+$/)
      expect(path.startsWith(`${cache}/switchyard/`)).toBe(true)
      expect(await run(path, ['a:b/c'], env)).toEqual(fellBack(paths, 'a:b/c'))
      const opened = await agent(paths, { exit: 0, body: document })
      expect((await run(path, ['a:b/c'], env)).stdout).toBe(`${document}\n`)
      await opened.close()
    }
  })

  test('follows the pointer to a socket that could not lie in the home', async () => {
    const home = join(folder, 'long'.repeat(30))
    const { paths, launcher, env } = await setUp({ SWITCHYARD_HOME: home, XDG_RUNTIME_DIR: folder })
    expect(paths.socketPointer).not.toBeNull()
    const opened = await agent(paths, { exit: 0, body: document })
    expect((await run(await pathOf(launcher), ['a:b/c'], env)).stdout).toBe(`${document}\n`)
    await opened.close()
  })

  test('on Windows it is a batch file whose texts cannot break out of their quotes', () => {
    const text = {
      home: 'C:\\100%\\ü',
      socket: '',
      socketPointer: null,
      agentToken: '',
      node: 'C:\\n d\\node.exe',
      cli: 'C:\\cli.cjs',
    }
    expect(batchLauncher(text).split('\r\n').slice(3)).toEqual([
      'set "SWITCHYARD_HOME=C:\\100%%\\ü"',
      '"C:\\n d\\node.exe" "C:\\cli.cjs" credential-process %*',
      '',
    ])
  })
})

test('the JS SDK and the real aws get their credentials through it', async () => {
  const { paths, launcher, env } = await setUp()
  const opened = await agent(paths, { exit: 0, body: document })
  const command = await launcher.command('ops-hub:acme/A=b,c@d+e')
  if (!command.ok) throw new Error(command.failure.kind)
  await mkdir(dirname(paths.awsConfig))
  await writeFile(paths.awsConfig, `[profile acme]\ncredential_process = ${command.value}\n`)
  const load = fromIni({
    profile: 'acme',
    configFilepath: paths.awsConfig,
    filepath: paths.awsCredentials,
    ignoreCache: true,
  })
  expect(await load()).toMatchObject({ accessKeyId: 'ASIAEXAMPLE000000001', accountId: '012345678901' })
  expect(asked).toEqual(['ops-hub:acme/A=b,c@d+e'])
  if (whyNoAws() === null) {
    const exported = await run(awsCommand, ['configure', 'export-credentials', '--profile', 'acme'], env)
    expect(JSON.parse(exported.stdout)).toMatchObject({ AccessKeyId: 'ASIAEXAMPLE000000001' })
    expect(asked.length).toBe(2)
  }
  await opened.close()
})
