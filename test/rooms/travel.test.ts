// Journeys through the demo AWS: what is asked, what is called, and what trouble on the way looks like.
import { describe, expect, test } from 'vitest'
import { askNobody } from '../../main/ask.ts'
import { showCode } from '../../main/demo/totp.ts'
import { go, planIn } from '../support/journeys.ts'
import { openSessionRoom, withPhone } from '../support/session-room.ts'
import { bad, good, person } from '../support/sign-in-room.ts'

const acme = 'ops-hub:acme/acme-production'
const globex = 'ops-hub:globex/globex-production'

describe('an IAM user with MFA', () => {
  test('one code opens every client for half a day', async () => {
    const room = await openSessionRoom('ops-hub')
    await room.addKey('ops', 'ana')
    const ana = withPhone(room, 'ana')
    const first = good(await go(room, acme, ana))
    expect(first.assumedRoleArn).toBe('arn:aws:sts::100000000101:assumed-role/acme-production/ana')
    expect(first.expiresAt - room.opened.clock.now()).toBeGreaterThan(3_590_000)
    expect(first.silentUntil).toBeGreaterThan(room.opened.clock.now() + 11 * 3_600_000)
    const second = good(await go(room, globex, ana))
    expect(second.assumedRoleArn).toBe('arn:aws:sts::100000000102:assumed-role/globex-production/ana')
    expect(ana.asked).toHaveLength(1)
    expect(room.count('GetSessionToken')).toBe(1)
    const plan = await planIn(room, globex)
    expect(plan.sentence).toMatch(
      /^No code needed: the MFA session of ops lasts 11 h 59 min\. One hour at a time/,
    )
  })

  test('nobody to ask is an answer that is needed, not a refusal', async () => {
    const room = await openSessionRoom('ops-hub')
    await room.addKey('ops', 'ana')
    expect(bad(await go(room, acme))).toMatchObject({ kind: 'answer-needed', missing: ['mfa'] })
    expect(room.count('AssumeRole')).toBe(0)
  })

  test('more than an hour: the code goes to the role, and its maximum shortens the wish', async () => {
    const room = await openSessionRoom('ops-hub')
    await room.addKey('ops', 'ana')
    const ana = withPhone(room, 'ana')
    const four = good(await go(room, acme, ana, { wishes: { seconds: 4 * 3_600 } }))
    expect(four.expiresAt - four.issuedAt).toBe(4 * 3_600_000)
    expect(four.silentUntil).toBe(0)
    expect(room.count('GetSessionToken')).toBe(0)
    const twelve = good(await go(room, globex, ana, { wishes: { seconds: 12 * 3_600 } }))
    expect(twelve.expiresAt - twelve.issuedAt).toBe(4 * 3_600_000)
    expect(twelve.notices).toEqual(['Shortened from 12 h to 4 h: that is the most globex-production allows.'])
    expect(ana.asked).toHaveLength(2)
    const calls = room.count('AssumeRole')
    const again = await planIn(room, globex, { seconds: 12 * 3_600 })
    expect(again).toMatchObject({ strategy: 'mfa-on-assume', hops: [{ seconds: 4 * 3_600, cap: 'role' }] })
    good(await room.travel.travel(again, { ask: ana }))
    expect(room.count('AssumeRole')).toBe(calls + 1)
  })

  test('a wrong code, a used code, a user without a device', async () => {
    const room = await openSessionRoom('ops-hub')
    await room.addKey('ops', 'ana')
    expect(bad(await go(room, acme, askNobody, { mfaCode: '000000' }))).toMatchObject({
      kind: 'mfa-rejected',
      reason: 'wrong',
    })
    const code = room.opened.codeOf('ana')
    const long = { wishes: { seconds: 7_200 }, mfaCode: code }
    good(await go(room, acme, askNobody, long))
    expect(bad(await go(room, globex, askNobody, long))).toMatchObject({
      kind: 'mfa-rejected',
      reason: 'reused',
    })
    await room.addKey('ops', 'cleo')
    expect(bad(await go(room, acme, person()))).toMatchObject({ kind: 'mfa-no-device', user: 'cleo' })
  })

  test('a key that was made inactive', async () => {
    const room = await openSessionRoom('ops-hub')
    await room.addKey('ops', 'ana')
    const key = room.opened.demo.world.user('ana')?.keys[0]
    if (!key) throw new Error('Ana has no key.')
    Object.assign(key, { active: false, status: 'Inactive' })
    const failure = bad(await go(room, acme, withPhone(room, 'ana')))
    expect(failure).toMatchObject({ kind: 'key-refused', awsCode: 'InvalidClientTokenId' })
  })
})

