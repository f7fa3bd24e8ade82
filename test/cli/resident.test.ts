// What stays: the window's host, the agent and the demo; one per home, one line when ready, gone without a trace.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { document, plainEnv, type Running, startCli, waitFor } from '../support/run-cli.ts'

const readyLine = /^Switchyard is ready: (http:\/\/127\.0\.0\.1:(\d+)\/\?key=[\w-]{43})\n$/
let folder: string
let env: NodeJS.ProcessEnv
let living: Running[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-cli-'))
  writeFileSync(join(folder, 'passphrase'), 'q8ZfT0xV2mKcY7rLbN4hWd1sJpA6uEoG3iXvQy9zRtk\n', { mode: 0o600 })
  env = {
    ...plainEnv(folder),
    SWITCHYARD_HOME: join(folder, 'home'),
    SWITCHYARD_KEYCHAIN: 'passphrase',
    SWITCHYARD_PASSPHRASE_FILE: join(folder, 'passphrase'),
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  }
  living = []
})
afterEach(async () => {
  for (const running of living) running.child.kill('SIGKILL')
  await Promise.all(living.map(running => running.ended))
  rmSync(folder, { recursive: true, force: true })
})

const run = (words: string, more: NodeJS.ProcessEnv = {}) =>
  startCli(words.split(' '), { ...env, ...more }).ended
const stay = (words: string, more: NodeJS.ProcessEnv = {}): Running => {
  const running = startCli(words.split(' '), { ...env, ...more }, { lives: true })
  living.push(running)
  return running
}
const untilReady = (running: Running): Promise<string> =>
  waitFor(running, ({ stdout }) => readyLine.exec(stdout())?.[1] ?? null)
const interrupt = (running: Running) => {
  running.child.kill('SIGINT')
  return running.ended
}

describe('open', () => {
  test('prints one line, its key opens the door once, and Ctrl-C ends it cleanly', async () => {
    const host = stay('open --no-open')
    const url = await untilReady(host)
    const first = await fetch(url)
    expect([first.status, first.headers.getSetCookie()]).toEqual([
      200,
      [expect.stringContaining('HttpOnly; SameSite=Strict')],
    ])
    expect((await fetch(url)).status).toBe(403)
    expect((await fetch(new URL('/', url))).status).toBe(403)
    const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const page = await fetch(new URL('/', url), { headers: { cookie } })
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'|default-src 'self'/)
    const ended = await interrupt(host)
    expect(ended).toMatchObject({ code: 0, signal: null })
    expect(ended.stdout).toMatch(readyLine)
    await expect(fetch(url)).rejects.toThrow()
    const left = readdirSync(join(folder, 'home'))
    for (const name of ['agent.sock', 'agent.token', 'open-window.html']) expect(left).not.toContain(name)
  })

  test('again while one runs: a fresh line of the running one, and the end', async () => {
    const host = stay('open --no-open')
    const url = await untilReady(host)
    const again = await run('open --no-open')
    expect(again).toMatchObject({ code: 0, stderr: '' })
    const fresh = readyLine.exec(again.stdout)?.[1] ?? ''
    expect(new URL(fresh).port).toBe(new URL(url).port)
    expect(fresh).not.toBe(url)
    expect((await fetch(fresh)).status).toBe(200)
    // The first key still has its one time.
    expect((await fetch(url)).status).toBe(200)
    expect(await run('agent')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringContaining('already'),
    })
  })

  test('no word is a command: the window', async () => {
    const host = stay('--quiet', { SWITCHYARD_BROWSER: 'none' })
    await untilReady(host)
    expect(await interrupt(host)).toMatchObject({ code: 0 })
  })

  test('the browser is opened through a private file, so that no key is in an argument', async () => {
    const seen = join(folder, 'seen')
    writeFileSync(
      join(folder, 'browser.sh'),
      `printf %s "$1" >'${seen}'; cp "\${1#file://}" '${seen}.html'; stat -c %a "\${1#file://}" >'${seen}.mode'\n`,
    )
    const host = stay('open --browser', { SWITCHYARD_BROWSER: `sh ${join(folder, 'browser.sh')}` })
    const url = await untilReady(host)
    await expect.poll(() => existsSync(`${seen}.mode`) && readFileSync(`${seen}.mode`, 'utf8')).toBe('600\n')
    const argument = readFileSync(seen, 'utf8')
    expect(argument).toMatch(/^file:\/\/.*\/open-window\.html$/)
    const inFile = /url=(http[^"]+)"/.exec(readFileSync(`${seen}.html`, 'utf8'))?.[1] ?? ''
    // A key of its own: the printed one is for the person.
    expect(inFile).not.toBe(url)
    expect((await fetch(inFile)).status).toBe(200)
    expect(await interrupt(host)).toMatchObject({ code: 0 })
    expect(existsSync(argument.slice('file://'.length))).toBe(false)
  })

  test('a port that is taken, and one that is none: 2', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => server.once('listening', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const taken = await run(`open --no-open --port ${port} --json`)
    expect(taken.code).toBe(2)
    expect(document(taken)).toMatchObject({ ok: false, failure: { kind: 'bad-input' } })
    server.close()
    expect((await run('open --port 99999')).code).toBe(2)
  })
})

describe('agent', () => {
  test('stays without a window, opens one when asked, and a second one says so', async () => {
    const agent = stay('agent')
    await waitFor(agent, ({ stderr }) => (/^The agent listens on .*\.sock$/m.test(stderr()) ? true : null))
    expect(await run('agent')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringContaining('already'),
    })
    const elsewhere = { SWITCHYARD_AGENT: join(folder, 'other.sock') }
    expect(await run('agent', elsewhere)).toMatchObject({
      code: 0,
      stderr: `A Switchyard runs for this home already; it is the agent, and listens on ${join(folder, 'home', 'agent.sock')}, not on ${elsewhere.SWITCHYARD_AGENT}.\n`,
    })
    expect(document(await run('sessions --json'))).toEqual([])
    const opened = await run('open --no-open', elsewhere)
    expect(opened.code).toBe(0)
    expect((await fetch(readyLine.exec(opened.stdout)?.[1] ?? '')).status).toBe(200)
    expect(await interrupt(agent)).toMatchObject({ code: 0, stdout: '' })
  })

  test('three that begin at the same moment: one stays, the others have its window and end with 0', async () => {
    const [one, two, agent] = [stay('open --no-open'), stay('open --no-open'), stay('agent')]
    const over: (number | null)[] = []
    await new Promise<void>(done => {
      for (const each of living)
        void each.ended.then(({ code }) => {
          if (over.push(code) === 2) done()
        })
    })
    expect(over).toEqual([0, 0])
    const [first, second] = await Promise.all([untilReady(one), untilReady(two)])
    expect(new URL(first).port).toBe(new URL(second).port)
    expect(agent.stderr()).toMatch(/^The agent listens on|^A Switchyard runs for this home already/)
    for (const url of [first, second]) expect((await fetch(url)).status).toBe(200)
  })

  test('a home that is too deep for a socket has it elsewhere', async () => {
    const deep = join(folder, 'd'.repeat(100), 'e'.repeat(60))
    const agent = stay('agent', { SWITCHYARD_HOME: deep })
    await waitFor(agent, ({ stderr }) => (stderr().includes('listens') ? true : null))
    expect(document(await run('sessions --json', { SWITCHYARD_HOME: deep }))).toEqual([])
    expect(await run('agent', { SWITCHYARD_HOME: deep })).toMatchObject({ code: 0 })
    expect(await interrupt(agent)).toMatchObject({ code: 0 })
  })
})

