// Why a hop was refused: each broken account of the demo, and each thing that can be wrong with a call, by its cause.
import { describe, expect, test } from 'vitest'
import { askNobody } from '../../main/ask.ts'
import { brokenMembers } from '../../main/demo/worlds/audit-hub.ts'
import { rootOf, trust } from '../../main/demo/worlds/write.ts'
import type { FailureOf } from '../../shared/failure.ts'
import {
  changeTargets,
  openSessionRoom,
  type SessionRoom,
  visit,
  withPhone,
} from '../support/session-room.ts'
import { bad, good } from '../support/sign-in-room.ts'

const member = (key: string) => `audit-hub:${key}/Headroom`

const refused = (failure: unknown): FailureOf<'hop-refused'> => {
  expect(failure).toMatchObject({ kind: 'hop-refused' })
  return failure as FailureOf<'hop-refused'>
}
const roleOf = (room: SessionRoom, arn: string) => {
  const role = room.opened.demo.world.role(arn)
  if (!role) throw new Error(`There is no ${arn}.`)
  return role
}

describe('the broken members of audit-hub', () => {
  test('a sweep over all forty finds each cause, proves it, and keeps nothing', async () => {
    const room = await openSessionRoom('audit-hub')
    await room.addKey('auditor', 'scanner')
    const targets = [...room.estate.targets.values()].filter(each => each.role === 'Headroom')
    expect(targets).toHaveLength(40)
    const tried = await Promise.all(
      targets.map(async each => good(await room.book.tryRoute(each.id, visit(askNobody))).trial),
    )
    const wrong = tried.filter(trial => !trial.ok)
    const found = wrong.map(trial => ({
      key: trial.target.replace('audit-hub:', '').replace('/Headroom', ''),
      cause: trial.hops[0]?.causes[0]?.cause,
    }))
    expect(found).toEqual(brokenMembers)
    for (const trial of wrong) {
      expect(trial.hops[0]?.causes[0]).toMatchObject({ certain: true })
      expect(trial).toMatchObject({ failedAt: 1, failure: null, hops: [{ awsCode: 'AccessDenied' }] })
    }
    expect(good(await room.vault.list('session'))).toEqual([])
    expect(good(await room.vault.list('hop'))).toEqual([])
  })

  test('without probes the same refusals stay unproven, and the likely causes are in order', async () => {
    const room = await openSessionRoom('audit-hub')
    await room.addKey('auditor', 'scanner')
    const { trial } = good(await room.book.tryRoute(member('member-017'), visit(askNobody), { probe: false }))
    const causes = trial.hops[0]?.causes ?? []
    expect(causes.some(each => each.certain)).toBe(false)
    expect(causes.map(each => each.cause)).toEqual([
      'role-missing',
      'trust',
      'external-id',
      'mfa-missing',
      'account-suspended',
      'caller-policy',
    ])
  })

  test('the failure names the hop, what AWS said, and what to send to the owner', async () => {
    const room = await openSessionRoom('audit-hub')
    await room.addKey('auditor', 'scanner')
    const failure = refused(
      bad(await room.book.open(member('member-017'), { write: false }, visit(askNobody))),
    )
    expect(failure).toMatchObject({
      hop: 1,
      hops: 1,
      arn: 'arn:aws:iam::400000000117:role/Headroom',
      awsCode: 'AccessDenied',
    })
    expect(failure.causes[0]).toEqual({
      cause: 'external-id',
      certain: true,
      why: 'The role’s trust policy expects an external id. The catalog has none.',
    })
    expect(failure.send).toContain('I cannot take the role arn:aws:iam::400000000117:role/Headroom.')
    expect(failure.send).toContain('arn:aws:iam::111111111112:user/scanner')
    expect(failure.send).toContain(failure.requestId)
    expect(failure.send).toContain('"sts:AssumeRole"')
  })
})