describe('several hops', () => {
  test('three identities deep in atmos, the hub shared', async () => {
    const room = await openSessionRoom('atmos')
    await room.addKey('identity', 'otto')
    const otto = withPhone(room, 'otto')
    const route = await planIn(room, 'atmos:backend/TerraformBackend')
    expect(route.hops.map(hop => hop.target)).toEqual([
      'atmos:prod-1/Operations',
      'atmos:backend/TerraformBackend',
    ])
    const there = good(await room.travel.travel(route, { ask: otto }))
    expect(there.assumedRoleArn).toBe('arn:aws:sts::300000000013:assumed-role/TerraformBackend/otto')
    expect(there.hops.map(hop => hop.reused)).toEqual([false, false])
    expect(there.requestIds).toHaveLength(2)
    const again = good(await room.travel.travel(route, { ask: askNobody }))
    expect(again.hops.map(hop => hop.reused)).toEqual([true, false])
    expect(room.count('AssumeRole')).toBe(3)
  })

  test('production takes only a young MFA: an old one is asked for anew, once, and remembered', async () => {
    const room = await openSessionRoom('atmos')
    await room.addKey('identity', 'otto')
    const otto = withPhone(room, 'otto')
    good(await go(room, 'atmos:dev-1/Operations', otto))
    room.opened.advance(20 * 60_000)
    good(await go(room, 'atmos:staging-1/Operations', otto))
    expect(otto.asked).toHaveLength(1)
    expect(bad(await go(room, 'atmos:prod-1/Operations'))).toMatchObject({
      kind: 'answer-needed',
      missing: ['mfa'],
    })
    good(await go(room, 'atmos:prod-1/Operations', otto))
    expect(otto.asked).toHaveLength(2)
    room.opened.advance(25 * 60_000)
    expect((await planIn(room, 'atmos:prod-1/Operations')).sentence).toMatch(
      /^One MFA code for identity now: prod-1\/Operations takes only a recent one\./,
    )
    const calls = room.count('AssumeRole')
    good(await go(room, 'atmos:prod-1/Operations', otto))
    expect(room.count('AssumeRole')).toBe(calls + 1)
    expect(otto.asked).toHaveLength(3)
  })

  test('a hub that died at AWS is replaced', async () => {
    const room = await openSessionRoom('atmos')
    await room.addKey('identity', 'otto')
    const otto = withPhone(room, 'otto')
    good(await go(room, 'atmos:backend/TerraformBackend', otto))
    for (const issued of room.opened.demo.world.issued.values())
      if (issued.role?.name === 'Operations')
        Object.assign(issued, { expiresAt: room.opened.clock.now() - 1 })
    good(await go(room, 'atmos:backend/TerraformBackend', otto))
    expect(otto.asked).toHaveLength(1)
  })
})

describe('trouble on the way', () => {
  test('AWS is silent', async () => {
    const room = await openSessionRoom('ops-hub')
    await room.addKey('root-admin', 'root-ada')
    await room.opened.demo.close()
    const failure = bad(
      await go(room, 'ops-hub:acme/OrganizationAccountAccessRole', withPhone(room, 'root-ada')),
    )
    expect(failure.kind).toBe('unreachable')
  })

  test('AWS takes no more for now', async () => {
    const room = await openSessionRoom('ops-hub', {
      faults: [{ kind: 'throttle', on: 'AssumeRole', times: 100 }],
    })
    await room.addKey('ops', 'ana')
    expect(bad(await go(room, acme, withPhone(room, 'ana')))).toMatchObject({ kind: 'throttled' })
  })

  test('a clock that is 20 minutes off is corrected, with a notice', async () => {
    const room = await openSessionRoom('ops-hub', { faults: [{ kind: 'skew', milliseconds: 20 * 60_000 }] })
    await room.addKey('ops', 'ana')
    const device = room.opened.demo.world.user('ana')?.device
    if (!device) throw new Error('Ana has no device.')
    const ana = person(() => showCode(device, room.opened.demo.world.now()).code)
    const arrival = good(await go(room, acme, ana))
    expect(arrival.skewMs).toBeGreaterThan(19 * 60_000)
    expect(arrival.notices).toEqual([
      'This machine’s clock is 20 min behind AWS’s; times shown here are off by as much.',
    ])
    expect(arrival.expiresAt - arrival.issuedAt).toBe(3_600_000)
  })

  test('the catalog changed between plan and journey', async () => {
    const room = await openSessionRoom('ops-hub')
    const route = await planIn(room, acme)
    const failure = bad(
      await room.travel.travel(
        {
          ...route,
          target: 'ops-hub:gone/Role',
          hops: route.hops.map(hop => ({ ...hop, target: 'ops-hub:gone/Role' })),
        },
        { ask: askNobody },
      ),
    )
    expect(failure).toMatchObject({ kind: 'unknown-name', what: 'target' })
  })
})
