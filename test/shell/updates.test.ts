// Updates: off without a publisher; with one, only what the real minisign signed, over real TLS, and only what is newer.

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Fetch } from '../../main/electron/net-transport.ts'
import type { Notice } from '../../main/electron/notices.ts'
import { isNewer, newestRelease, readPublisher } from '../../main/electron/update-feed.ts'
import { fetchBytes } from '../../main/electron/update-fetch.ts'
import { createUpdates, type UpdateDeps } from '../../main/electron/updates.ts'
import { newSigner } from '../support/signing.ts'
import { tlsHost } from '../support/tls-host.ts'

const root = join(import.meta.dirname, '../..')

/** As Chromium's: over TLS, with the test's authority. */
const fetchTrusting =
  (certificate: string): Fetch =>
  url =>
    new Promise((resolve, reject) => {
      const asked = request(url, { ca: readFileSync(certificate) }, answer => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () =>
          resolve(new Response(Buffer.concat(parts), { status: answer.statusCode ?? 0 })),
        )
      })
      asked.on('error', reject)
      asked.end()
    })

const publish = async (
  change: Partial<{ version: string; file: string; served: string; sign: boolean }> = {},
) => {
  const {
    version = '9.0.0',
    file = '#!/bin/sh\necho new > "$0.ran"; echo "$@" >> "$0.ran"\n',
    sign = true,
  } = change
  const folder = mkdtempSync(join(tmpdir(), 'sy-release-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const [signer, host] = [await newSigner(), await tlsHost()]
  const sha256 = createHash('sha256').update(file).digest('hex')
  const described = { url: `${host.address}/app`, arch: 'x64', sha256, size: file.length }
  const release = join(folder, 'release.json')
  writeFileSync(
    release,
    JSON.stringify({
      version,
      page: 'https://example.org/releases',
      files: [
        { kind: 'AppImage', ...described },
        { kind: 'nsis', ...described },
      ],
    }),
  )
  ;(sign ? signer : await newSigner()).sign(release)
  host.serve({
    '/release.json': readFileSync(release),
    '/release.json.minisig': readFileSync(`${release}.minisig`),
    '/app': change.served ?? file,
  })
  const appImage = join(folder, 'Switchyard.AppImage')
  writeFileSync(appImage, 'old')
  const told: Notice[] = []
  const warned: string[] = []
  const updates = (more: Partial<UpdateDeps> = {}) =>
    createUpdates({
      publisher: readPublisher({ updates: { feed: `${host.address}/release.json`, key: signer.key } }),
      version: '0.1.0',
      platform: 'linux',
      arch: 'x64',
      env: { APPIMAGE: appImage },
      folder: join(folder, 'updates'),
      fetch: fetchBytes(fetchTrusting(host.certificate)),
      tell: notice => void told.push(notice),
      warn: sentence => void warned.push(sentence),
      ...more,
    })
  return { updates, appImage, folder, host, told, warned, file }
}

test('the list that the release workflow signs is one that the app reads', async () => {
  const { host, folder } = await publish()
  const signer = await newSigner()
  const dist = join(folder, 'dist')
  mkdirSync(dist)
  for (const name of [
    'Switchyard-9.1.0-x86_64.AppImage',
    'Switchyard-Setup-9.1.0-x64.exe',
    'Switchyard-9.1.0.dmg',
  ])
    writeFileSync(join(dist, name), name)
  const base = 'https://example.org/v9.1.0/'
  const list = join(folder, 'list.json')
  const script = join(root, 'build', 'release-list.mjs')
  writeFileSync(
    list,
    execFileSync(process.execPath, [script, dist, '9.1.0', base, 'https://example.org/releases']),
  )
  signer.sign(list)
  host.serve({ '/list': readFileSync(list), '/list.minisig': readFileSync(`${list}.minisig`) })
  const publisher = readPublisher({ updates: { feed: `${host.address}/list`, key: signer.key } })
  if (!publisher) throw new Error('no publisher')
  const newest = await newestRelease(publisher, '9.0.0', fetchBytes(fetchTrusting(host.certificate)))
  expect(newest).toMatchObject({
    ok: true,
    value: {
      version: '9.1.0',
      files: [
        { kind: 'AppImage', arch: 'x64', url: `${base}Switchyard-9.1.0-x86_64.AppImage`, size: 32 },
        { kind: 'nsis', arch: 'x64', url: `${base}Switchyard-Setup-9.1.0-x64.exe`, size: 30 },
      ],
    },
  })
})

describe('without a publisher', () => {
  test('there is none in this app, and nothing that is only nearly one counts', () => {
    expect(readPublisher(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))).toBeNull()
    const key = 'RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3'
    expect(readPublisher({ updates: { feed: 'https://example.org/release.json', key } })).not.toBeNull()
    for (const updates of [
      undefined,
      null,
      {},
      { key },
      { feed: 'https://example.org/release.json' },
      { feed: 'http://example.org/release.json', key },
      { feed: 'file:///release.json', key },
      { feed: 'https://example.org/release.json', key: 'no key' },
    ])
      expect(readPublisher({ updates }), JSON.stringify(updates)).toBeNull()
  })
  test('nothing is asked, written, told, or even waited for', async () => {
    const { updates, host, appImage, told } = await publish()
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const off = updates({ publisher: null })
    expect(vi.getTimerCount()).toBe(0)
    expect(off.on).toBe(false)
    await off.look()
    off.finish()
    expect(host.asked).toEqual([])
    expect(readFileSync(appImage, 'utf8')).toBe('old')
    expect(told).toEqual([])
  })
})

describe('with a publisher', () => {
  test('an AppImage is replaced whole by what was signed for, and it is told once', async () => {
    const { updates, appImage, told, warned, file } = await publish()
    const on = updates()
    await on.look()
    await on.look()
    expect(warned).toEqual([])
    expect(readFileSync(appImage, 'utf8')).toBe(file)
    expect(statSync(appImage).mode & 0o777).toBe(0o755)
    expect(told).toEqual([
      { title: 'Switchyard 9.0.0 is ready', body: 'It is there at the next start.', place: null },
    ])
  })

  test.each([
    ['signed by another key', { sign: false }, 'did not sign it'],
    [
      'of another content than was signed for',
      { served: '#!/bin/sh\necho eve > "$0.ran"; echo "$@" >> "$0.ran"\n' },
      'signed for',
    ],
    ['longer than was said', { served: 'x'.repeat(10_000) }, 'more than it should'],
  ])('nothing is installed that is %s', async (_what, change, said) => {
    const { updates, appImage, folder, told, warned } = await publish(change)
    await updates().look()
    expect(warned.join()).toContain(said)
    expect(readFileSync(appImage, 'utf8')).toBe('old')
    expect(readdirSync(folder).filter(name => name.endsWith('.new'))).toEqual([])
    expect(told).toEqual([])
  })

  test('nothing older and nothing equal is taken, however well it is signed', async () => {
    const { updates, appImage, told, warned } = await publish({ version: '0.1.0' })
    await updates().look()
    await updates({ version: '1.0.0' }).look()
    expect([told, warned, readFileSync(appImage, 'utf8')]).toEqual([[], [], 'old'])
    expect(isNewer('0.10.0', '0.9.9')).toBe(true)
    for (const [offered, own] of [
      ['0.9.9', '0.10.0'],
      ['1.0.0', '1.0.0'],
      ['1.0.0-beta', '0.1.0'],
      ['2', '1.0.0'],
    ] as const)
      expect(isNewer(offered, own), offered).toBe(false)
  })

  test('on Windows the installer begins when the app ends, and not before', async () => {
    const { updates, folder, told } = await publish()
    const on = updates({ platform: 'win32', env: {} })
    await on.look()
    expect(told[0]?.body).toBe('It is installed when you quit.')
    const [installer = ''] = readdirSync(join(folder, 'updates'))
    const ran = join(folder, 'updates', `${installer}.ran`)
    expect(existsSync(ran)).toBe(false)
    on.finish()
    await vi.waitFor(() => expect(readFileSync(ran, 'utf8')).toBe('new\n/S --updated\n'), 10_000)
  })

  test.each([
    ['macOS', { platform: 'darwin', env: {} }],
    ['a deb or rpm', { platform: 'linux', env: {} }],
    ['another processor', { arch: 'arm64' }],
  ] as const)('for %s it is told, with the page of the release', async (_what, more) => {
    const { updates, told, appImage } = await publish()
    await updates(more).look()
    expect(told).toEqual([
      {
        title: 'Switchyard 9.0.0 is out',
        body: 'Click to see it.',
        place: null,
        open: 'https://example.org/releases',
      },
    ])
    expect(readFileSync(appImage, 'utf8')).toBe('old')
  })
})