describe('what AWS says itself', () => {
  test('no policy of the caller allows it', async () => {
    const room = await openSessionRoom('uniform-roles')
    await room.addKey('people', 'suki')
    const suki = withPhone(room, 'suki')
    const failure = refused(
      bad(await room.book.open('uniform-roles:sandbox/PlatformAdmin', { write: false }, visit(suki))),
    )
    expect(failure.causes).toEqual([
      { cause: 'caller-policy', certain: true, why: 'AWS says no policy of the caller allows it.' },
    ])
  })

  test('a policy of the caller asks for MFA, and the catalog forgot', async () => {
    const room = await openSessionRoom('uniform-roles', {
      change: estate => ({
        ...changeTargets(() => ({ mfa: false }))(estate),
        signIns: new Map([...estate.signIns].map(([id, each]) => [id, { ...each, mfa: false }])),
      }),
    })
    await room.addKey('people', 'petra')
    const failure = refused(
      bad(await room.book.open('uniform-roles:sandbox/PlatformBuild', { write: false }, visit(askNobody))),
    )
    expect(failure.causes[0]).toMatchObject({ cause: 'mfa-missing', certain: true })
  })

  test('tags that nobody allowed', async () => {
    const room = await openSessionRoom('ops-hub', {
      change: changeTargets(() => ({ tags: { team: 'ops' } })),
    })
    await room.addKey('ops', 'ana')
    const role = roleOf(room, 'arn:aws:iam::100000000101:role/acme-production')
    Object.assign(role, {
      trust: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { AWS: rootOf('100000000002') }, Action: 'sts:AssumeRole' },
        ],
      },
    })
    const failure = refused(
      bad(
        await room.book.open('ops-hub:acme/acme-production', { write: false }, visit(withPhone(room, 'ana'))),
      ),
    )
    expect(failure.causes).toEqual([
      {
        cause: 'tags',
        certain: true,
        why: 'Caller and role must both allow sts:TagSession, and one does not.',
      },
    ])
  })
})

describe('what only a look at the role can tell', () => {
  const inspected = async (options: Parameters<typeof trust>[1], change: object = {}) => {
    const room = await openSessionRoom('audit-hub', { change: changeTargets(() => change) })
    await room.addKey('auditor', 'scanner')
    Object.assign(roleOf(room, 'arn:aws:iam::400000000101:role/Headroom'), {
      trust: trust(rootOf('111111111112'), options),
    })
    const { trial } = good(await room.book.tryRoute(member('member-001'), visit(askNobody)))
    return trial.hops[0]?.causes[0]
  }
  test.each([
    ['external-id', { externalId: 'right' }, { externalId: 'wrong' }],
    ['session-name', { sessionName: 'audit-*' }, {}],
    ['source-identity', { sourceIdentity: 'audit-*' }, {}],
    ['mfa-missing', { mfaYoungerThan: 900 }, {}],
  ] as const)('%s', async (cause, options, change) => {
    expect(await inspected(options, change)).toMatchObject({ cause, certain: true })
  })
})

describe('a route of several hops', () => {
  test('the hop that failed is named, and those before it went well', async () => {
    const room = await openSessionRoom('atmos')
    await room.addKey('identity', 'otto')
    const world = room.opened.demo.world
    world.roles.splice(
      world.roles.findIndex(role => role.name === 'TerraformBackend'),
      1,
    )
    const { trial } = good(
      await room.book.tryRoute('atmos:backend/TerraformBackend', visit(withPhone(room, 'otto'))),
    )
    expect(trial.hops.map(hop => hop.ok)).toEqual([true, false])
    expect(trial.failedAt).toBe(2)
    // Operations in backend itself may read IAM there, and looks.
    expect(trial.hops[1]?.causes[0]).toMatchObject({ cause: 'role-missing', certain: true })
  })

  test('no sign-in is no refusal', async () => {
    const room = await openSessionRoom('sso-landing-zone')
    const { trial } = good(
      await room.book.tryRoute('sso-landing-zone:development/CrossAccountCICD', visit(askNobody)),
    )
    expect(trial).toMatchObject({ ok: false, failure: { kind: 'sign-in-required' } })
  })
})