describe('demo', () => {
  test('says how to join it, and leaves nothing', async () => {
    const demo = stay('demo --no-open --organization audit-hub')
    await untilReady(demo)
    await waitFor(demo, ({ stderr }) =>
      /eval "\$\(node \S+cli\.cjs demo env\)"/.test(stderr()) ? true : null,
    )
    const joined = await run('demo env', { SWITCHYARD_HOME: undefined })
    expect(joined.stdout).toMatch(/^export SWITCHYARD_HOME='.*'$/m)
    expect(joined.stdout).toMatch(/^unset AWS_PROFILE$|^unset .*\bAWS_PROFILE\b/m)
    const variables = document(await run('demo env --json', { SWITCHYARD_HOME: undefined })) as Record<
      string,
      string
    >
    expect(variables).toMatchObject({
      SWITCHYARD_ALLOW_ENDPOINTS: '1',
      SWITCHYARD_KEYCHAIN: 'passphrase',
      AWS_ENDPOINT_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      AWS_ENDPOINT_URL_STS: variables.AWS_ENDPOINT_URL,
      AWS_ENDPOINT_URL_SIGNIN: variables.AWS_ENDPOINT_URL,
    })
    expect(existsSync(variables.AWS_CONFIG_FILE ?? '')).toBe(true)
    const users = document(await run('demo users --json', variables)) as { name: string }[]
    expect(users.map(user => user.name)).toEqual(['scanner', 'sven', 'mona'])
    expect(await interrupt(demo)).toMatchObject({ code: 0 })
    expect(existsSync(variables.AWS_CONFIG_FILE ?? '')).toBe(false)
    expect(readdirSync(folder).filter(name => name.startsWith('switchyard-demo-'))).toEqual([])
    expect(document(await run('demo phone --json', { SWITCHYARD_HOME: undefined }))).toMatchObject({
      failure: {
        kind: 'demo-not-running',
        detail: expect.stringContaining(` None is named in ${join(folder, 'switchyard-demo')}; `),
      },
    })
    expect((await run('demo env', { SWITCHYARD_HOME: undefined })).code).toBe(6)
  })

  test('two at once: 6 with their homes, and --home chooses', async () => {
    const [one, two] = [stay('demo --no-open'), stay('demo --no-open --organization atmos')]
    await Promise.all([untilReady(one), untilReady(two)])
    await waitFor(two, ({ stderr }) => (stderr().includes('Its people') ? true : null))
    const several = await run('demo users --json', { SWITCHYARD_HOME: undefined })
    expect(several.code).toBe(6)
    const { failure } = document(several) as { failure: { kind: string; candidates: string[] } }
    expect(failure.kind).toBe('ambiguous-name')
    expect(
      failure.candidates.map(each => each.split(' ')[0]).toSorted((a = '', b = '') => a.localeCompare(b)),
    ).toEqual(['atmos', 'ops-hub'])
    const home = /\((\S+)\)/.exec(two.stderr())?.[1] ?? ''
    const users = document(await run(`demo users --json --home ${home}`)) as { name: string }[]
    expect(users.map(user => user.name)).toEqual(['devi', 'otto', 'ada'])
  })

  test('the person’s own files are neither read nor written', async () => {
    const own = {
      AWS_CONFIG_FILE: join(folder, 'own-config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'own-credentials'),
    }
    for (const path of Object.values(own)) writeFileSync(path, '[broken\n')
    const demo = stay('demo --no-open', own)
    await untilReady(demo)
    expect(existsSync(join(folder, 'home'))).toBe(false)
    expect(await interrupt(demo)).toMatchObject({ code: 0 })
  })
})
