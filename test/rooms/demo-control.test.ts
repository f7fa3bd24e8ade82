// The demo as a whole: found from another terminal, moved in time, and gone without a trace.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { createClock } from '../../main/clock.ts'
import { createControlClient } from '../../main/demo/control/control-client.ts'
import { readDemoClock } from '../../main/demo/demo-clock.ts'
import { demoEnvironment, posixEnvironment } from '../../main/demo/environment.ts'
import { listPointers, readPointer } from '../../main/demo/pointer.ts'
import { type StartedDemo, startDemo } from '../../main/demo/start-demo.ts'
import { assume, mfaSession, openDemo } from '../support/demo.ts'

let runtime = ''
const before = process.env.XDG_RUNTIME_DIR
beforeEach(() => {
  runtime = mkdtempSync(join(tmpdir(), 'demo-runtime-'))
  process.env.XDG_RUNTIME_DIR = runtime
})
afterEach(() => {
  if (before === undefined) delete process.env.XDG_RUNTIME_DIR
  else process.env.XDG_RUNTIME_DIR = before
  rmSync(runtime, { recursive: true, force: true })
})

const start = async (): Promise<StartedDemo> => {
  const started = await startDemo({ organization: 'ops-hub', clock: createClock() })
  if (!started.ok) throw new Error(JSON.stringify(started.failure))
  onTestFinished(() => started.value.close())
  return started.value
}
const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8)

