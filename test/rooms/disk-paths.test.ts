// Where the files are, on three systems and under every variable.
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { resolvePaths } from '../../main/disk/paths.ts'
import { ensureHome } from '../../main/disk/private-folder.ts'
import { tempHome } from '../support/temp-home.ts'

test('each system has its own place', () => {
  expect(resolvePaths({ HOME: '/home/ana' }, 'linux').home).toBe('/home/ana/.local/share/switchyard')
  expect(resolvePaths({ HOME: '/home/ana', XDG_DATA_HOME: '/data' }, 'linux').home).toBe('/data/switchyard')
  expect(resolvePaths({ HOME: '/home/ana', XDG_DATA_HOME: 'relative' }, 'linux').home).toBe(
    '/home/ana/.local/share/switchyard',
  )
  expect(resolvePaths({ HOME: '/Users/ana' }, 'darwin').home).toBe(
    '/Users/ana/Library/Application Support/Switchyard',
  )
  const windows = { USERPROFILE: 'C:\\Users\\ana', APPDATA: 'C:\\Users\\ana\\AppData\\Roaming' }
  expect(resolvePaths(windows, 'win32', 'C:\\')).toMatchObject({
    home: 'C:\\Users\\ana\\AppData\\Roaming\\Switchyard',
    vault: 'C:\\Users\\ana\\AppData\\Roaming\\Switchyard\\vault.bin',
    awsConfig: 'C:\\Users\\ana\\.aws\\config',
    socketPointer: null,
  })
  expect(resolvePaths(windows, 'win32', 'C:\\').socket).toMatch(/^\\\\\.\\pipe\\switchyard-[0-9a-f]{16}$/)
})

test('SWITCHYARD_HOME and the AWS variables are honored, relative ones and a tilde too', () => {
  const env = {
    HOME: '/home/ana',
    SWITCHYARD_HOME: 'sy',
    AWS_CONFIG_FILE: '~/aws/config',
    AWS_SHARED_CREDENTIALS_FILE: 'creds',
  }
  expect(resolvePaths(env, 'linux', '/work')).toMatchObject({
    home: '/work/sy',
    vault: '/work/sy/vault.bin',
    socket: '/work/sy/agent.sock',
    awsConfig: '/home/ana/aws/config',
    awsCredentials: '/work/creds',
  })
})

test('SWITCHYARD_AGENT names the socket, or forbids asking for one', () => {
  expect(resolvePaths({ HOME: '/h', SWITCHYARD_AGENT: '/run/x.sock' }, 'linux')).toMatchObject({
    socket: '/run/x.sock',
    agentAllowed: true,
  })
  expect(resolvePaths({ HOME: '/h', SWITCHYARD_AGENT: 'off' }, 'linux').agentAllowed).toBe(false)
})

test('the home is made for its owner alone, and an open one is closed', async () => {
  const { folder } = await tempHome()
  const paths = resolvePaths({ HOME: folder, SWITCHYARD_HOME: join(folder, 'a', 'b') })
  expect(await ensureHome(paths)).toEqual({ ok: true, value: undefined })
  expect((await stat(paths.home)).mode & 0o777).toBe(0o700)
  await chmod(paths.home, 0o755)
  await ensureHome(paths)
  expect((await stat(paths.home)).mode & 0o777).toBe(0o700)
})

test('a folder that others rely on is refused, not closed', async () => {
  const { folder } = await tempHome()
  const shared = join(folder, 'shared')
  await mkdir(shared)
  await chmod(shared, 0o1777)
  expect(await ensureHome(resolvePaths({ HOME: folder, SWITCHYARD_HOME: shared }))).toMatchObject({
    ok: false,
    failure: { kind: 'file-unwritable', said: expect.stringContaining('Other users may write') },
  })
  expect((await stat(shared)).mode & 0o7777).toBe(0o1777)
  expect(await ensureHome(resolvePaths({ HOME: folder, SWITCHYARD_HOME: '/' }))).toMatchObject({ ok: false })
})

test('a home in the place of a file is a failure with words', async () => {
  const { folder } = await tempHome()
  await writeFile(join(folder, 'file'), '')
  expect(
    await ensureHome(resolvePaths({ HOME: folder, SWITCHYARD_HOME: join(folder, 'file', 'home') })),
  ).toMatchObject({
    ok: false,
    failure: { kind: 'file-unwritable', code: 'ENOTDIR' },
  })
})

test('a socket whose path would be too long lies in a short private folder that a pointer names', async () => {
  const { folder } = await tempHome()
  const home = join(folder, 'x'.repeat(90))
  const env = { HOME: folder, SWITCHYARD_HOME: home }
  const paths = resolvePaths(env)
  onTestFinished(() => rm(dirname(paths.socket), { recursive: true, force: true }))
  expect(Buffer.byteLength(paths.socket)).toBeLessThan(100)
  expect(await ensureHome(paths)).toMatchObject({ ok: true })
  expect((await stat(dirname(paths.socket))).mode & 0o777).toBe(0o700)
  expect(await readFile(paths.socketPointer ?? '', 'utf8')).toBe(`${paths.socket}\n`)
  // Another session of the same person may have another runtime folder: the pointer wins.
  const runtime = join(folder, 'run')
  await mkdir(runtime)
  expect(resolvePaths({ ...env, XDG_RUNTIME_DIR: runtime }).socket).toBe(paths.socket)
  await rm(paths.socketPointer ?? '')
  expect(resolvePaths({ ...env, XDG_RUNTIME_DIR: runtime }).socket).toMatch(`${runtime}/switchyard-`)
})
