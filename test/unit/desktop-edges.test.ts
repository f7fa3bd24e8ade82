// What comes to the desktop from outside: links anybody can write, pages a console may show, a screen that is gone, autostart.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { opensElsewhere, staysInConsole } from '../../main/electron/console-hosts.ts'
import { linkAmong, readDeepLink } from '../../main/electron/deep-link.ts'
import { createMistakes } from '../../main/electron/mistakes.ts'
import { createNetTransport, type Fetch } from '../../main/electron/net-transport.ts'
import { autostartEntry, autostartPath } from '../../main/electron/start-at-login.ts'
import { addRecents, onScreen, readWindowState, writeWindowState } from '../../main/electron/window-state.ts'

describe('a link', () => {
  test.each([
    ['switchyard://assume/acme/acme-production', 'assume', 'acme/acme-production'],
    ['switchyard://console/ops-hub:acme/Admin?service=s3&region=eu-west-1', 'console', 'ops-hub:acme/Admin'],
    ['switchyard://target/@prod/', 'target', '@prod'],
    ['SWITCHYARD://assume/acme', 'assume', 'acme'],
  ])('%s', (text, act, target) => expect(readDeepLink(text)).toMatchObject({ act, target }))

  test.each([
    'https://assume/acme',
    'switchyard://stop/acme',
    'switchyard://assume/',
    'switchyard://assume/--reason',
    'switchyard://assume/acme?mfa=123456',
    'switchyard://target/acme?service=s3',
    'switchyard://console/acme?service=s3&service=ec2',
    'switchyard://console/acme?service=../s3',
    'switchyard://console/acme?region=eu%0Awest',
    'switchyard://me@assume/acme',
    'switchyard://assume:80/acme',
    'switchyard://assume/acme#x',
    'switchyard://assume/a%00b',
    'switchyard://assume/%ff',
    `switchyard://assume/${'a'.repeat(700)}`,
    'switchyard:assume/acme',
    '',
  ])('%s is none', text => expect(readDeepLink(text)).toBeNull())

  test('is found among arguments', () => {
    expect(linkAmong(['/opt/app', '--flag', 'switchyard://target/a'])).toBe('switchyard://target/a')
    expect(linkAmong(['/opt/app', '--x=switchyard://target/a'])).toBeNull()
  })
})

describe('a console page', () => {
  const hosts = {
    domains: ['console.aws.amazon.com', 'signin.aws.amazon.com'],
    origin: 'http://127.0.0.1:4000',
  }
  test.each([
    'https://console.aws.amazon.com/console/home',
    'https://123456789012-abcdefgh.eu-west-1.console.aws.amazon.com/ec2/home',
    'https://eu-west-1.signin.aws.amazon.com/oauth',
    'http://127.0.0.1:4000/console/1/',
  ])('may be %s', address => expect(staysInConsole(hosts, address)).toBe(true))
  test.each([
    'https://aws.amazon.com/',
    'https://evilconsole.aws.amazon.com/',
    'https://console.aws.amazon.com.evil.example/',
    'http://console.aws.amazon.com/',
    'https://console.aws.amazon.com:8443/',
    'https://me:pw@console.aws.amazon.com/',
    'http://127.0.0.1:4001/',
    'file:///etc/passwd',
    'about:blank',
    'javascript:alert(1)',
  ])('may not be %s', address => expect(staysInConsole(hosts, address)).toBe(false))
  test('only https goes to the person’s browser', () => {
    expect(opensElsewhere('https://docs.aws.amazon.com/')).toBe(true)
    for (const address of ['http://a.example/', 'file:///x', 'ms-msdt:/id', 'https://u:p@a.example/', ''])
      expect(opensElsewhere(address)).toBe(false)
  })
})

describe('the window’s place', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sy-state-'))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const displays = [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }]
  const bounds = { x: 100, y: 80, width: 1200, height: 800 }

  test('comes back', () => {
    const path = join(folder, 'desktop', 'window.json')
    const state = { bounds, maximized: true, recents: ['ops-hub:acme/admin'] }
    writeWindowState(path, state)
    expect(readWindowState(path)).toEqual(state)
    writeFileSync(path, '{"bounds":{"x":"1"},"recents":[1,"a"]}')
    expect(readWindowState(path)).toEqual({ bounds: null, maximized: false, recents: ['a'] })
    writeFileSync(path, 'no json')
    expect(readWindowState(path)).toEqual({ bounds: null, maximized: false, recents: [] })
  })
  test('is given up when its screen is gone', () => {
    expect(onScreen(bounds, displays)).toBe(bounds)
    expect(onScreen({ ...bounds, x: 3_000 }, displays)).toBeNull()
    expect(onScreen({ ...bounds, y: -200 }, displays)).toBeNull()
    expect(onScreen(null, displays)).toBeNull()
  })
  test('recents are each once, the latest first', () => {
    expect(addRecents(['a', 'b'], ['b', 'c'])).toEqual(['b', 'c', 'a'])
  })
})