describe('a started demo', () => {
  test('keeps its files private, is found, and leaves nothing', async () => {
    expect(readPointer(undefined, { XDG_RUNTIME_DIR: runtime })).toEqual({
      ok: false,
      failure: { kind: 'demo-not-running', looked: join(runtime, 'switchyard-demo') },
    })
    const started = await start()
    const { pointer } = started
    const folder = dirname(pointer.home)
    for (const path of [folder, pointer.home, join(runtime, 'switchyard-demo')])
      expect(mode(path)).toBe('700')
    for (const path of [
      pointer.awsConfigFile,
      pointer.awsCredentialsFile,
      pointer.passphraseFile,
      join(pointer.home, 'demo.json'),
    ])
      expect(mode(path)).toBe('600')
    expect(readFileSync(pointer.awsConfigFile, 'utf8')).toBe('')
    const found = readPointer(undefined, { XDG_RUNTIME_DIR: runtime })
    expect(found).toEqual({ ok: true, value: pointer })
    await started.close()
    expect(existsSync(folder)).toBe(false)
    expect(listPointers({ XDG_RUNTIME_DIR: runtime })).toEqual([])
    expect((await createControlClient(pointer).users()).ok).toBe(false)
  })

  test('several are told apart by their home, and a dead one is swept', async () => {
    const [one, two] = [await start(), await startDemo({ organization: 'atmos', clock: createClock() })]
    if (!two.ok) throw new Error('not started')
    onTestFinished(() => two.value.close())
    expect(readPointer(one.pointer.home)).toMatchObject({ ok: true, value: { organization: 'ops-hub' } })
    expect(readPointer(two.value.pointer.home)).toMatchObject({ ok: true, value: { organization: 'atmos' } })
    const foreign = join(runtime, 'switchyard-demo', '1-1.json')
    expect(readPointer(undefined, { XDG_RUNTIME_DIR: runtime })).toMatchObject({
      ok: false,
      failure: { kind: 'ambiguous-name', what: 'demo' },
    })
    writeFileSync(foreign, JSON.stringify({ ...one.pointer, pid: 2 ** 30 }))
    expect(listPointers({ XDG_RUNTIME_DIR: runtime })).toHaveLength(2)
    expect(existsSync(foreign)).toBe(false)
    expect(
      readPointer(undefined, { XDG_RUNTIME_DIR: runtime, SWITCHYARD_HOME: one.pointer.home }),
    ).toMatchObject({ ok: true, value: { organization: 'ops-hub' } })
  })

  test('a taken port is a failure, and leaves no folder behind', async () => {
    const started = await start()
    const temporary = process.env.TMPDIR
    process.env.TMPDIR = runtime
    const again = await startDemo({
      organization: 'ops-hub',
      clock: createClock(),
      port: Number(new URL(started.pointer.url).port),
    })
    if (temporary === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = temporary
    expect(readdirSync(runtime)).toEqual(['switchyard-demo'])
    expect(again).toMatchObject({ ok: false, failure: { kind: 'bad-input', path: '--port' } })
  })

  test('its time is one time: for AWS, the phone, and every process of its home', async () => {
    const started = await start()
    const control = createControlClient(started.pointer)
    expect(readDemoClock(started.pointer.home)).toBe(0)
    const moved = await control.advance('+55m')
    expect(moved).toMatchObject({ ok: true, value: { offsetSeconds: 3300, skewSeconds: 0 } })
    expect(readDemoClock(started.pointer.home)).toBe(3_300_000)
    expect(readPointer(started.pointer.home)).toMatchObject({ ok: true, value: { clockOffset: 3_300_000 } })
    const date = (await fetch(`${started.pointer.url}/phone`)).headers.get('date') ?? ''
    expect(Math.abs(Date.parse(date) - Date.now() - 3_300_000)).toBeLessThan(2_000)
    await control.advance('-5m')
    expect(readDemoClock(started.pointer.home)).toBe(3_000_000)
    expect(await control.advance('soon')).toMatchObject({ ok: false, failure: { kind: 'usage' } })
  })

  test('the exports of a terminal are complete and quoted', async () => {
    const { pointer, environment } = await start()
    expect(environment).toEqual(demoEnvironment(pointer))
    expect(environment.set).toMatchObject({
      SWITCHYARD_HOME: pointer.home,
      SWITCHYARD_ALLOW_ENDPOINTS: '1',
      SWITCHYARD_KEYCHAIN: 'passphrase',
      SWITCHYARD_PASSPHRASE_FILE: pointer.passphraseFile,
      AWS_ENDPOINT_URL: pointer.url,
      AWS_ENDPOINT_URL_SSO_OIDC: pointer.url,
      AWS_ENDPOINT_URL_SIGNIN: pointer.url,
    })
    const lines = posixEnvironment(demoEnvironment({ ...pointer, home: "/tmp/it's $(here)" }))
    expect(lines).toContain("export SWITCHYARD_HOME='/tmp/it'\\''s $(here)'\n")
    expect(lines).toContain('unset AWS_PROFILE\n')
    expect(lines).toContain('unset AWS_SESSION_TOKEN\n')
  })
})

describe('control', () => {
  test('answers only the holder of the token, and only under its own address', async () => {
    const demo = await openDemo()
    expect((await fetch(`${demo.url}/_demo/key?user=ana`)).status).toBe(401)
    expect(
      (await fetch(`${demo.url}/_demo/key?user=ana`, { headers: { authorization: 'Bearer x' } })).status,
    ).toBe(401)
    const { port } = new URL(demo.url)
    const { request } = await import('node:http')
    const status = await new Promise(resolve =>
      request({ host: '127.0.0.1', port, path: '/phone', headers: { host: 'evil.example' } }, answer => {
        answer.resume()
        resolve(answer.statusCode)
      }).end(),
    )
    expect(status).toBe(403)
  })

  test('tells who lives here, their keys and phones', async () => {
    const demo = await openDemo()
    const users = await demo.control.users()
    expect(users.ok && users.value.map(user => user.name)).toEqual(['ana', 'ben', 'cleo', 'dora', 'root-ada'])
    expect(await demo.control.key('ana')).toEqual({ ok: true, value: { user: 'ana', ...demo.keyOf('ana') } })
    expect(await demo.control.key('nobody')).toMatchObject({
      ok: false,
      failure: { kind: 'unknown-name', what: 'user', nearest: ['ana', 'ben', 'cleo', 'dora', 'root-ada'] },
    })
    const phone = await demo.control.phone('ana')
    expect(phone).toMatchObject({ ok: true, value: { user: 'ana', used: false } })
    expect(phone.ok && phone.value.code).toMatch(/^\d{6}$/)
    expect(phone.ok && phone.value.secondsLeft).toBeGreaterThan(0)
    expect(await demo.control.phone()).toMatchObject({ ok: true, value: { user: 'ana' } })
    expect(await demo.control.phone('cleo')).toMatchObject({
      ok: false,
      failure: { kind: 'mfa-no-device', user: 'cleo' },
    })
    await mfaSession(demo, 'ana')
    expect(await demo.control.phone('ana')).toMatchObject({ ok: true, value: { used: true } })
    const page = await (await fetch(`${demo.url}/phone?user=ben`)).text()
    const ben = await demo.control.phone('ben')
    expect(page).toContain(ben.ok ? ben.value.code : 'no code')
  })

  test('counts calls and keeps every secret that was issued', async () => {
    const demo = await openDemo()
    const session = await mfaSession(demo, 'ana')
    const role = await assume(demo, session, { RoleArn: 'arn:aws:iam::100000000101:role/acme-production' })
    const calls = await demo.control.calls()
    expect(
      calls.ok &&
        calls.value.calls.map(({ service, operation, status, accessKeyId }) => [
          service,
          operation,
          status,
          accessKeyId,
        ]),
    ).toEqual([
      ['sts', 'GetSessionToken', 200, demo.keyOf('ana').accessKeyId],
      ['sts', 'AssumeRole', 200, session.accessKeyId],
    ])
    expect(calls.ok && calls.value.most.sts).toBe(1)
    const issued = await demo.control.issued()
    const secrets = issued.ok ? issued.value.secrets : []
    for (const secret of [
      demo.keyOf('ana').secretAccessKey,
      session.secretAccessKey,
      session.sessionToken,
      role.secretAccessKey,
      role.sessionToken,
    ])
      expect(secrets).toContain(secret)
  })
})
