// What a package holds: packed against a runtime that is none, then opened, its fuses read back, its command line run.
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPublisher } from '../../main/electron/update-feed.ts'

const root = join(import.meta.dirname, '../..')
const canPack = process.platform === 'linux' && process.arch === 'x64'

/** Electron's fuses are bytes after a mark in its program (electron/fuses, "Fuse wire"): version 1, nine of them. */
const standInRuntime = (folder: string): string => {
  mkdirSync(join(folder, 'resources'), { recursive: true })
  mkdirSync(join(folder, 'locales'))
  const fuses = Buffer.concat([
    Buffer.from('#!/bin/sh\nexit 0\n'),
    Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.from([1, 9]),
    Buffer.from('101010010'),
    Buffer.from('\n'),
  ])
  writeFileSync(join(folder, 'electron'), fuses)
  for (const name of ['chrome-sandbox', 'LICENSE', 'LICENSES.chromium.html'])
    writeFileSync(join(folder, name), '')
  writeFileSync(join(folder, 'version'), '45.4.1')
  chmodSync(join(folder, 'electron'), 0o755)
  return folder
}

let folder: string
let app: string
let inside: string[]
beforeAll(() => {
  if (!canPack) return
  if (!existsSync(join(root, 'out', 'electron.mjs'))) throw new Error('out/ is missing: npm run build')
  folder = mkdtempSync(join(tmpdir(), 'sy-pack-'))
  const runtime = standInRuntime(join(folder, 'runtime'))
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js')
  const output = join(folder, 'dist')
  execFileSync(
    process.execPath,
    [
      builder,
      '--linux',
      'dir',
      '--publish',
      'never',
      `-c.electronDist=${runtime}`,
      `-c.directories.output=${output}`,
    ],
    { cwd: root, stdio: 'pipe', timeout: 110_000, env: { ...process.env, ELECTRON_BUILDER_OFFLINE: 'true' } },
  )
  app = join(output, 'linux-unpacked')
  inside = listPackage(join(app, 'resources', 'app.asar'), { isPack: false })
})
afterAll(() => {
  if (folder) rmSync(folder, { recursive: true, force: true })
})