describe('autostart', () => {
  test('quotes what the desktop would read as something else', () => {
    expect(autostartEntry(['/opt/my app/100%/"x"$y', '--hidden'])).toContain(
      'Exec="/opt/my app/100%%/\\\\"x\\\\"\\\\$y" "--hidden"',
    )
  })
  test('lies where XDG says; a relative folder does not count', () => {
    expect(autostartPath({ HOME: '/h', XDG_CONFIG_HOME: '/c' })).toBe('/c/autostart/switchyard.desktop')
    expect(autostartPath({ HOME: '/h', XDG_CONFIG_HOME: 'c' })).toBe(
      '/h/.config/autostart/switchyard.desktop',
    )
  })
})

describe('the way to AWS by the system’s network', () => {
  const ask = {
    protocol: 'https:',
    hostname: 'sts.eu-west-1.amazonaws.com',
    port: null,
    method: 'POST',
    path: '/',
    headers: { host: 'sts.eu-west-1.amazonaws.com', 'content-length': '6', authorization: 'AWS4' },
    body: 'Action',
  } as const

  test('sends what was signed, without cookies, and leaves to Chromium what it writes itself', async () => {
    const seen: [string, RequestInit][] = []
    const fetch: Fetch = async (url, init) => {
      seen.push([url, init])
      return await Promise.resolve(new Response('<ok/>', { headers: { 'x-amzn-requestid': 'r' } }))
    }
    const answer = await createNetTransport(fetch).send(ask)
    expect(answer).toMatchObject({ status: 200, headers: { 'x-amzn-requestid': 'r' } })
    expect(answer.body.toString()).toBe('<ok/>')
    expect(seen[0]?.[0]).toBe('https://sts.eu-west-1.amazonaws.com/')
    expect(seen[0]?.[1]).toMatchObject({
      headers: { authorization: 'AWS4' },
      credentials: 'omit',
      redirect: 'error',
      body: 'Action',
    })
  })
  test('names errors as the house knows them', async () => {
    const failing = (said: string) => createNetTransport(() => Promise.reject(new Error(said))).send(ask)
    await expect(failing('net::ERR_NAME_NOT_RESOLVED')).rejects.toMatchObject({ code: 'ENOTFOUND' })
    await expect(failing('net::ERR_CERT_AUTHORITY_INVALID')).rejects.toMatchObject({
      code: 'SELF_SIGNED_CERT_IN_CHAIN',
    })
    await expect(failing('Attempted to redirect, but redirect policy was error')).rejects.toMatchObject({
      status: 302,
    })
  })
  test('ends with the caller, and with the app', async () => {
    const waiting: Fetch = (_url, init) =>
      new Promise((_resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(new Error('aborted')))
      })
    const control = new AbortController()
    const one = createNetTransport(waiting).send({ ...ask, signal: control.signal })
    control.abort()
    await expect(one).rejects.toMatchObject({ name: 'AbortError' })
    const transport = createNetTransport(waiting)
    const two = transport.send(ask)
    transport.close()
    await expect(two).rejects.toMatchObject({ name: 'AbortError' })
  })
})

test('a mistake that nobody caught is told by its reference, once; what it says is in the log, without its secrets', () => {
  const home = mkdtempSync(join(tmpdir(), 'switchyard-mistakes-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const told: string[] = []
  const showErrorBox = (title: string, detail: string) => void told.push(`${title}. ${detail}`)
  const tell = createMistakes({ showErrorBox }, { SWITCHYARD_HOME: home })
  const secret = 'wJalrXUtnFEMI1K7MDENG2bPxRfiCYEXAMPLEKEY'
  tell(new Error(`cannot draw ${secret}`))
  tell(`again ${secret}`)
  expect(told).toEqual([
    expect.stringMatching(/^Switchyard made a mistake\. The log has it under bug-\S+\.$/),
  ])
  const log = readFileSync(join(home, 'log', 'switchyard.jsonl'), 'utf8')
  expect(log).toContain('cannot draw (withheld)')
  expect(log).toContain('again (withheld)')
  expect(log).not.toContain(secret)
})
