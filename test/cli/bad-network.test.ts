// AWS that is away, slow, throttling or of another time; and names nobody knows.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'
import { visitPortal } from '../support/portal-visit.ts'

describe('ops-hub', () => {
  let demo: DemoTerminal
  beforeAll(async () => {
    demo = await openDemoTerminal('ops-hub')
    await demo.addKey('ops', 'ana')
    await demo.json(['sign-in', 'ops', '--mfa-code', await demo.code('ana')])
  })
  afterEach(() => demo.fault('clear'))
  afterAll(() => demo.stop())

  test('a clock that is wrong by 20 minutes: 0, with a notice, in words and in JSON', async () => {
    await demo.fault('skew 20m')
    const notice = expect.stringMatching(/clock is (19|20|21) min behind/)
    expect(await demo.json('assume acme')).toMatchObject({ notices: [notice] })
    const said = await demo.run('assume globex')
    expect(said).toMatchObject({ code: 0, stderr: notice })
    expect(said.stdout).toMatch(/^ops-hub:globex\/globex-production until /)
    const doctor = await demo.run('doctor --json')
    expect(doctor.code).toBe(1)
    expect(JSON.parse(doctor.stdout)).toContainEqual(
      expect.objectContaining({ check: 'clock', ok: false, remedy: expect.any(String) }),
    )
  })

  test('AWS does not answer: 8, and what lives stays', async () => {
    await demo.fault('down sts')
    expect(await demo.refused('assume initech')).toMatchObject({ code: 8, kind: 'unreachable' })
    expect((await demo.run('credential-process ops-hub:acme/acme-production')).code).toBe(0)
    expect(await demo.json('sessions')).toHaveLength(2)
  })

  test('throttled without end: 8; throttled for a moment: it recovers', async () => {
    await demo.fault('throttle sts')
    expect(await demo.refused('assume initech')).toMatchObject({ code: 8, kind: 'throttled' })
    await demo.fault('clear')
    await demo.fault('throttle sts 1')
    expect(await demo.json('assume initech')).toMatchObject({ profile: 'initech-production' })
  })

  test('an error of AWS’s own', async () => {
    await demo.fault('error AssumeRole InternalFailure 500')
    expect(await demo.refused('assume umbrella')).toMatchObject({ code: expect.toBeOneOf([5, 8]) })
    await demo.fault('clear')
    expect(await demo.json('assume umbrella')).toMatchObject({ profile: 'umbrella-production' })
  })

  test('names nobody knows: 6, with what is near', async () => {
    expect(await demo.refused('assume acm')).toMatchObject({
      code: 6,
      kind: 'unknown-name',
      what: 'target',
      nearest: expect.arrayContaining(['acme']),
    })
    for (const words of [
      'route acme/nobody',
      'env 999999999999',
      'stop nobody',
      'console @nobody',
      'pin nobody',
    ])
      expect(await demo.refused(words)).toMatchObject({ code: 6, kind: 'unknown-name' })
    expect(await demo.refused('sign-in nobody')).toMatchObject({ code: 6, what: 'sign-in' })
    expect(await demo.refused('ls --signin nobody')).toMatchObject({ code: 6, what: 'sign-in' })
    expect(await demo.refused('demo key nobody')).toMatchObject({ code: 6, what: 'user' })
    expect(await demo.refused('demo --organization nowhere')).toMatchObject({ code: 6, what: 'organization' })
  })

  test('a name is found in each of its forms', async () => {
    for (const name of [
      'acme',
      'Acme',
      '100000000101',
      'acme/acme-production',
      'ops-hub:acme/acme-production',
      '100000000101/acme-production',
    ])
      expect(await demo.json(['route', name])).toMatchObject({ target: 'ops-hub:acme/acme-production' })
  })
})

describe('sso-landing-zone', () => {
  let demo: DemoTerminal
  beforeAll(async () => {
    demo = await openDemoTerminal('sso-landing-zone')
    await visitPortal(demo, 'portal --device-code --no-open', 'omar')
  })
  afterEach(() => demo.fault('clear'))
  afterAll(() => demo.stop())

  test('the portal is down: 8; ls shows what is known and says so', async () => {
    await demo.fault('down portal')
    expect(await demo.refused('assume staging/DevOps')).toMatchObject({ code: 8, kind: 'unreachable' })
    const listed = await demo.run('ls --refresh')
    expect(listed).toMatchObject({ code: 0, stderr: expect.stringContaining('could not be completed') })
    expect(listed.stdout).toContain('sso-landing-zone:staging/DevOps')
  })

  test('a storm of 429: 8, and afterwards all is well', async () => {
    await demo.fault('throttle portal')
    expect(await demo.refused('assume staging/DevOps')).toMatchObject({ code: 8, kind: 'throttled' })
    await demo.fault('clear')
    expect(await demo.json('assume staging/DevOps')).toMatchObject({ accountId: '555555555555' })
  })
})
