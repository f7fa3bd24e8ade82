// Finding the desktop without a download, and starting it: exit codes, signals, and what it must not inherit.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { findDesktop, openDesktop, type Surroundings } from '../../main/cli/desktop.ts'

let app: string
beforeEach(() => {
  app = mkdtempSync(join(tmpdir(), 'switchyard-app-'))
  writeFileSync(join(app, 'package.json'), '{"name":"switchyard"}')
  mkdirSync(join(app, 'out', 'chunks'), { recursive: true })
})
afterEach(() => rmSync(app, { recursive: true }))

const surroundings = (change: Partial<Surroundings> = {}): Surroundings => ({
  env: { DISPLAY: ':0' },
  platform: 'linux',
  uid: 1000,
  from: join(app, 'out', 'chunks'),
  ...change,
})
/** Puts a program where Electron's installer puts the runtime. */
const install = (script = '', folder = join(app, 'node_modules', 'electron', 'dist')): string => {
  mkdirSync(folder, { recursive: true })
  const runtime = join(folder, 'electron')
  writeFileSync(runtime, `#!${process.execPath}\n${script}\n`)
  chmodSync(runtime, 0o755)
  return runtime
}
const sayInstalled = () => writeFileSync(join(app, 'node_modules', 'electron', 'path.txt'), 'electron')

describe('the desktop is found', () => {
  test('when the installer said that it succeeded', () => {
    const runtime = install()
    expect(findDesktop(surroundings())).toMatchObject({ found: false })
    sayInstalled()
    expect(findDesktop(surroundings())).toEqual({ found: true, desktop: { runtime, app } })
  })
  test('where ELECTRON_OVERRIDE_DIST_PATH says', () => {
    const folder = join(app, 'elsewhere')
    const runtime = install('', folder)
    const env = { WAYLAND_DISPLAY: 'wayland-0', ELECTRON_OVERRIDE_DIST_PATH: folder }
    expect(findDesktop(surroundings({ env }))).toEqual({ found: true, desktop: { runtime, app } })
  })
  test('on macOS and Windows without a DISPLAY', () => {
    install()
    sayInstalled()
    expect(findDesktop(surroundings({ env: {}, platform: 'darwin' })).found).toBe(true)
    expect(findDesktop(surroundings({ env: {}, platform: 'win32', uid: null })).found).toBe(true)
  })
})

test('the desktop that the command line was installed with is found, and is told no folder', () => {
  const top = join(app, 'opt')
  const cli = join(top, 'resources', 'cli')
  mkdirSync(cli, { recursive: true })
  writeFileSync(join(cli, 'package.json'), '{"name":"switchyard"}')
  expect(findDesktop(surroundings({ from: cli }))).toMatchObject({ found: false })
  writeFileSync(join(top, 'resources', 'app.asar'), '')
  writeFileSync(join(top, 'switchyard-desktop'), '')
  const runtime = join(top, 'switchyard-desktop')
  expect(findDesktop(surroundings({ from: cli }))).toEqual({ found: true, desktop: { runtime, app: null } })
})

describe('the desktop is not found, and the sentence says why', () => {
  beforeEach(() => {
    install()
    sayInstalled()
  })
  test.each([
    ['without a display', { env: {} }, 'display'],
    ['as root', { uid: 0 }, 'root'],
    ['outside the app', { from: tmpdir() }, 'folder'],
  ] as const)('%s', (_what, change, word) => {
    expect(findDesktop(surroundings(change))).toEqual({ found: false, why: expect.stringContaining(word) })
  })
  test('when the runtime was removed', () => {
    rmSync(join(app, 'node_modules', 'electron', 'dist'), { recursive: true })
    expect(findDesktop(surroundings())).toEqual({
      found: false,
      why: expect.stringContaining('npm run electron'),
    })
  })
})

describe('the desktop is started', () => {
  const start = (script: string, args: readonly string[] = [], env: Record<string, string> = {}) =>
    openDesktop({ runtime: install(script), app }, args, env)

  test('with the app and the arguments, each as it is', async () => {
    const record = join(app, 'argv.json')
    const script = `require('node:fs').writeFileSync(${JSON.stringify(record)}, JSON.stringify([process.argv.slice(2), process.env]))`
    await start(script, ['a b', '$(id)'], { KEPT: 'yes', ELECTRON_RUN_AS_NODE: '1' })
    const [argv, env] = JSON.parse(readFileSync(record, 'utf8')) as [string[], Record<string, string>]
    expect(argv).toEqual([app, 'a b', '$(id)'])
    expect(env).toMatchObject({ KEPT: 'yes' })
    expect(env).not.toHaveProperty('ELECTRON_RUN_AS_NODE')
  })
  test('its exit code is ours', async () => expect(await start('process.exit(7)')).toBe(7))
  test('a signal that ends it is told as a shell tells it', async () => {
    expect(await start("process.kill(process.pid, 'SIGTERM')")).toBe(128 + 15)
  })
  test('Ctrl-C reaches it, and it may end in order', async () => {
    const ready = join(app, 'ready')
    const script = `process.on('SIGINT', () => process.exit(3)); setInterval(() => {}, 1000); require('node:fs').writeFileSync(${JSON.stringify(ready)}, '')`
    const before = process.listenerCount('SIGINT')
    const ended = start(script)
    await vi.waitFor(() => expect(existsSync(ready)).toBe(true), 10_000)
    process.emit('SIGINT')
    expect(await ended).toBe(3)
    expect(process.listenerCount('SIGINT')).toBe(before)
  })
  test('a runtime that does not start is an error', async () => {
    await expect(openDesktop({ runtime: join(app, 'nowhere'), app }, [], {})).rejects.toThrow('ENOENT')
  })
})