describe.skipIf(!canPack)('a package (made on linux-x64 only)', () => {
  test('has its fuses set: no Node inside, no debugger, nothing but the sealed code', async () => {
    const wire = await getCurrentFuseWire(join(app, 'switchyard-desktop'))
    const on = [
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
    ]
    const off = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ]
    expect(on.map(fuse => wire[fuse])).toEqual(on.map(() => FuseState.ENABLE))
    expect(off.map(fuse => wire[fuse])).toEqual(off.map(() => FuseState.DISABLE))
  })

  test('holds what runs, and neither sources, tests, maps nor a Node', () => {
    for (const path of [
      '/package.json',
      '/out/electron.mjs',
      '/out/preload.cjs',
      '/out/strip.cjs',
      '/out/renderer/index.html',
      '/out/renderer/prompt.html',
      '/out/renderer/strip.html',
      '/out/icons/tray-liveTemplate@2x.png',
      '/node_modules/@napi-rs/keyring/package.json',
    ])
      expect(inside).toContain(path)
    const strangers = inside.filter(
      path => !/^\/(package\.json$|out(\/|$)|node_modules($|\/@napi-rs(\/|$)))/.test(path),
    )
    expect(strangers).toEqual([])
    expect(
      inside.filter(
        path => /\.(ts|tsx|map)$|\.test\.|\/node(\.exe)?$|\/cli\.cjs$/.test(path) && !path.endsWith('.d.ts'),
      ),
    ).toEqual([])
  })

  test('names whose code it holds, with their licenses', () => {
    const text = readFileSync(join(app, 'resources', 'licenses.txt'), 'utf8')
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      devDependencies: Readonly<Record<string, string>>
    }
    for (const name of ['react', 'ws', 'zod', 'yaml', 'js-yaml', '@noble/hashes', '@aws-sdk/client-sts'])
      expect(text).toContain(`\n${name} ${manifest.devDependencies[name]} (`)
    expect(text).toContain('\n@napi-rs/keyring ')
    expect(text.split('Permission is hereby granted, free of charge').length).toBeGreaterThan(5)
    // What only builds and tests is not passed on.
    for (const name of ['vitest', 'rolldown', 'electron-builder', 'typescript'])
      expect(text).not.toContain(`\n${name} `)
    expect(readFileSync(join(app, 'resources', 'cli', 'LICENSE.node.txt'), 'utf8')).toContain('Node.js')
  })

  test('has no publisher, so it never looks for an update', () => {
    const packed = extractFile(join(app, 'resources', 'app.asar'), 'package.json').toString('utf8')
    expect(JSON.parse(packed)).not.toHaveProperty('updates')
    expect(readPublisher(JSON.parse(packed))).toBeNull()
    expect(readdirSync(join(app, 'resources'))).not.toContain('app-update.yml')
    expect(inside.filter(path => path.includes('updater'))).toEqual([])
  })

  test('names the window’s program for the system, and the scheme of its links', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { main: string }
    expect(inside).toContain(`/${manifest.main}`)
    expect(existsSync(join(app, 'switchyard-desktop'))).toBe(true)
  })

  test('brings a command line that runs on its own Node, also through a link', () => {
    const cli = join(app, 'resources', 'cli')
    expect(readdirSync(cli).toSorted()).toEqual(
      expect.arrayContaining(['examples', 'node', 'node_modules', 'out', 'package.json', 'switchyard']),
    )
    const link = join(folder, 'switchyard')
    execFileSync('ln', ['-s', join(cli, 'switchyard'), link])
    const home = join(folder, 'home')
    const env = { PATH: '/usr/bin:/bin', HOME: home, SWITCHYARD_HOME: join(home, 'sy') }
    const version = spawnSync(link, ['--version'], { env, encoding: 'utf8' })
    expect(version.stderr).toBe('')
    expect(version.stdout).toMatch(/\d+\.\d+\.\d+/)
    const checked = spawnSync(link, ['catalog', 'validate', join(cli, 'examples/ops-hub/switchyard.yaml')], {
      env,
      encoding: 'utf8',
    })
    expect(checked.status).toBe(0)
  })

  test('its profiles ask by sh and curl, and behind these by the Node that came with it', () => {
    const cli = join(app, 'resources', 'cli')
    const home = join(folder, 'person')
    mkdirSync(home)
    writeFileSync(join(home, 'passphrase'), 'correct horse battery staple', { mode: 0o600 })
    const env = {
      PATH: '/usr/bin:/bin',
      HOME: home,
      SWITCHYARD_HOME: join(home, 'sy'),
      SWITCHYARD_KEYCHAIN: 'passphrase',
      SWITCHYARD_PASSPHRASE_FILE: join(home, 'passphrase'),
      AWS_CONFIG_FILE: join(home, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
    }
    const run = (...args: string[]) => spawnSync(join(cli, 'switchyard'), args, { env, encoding: 'utf8' })
    expect(run('catalog', 'add', join(cli, 'examples/ops-hub/switchyard.yaml'))).toMatchObject({ status: 0 })
    expect(run('profiles', 'write', 'environment=staging', '--mode', 'process')).toMatchObject({ status: 0 })
    const line = /credential_process = (\S+) (\S+)/.exec(readFileSync(env.AWS_CONFIG_FILE, 'utf8'))
    const helper = readFileSync(line?.[1] ?? '', 'utf8')
    expect(helper).toMatch(/^#!\/bin\/sh\n/)
    expect(helper).toContain('curl ')
    expect(helper).toContain(`node='${join(cli, 'node')}'`)
    expect(helper).toContain(`cli='${join(cli, 'out', 'cli.cjs')}'`)
    // Nobody signed in: it says so, and what to run.
    const asked = spawnSync(line?.[1] ?? '', [line?.[2] ?? ''], { env, encoding: 'utf8' })
    expect(asked).toMatchObject({ status: 3, stdout: '' })
    expect(asked.stderr).toMatch(/^switchyard: /)
  })
})
