// Faults of the demo AWS: throttling, errors, silence and slowness arrive as each service would send them.
import { GetUserCommand } from '@aws-sdk/client-iam'
import { ListAccountsCommand } from '@aws-sdk/client-organizations'
import { ListAccountsCommand as PortalAccounts } from '@aws-sdk/client-sso'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { describe, expect, test } from 'vitest'
import { readDuration } from '../../main/demo/durations.ts'
import { openDemo, refusal } from '../support/demo.ts'

describe('faults', () => {
  test('throttling speaks each service’s language and ends after its times', async () => {
    const demo = await openDemo('sso-landing-zone')
    await demo.control.fault(['throttle', 'sso', '1'])
    expect(await refusal(demo.portal().send(new PortalAccounts({ accessToken: 'x' })))).toMatchObject({
      name: 'TooManyRequestsException',
    })
    expect(await refusal(demo.portal().send(new PortalAccounts({ accessToken: 'x' })))).toMatchObject({
      name: 'UnauthorizedException',
    })
    const hub = await openDemo()
    for (const on of ['GetCallerIdentity', 'iam', 'organizations'])
      await hub.control.fault(['throttle', on, '1'])
    const key = hub.keyOf('root-ada')
    expect(await refusal(hub.sts(key).send(new GetCallerIdentityCommand({})))).toMatchObject({
      name: 'Throttling',
      message: 'Rate exceeded',
    })
    expect(await refusal(hub.iam(key).send(new GetUserCommand({})))).toMatchObject({ name: 'Throttling' })
    expect(await refusal(hub.organizations(key).send(new ListAccountsCommand({})))).toMatchObject({
      name: 'TooManyRequestsException',
    })
    expect(await hub.control.faults()).toMatchObject({ ok: true, value: { faults: [] } })
    expect((await hub.sts(key).send(new GetCallerIdentityCommand({}))).Account).toBe('100000000001')
  })

  test('a service that is down hangs up, a slow one is slow, a broken one says so', async () => {
    const demo = await openDemo()
    const sts = demo.sts(demo.keyOf('ana'))
    expect(await demo.control.fault(['down', 'sts'])).toMatchObject({
      ok: true,
      value: { faults: ['down sts'] },
    })
    expect(await refusal(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({ code: 'ECONNRESET' })
    await demo.control.fault(['clear'])
    await demo.control.fault(['error', 'GetCallerIdentity', 'InternalFailure', '500', '2'])
    expect(
      (await demo.sts(demo.keyOf('ana'), 3).send(new GetCallerIdentityCommand({}))).$metadata.attempts,
    ).toBe(3)
    await demo.control.fault(['latency', '200ms', 'sts'])
    const begun = performance.now()
    await sts.send(new GetCallerIdentityCommand({}))
    expect(performance.now() - begun).toBeGreaterThanOrEqual(195)
  })

  test('the portal can be down while the rest works', async () => {
    const demo = await openDemo('sso-landing-zone')
    expect(await demo.control.fault(['down', 'portal'])).toMatchObject({ value: { faults: ['down sso'] } })
    expect(await refusal(demo.portal().send(new PortalAccounts({ accessToken: 'x' })))).toMatchObject({
      code: 'ECONNRESET',
    })
    expect((await fetch(`${demo.url}/device`)).status).toBe(200)
  })

  test('nonsense is refused with the forms that are known', async () => {
    const demo = await openDemo()
    for (const words of [
      [],
      ['latency'],
      ['latency', 'fast'],
      ['throttle', 'sts', '-1'],
      ['error', 'sts'],
      ['explode', 'now'],
    ]) {
      const answer = await demo.control.fault(words)
      expect(answer).toMatchObject({ ok: false, failure: { kind: 'usage' } })
      expect(!answer.ok && answer.failure.kind === 'usage' && answer.failure.message).toContain(
        'latency DURATION [ON]',
      )
    }
    expect(await demo.control.fault(['key-inactive', 'nobody'])).toMatchObject({
      ok: false,
      failure: { kind: 'unknown-name', name: 'nobody' },
    })
  })

  test('a lost device is lost until the faults are cleared', async () => {
    const demo = await openDemo()
    await demo.control.fault(['device-lost', 'ana'])
    expect(await demo.control.phone('ana')).toMatchObject({ ok: false, failure: { kind: 'mfa-no-device' } })
    await demo.control.fault(['clear'])
    expect(await demo.control.phone('ana')).toMatchObject({ ok: true })
  })
})

test('durations are read as people write them', () => {
  const read = ['+55m', '8h', '1h30m', '-20m', '300ms', '7d', '90s', '', 'm', '5', '5 m', '1h-5m'].map(
    readDuration,
  )
  expect(read).toEqual([
    3_300_000,
    28_800_000,
    5_400_000,
    -1_200_000,
    300,
    604_800_000,
    90_000,
    null,
    null,
    null,
    null,
    null,
  ])
})
