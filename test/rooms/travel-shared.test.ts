// Journeys that share: callers at the same time, two processes, and a machine's own sign-in.
import { describe, expect, test } from 'vitest'
import { askNobody } from '../../main/ask.ts'
import { rootOf, trust } from '../../main/demo/worlds/write.ts'
import type { Estate } from '../../shared/catalog.ts'
import { assume } from '../support/demo.ts'
import { command, target } from '../support/estate.ts'
import { go, planIn } from '../support/journeys.ts'
import { openSessionRoom, withPhone } from '../support/session-room.ts'
import { bad, good, person } from '../support/sign-in-room.ts'

/** The example's estate with a machine's own sign-in beside it, as a personal layer has one. */
const withMachine = (world: Estate): Estate => {
  const machines = [
    target('sandbox/PlatformBuild', ['machine'], { accountId: '200000000002' }),
    target('nonprod/PlatformBuild', ['machine'], { accountId: '200000000003' }),
    target('prod/PlatformBuild', ['machine'], { accountId: '200000000004' }),
  ]
  return {
    ...world,
    signIns: new Map([...world.signIns, ['test:machine', command('machine')]]),
    targets: new Map([...world.targets, ...machines.map(each => [each.id, each] as const)]),
  }
}

const acme = 'ops-hub:acme/acme-production'

describe('callers at the same time', () => {
  test('fifty askers, one question, one session token, one role', async () => {
    const room = await openSessionRoom('ops-hub')
    await room.addKey('ops', 'ana')
    const ana = withPhone(room, 'ana')
    const route = await planIn(room, acme)
    const all = await Promise.all(Array.from({ length: 50 }, () => room.travel.travel(route, { ask: ana })))
    expect(new Set(all.map(each => good(each).credentials.accessKeyId)).size).toBe(1)
    expect(ana.asked).toHaveLength(1)
    expect([room.count('GetSessionToken'), room.count('AssumeRole')]).toEqual([1, 1])
  })

  test('one who cannot ask is served by one who can', async () => {
    const room = await openSessionRoom('ops-hub')
    await room.addKey('ops', 'ana')
    const ana = withPhone(room, 'ana')
    const route = await planIn(room, acme)
    const [mute, able] = await Promise.all([
      room.travel.travel(route, { ask: askNobody }),
      room.travel.travel(route, { ask: ana }),
    ])
    expect(bad(mute)).toMatchObject({ kind: 'answer-needed' })
    expect(good(able).assumedRoleArn).toMatch(/acme-production/)
    expect(ana.asked).toHaveLength(1)
  })

  test('the one who was asked goes away: another is asked, and all the rest are served', async () => {
    const room = await openSessionRoom('ops-hub')
    await room.addKey('ops', 'ana')
    const route = await planIn(room, acme)
    const leaver = person()
    const gone = new AbortController()
    const first = room.travel.travel(route, { ask: leaver, signal: gone.signal })
    const ana = withPhone(room, 'ana')
    const others = Array.from({ length: 5 }, () => room.travel.travel(route, { ask: ana }))
    await new Promise(resume => setTimeout(resume, 300))
    expect(leaver.asked).toHaveLength(1)
    gone.abort()
    // The question dies with its asker, as a terminal's does.
    leaver.cancel()
    expect(bad(await first)).toMatchObject({ kind: 'cancelled' })
    for (const each of await Promise.all(others)) expect(good(each).assumedRoleArn).toMatch(/acme-production/)
    expect(ana.asked).toHaveLength(1)
    expect(room.count('AssumeRole')).toBe(1)
  })

  test('two processes share one MFA session and one hub', async () => {
    const room = await openSessionRoom('atmos')
    await room.addKey('identity', 'otto')
    const otto = withPhone(room, 'otto')
    const other = room.another()
    const backend = 'atmos:backend/TerraformBackend'
    const [one, two] = await Promise.all([go(room, backend, otto), go(room, backend, otto, { by: other })])
    expect(good(one).assumedRoleArn).toBe(good(two).assumedRoleArn)
    expect(otto.asked).toHaveLength(1)
    expect(room.count('GetSessionToken')).toBe(1)
    // One hub for both, and each its own last hop.
    expect(room.count('AssumeRole')).toBe(3)
  })
})

describe('a machine behind a command', () => {
  test('its key takes roles directly, for as long as the role allows, and nothing of it is kept', async () => {
    const room = await openSessionRoom('uniform-roles', { change: withMachine })
    const { accessKeyId, secretAccessKey } = room.opened.keyOf('machine-nonprod')
    const printed = JSON.stringify({ Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey })
    const signIn = {
      ...command('machine'),
      command: [process.execPath, '-e', `console.log(${JSON.stringify(printed)})`],
    }
    Object.assign(room.estate.signIns.get('test:machine') ?? {}, signIn)
    const sandbox = good(
      await go(room, 'test:sandbox/PlatformBuild', askNobody, { wishes: { seconds: 7_200 } }),
    )
    expect(sandbox.assumedRoleArn).toBe(
      'arn:aws:sts::200000000002:assumed-role/PlatformBuild/machine-nonprod',
    )
    expect(sandbox.notices).toEqual(['Shortened from 2 h to 1 h: that is the most PlatformBuild allows.'])
    expect(bad(await go(room, 'test:prod/PlatformBuild'))).toMatchObject({
      kind: 'hop-refused',
      causes: [{ cause: 'caller-policy', certain: true }],
    })
    expect(good(await room.vault.list('hop'))).toEqual([])
    expect(JSON.stringify(good(await room.vault.list('source-kind')))).toContain('key')
  })

  test('a session that it prints is chained, which is learned', async () => {
    const room = await openSessionRoom('uniform-roles', { change: withMachine })
    const vended = await assume(room.opened, room.opened.keyOf('machine-prod'), {
      RoleArn: 'arn:aws:iam::200000000002:role/PlatformAdmin',
    })
    Object.assign(room.opened.demo.world.role('arn:aws:iam::200000000003:role/PlatformBuild') ?? {}, {
      trust: trust(rootOf('200000000002')),
      maxSessionDuration: 43_200,
    })
    const printed = JSON.stringify({
      Version: 1,
      AccessKeyId: vended.accessKeyId,
      SecretAccessKey: vended.secretAccessKey,
      SessionToken: vended.sessionToken,
    })
    Object.assign(room.estate.signIns.get('test:machine') ?? {}, {
      command: [process.execPath, '-e', `console.log(${JSON.stringify(printed)})`],
    })
    const long = { wishes: { seconds: 14_400 } }
    const chained = good(await go(room, 'test:nonprod/PlatformBuild', askNobody, long))
    expect(chained.notices).toEqual([
      'Shortened from 4 h to 1 h: AWS allows one hour for a role behind temporary credentials.',
    ])
    expect((await planIn(room, 'test:nonprod/PlatformBuild', { seconds: 14_400 })).hops[0]).toMatchObject({
      seconds: 3_600,
      cap: 'chained',
    })
  })
})
