// Sessions behind Identity Center: permission sets, chained roles, the end of the portal's own session, other ways.
import { describe, expect, test } from 'vitest'
import { askNobody } from '../../main/ask.ts'
import { openSessionRoom, type SessionRoom, visit, withPhone } from '../support/session-room.ts'
import { bad, good, person, until } from '../support/sign-in-room.ts'

const minute = 60_000
const id = (name: string) => `sso-landing-zone:${name}`

/** A room where somebody is signed in to the portal by device code. */
const signedIn = async (who: string): Promise<SessionRoom> => {
  const room = await openSessionRoom('sso-landing-zone', { portalRate: 0 })
  let done = false
  const signing = room.signIns
    .signIn(id('portal'), {
      flow: 'device-code',
      ask: person(),
      openBrowser: false,
      onEvent: event => void room.opened.control.approve(event.userCode ?? '', who),
    })
    .finally(() => {
      done = true
    })
  await until(() => {
    if (!done) room.opened.advance(1_000)
    return done
  })
  good(await signing)
  return room
}

describe('a permission set', () => {
  test('comes from the portal, named as AWS named it', async () => {
    const room = await signedIn('dana')
    const opened = good(await room.book.open(id('development/Developer'), { write: true }, visit(askNobody)))
    expect(opened.view.assumedRoleArn).toMatch(
      /^arn:aws:sts::444444444444:assumed-role\/AWSReservedSSO_Developer_[0-9a-f]+\/dana$/,
    )
    expect(opened.view).toMatchObject({ profile: 'development-Developer', renews: true })
  })

  test('not assigned is said by the portal, and certain', async () => {
    const room = await signedIn('dana')
    expect(
      bad(await room.book.open(id('development/DevOps'), { write: false }, visit(askNobody))),
    ).toMatchObject({
      kind: 'hop-refused',
      causes: [{ cause: 'not-assigned', certain: true }],
    })
  })

  test('its own length is learned from the first session', async () => {
    const room = await signedIn('bill')
    const billing = id('master/Billing')
    expect(good(await room.book.plan(billing, {})).hops[0]).toMatchObject({ seconds: 3_600 })
    const opened = good(await room.book.open(billing, { write: false }, visit(askNobody)))
    expect(Date.parse(opened.view.expiresAt) - room.opened.clock.now()).toBeGreaterThan(119 * minute)
    expect(good(await room.book.plan(billing, { seconds: 7_200 })).hops[0]).toMatchObject({
      seconds: 7_200,
      cap: null,
    })
  })
})

describe('a role behind a permission set', () => {
  test('gets its external id and the name of the portal’s person, for one hour', async () => {
    const room = await signedIn('omar')
    const deploy = id('development/CrossAccountCICD')
    const route = good(await room.book.plan(deploy, { seconds: 14_400 }))
    expect(route.hops).toMatchObject([
      { kind: 'role-credentials', target: id('shared-services/DevOps') },
      { kind: 'assume-role', seconds: 3_600, cap: 'chained', externalId: 'northwind-cicd-2026' },
    ])
    expect(route.strategy).toBeNull()
    const opened = good(await room.book.open(deploy, { write: false }, visit(askNobody)))
    expect(opened.view.assumedRoleArn).toBe('arn:aws:sts::444444444444:assumed-role/CrossAccountCICD/omar')
    expect(opened.chained).toBe(true)
    good(await room.book.open(id('staging/CrossAccountCICD'), { write: false }, visit(askNobody)))
    expect(room.count('GetRoleCredentials')).toBe(1)
  })

  test('renews silently until the portal’s session ends; then only a sign-in helps', async () => {
    const room = await signedIn('omar')
    const deploy = id('development/CrossAccountCICD')
    let last = good(await room.book.open(deploy, { write: true }, visit(askNobody))).view.accessKeyId
    for (let round = 0; round < 3; round += 1) {
      room.opened.advance(50 * minute)
      await until(async () => good(await room.book.list())[0]?.accessKeyId !== last)
      last = good(await room.book.list())[0]?.accessKeyId ?? ''
    }
    room.opened.advance(8 * 60 * minute)
    expect(bad(await room.book.issue(deploy, { delivery: 'process' }, visit(askNobody)))).toMatchObject({
      kind: 'sign-in-required',
      reason: 'ended',
    })
  })

  test('production asks for its name and a reason, once', async () => {
    const room = await signedIn('omar')
    const deploy = id('production/CrossAccountCICD')
    expect(bad(await room.book.issue(deploy, { delivery: 'environment' }, visit(askNobody)))).toEqual({
      kind: 'answer-needed',
      missing: ['reason', 'confirm'],
      target: deploy,
      expects: 'production',
    })
    const opened = good(
      await room.book.open(
        deploy,
        { write: false, reason: 'OPS-7 roll back', confirm: 'production' },
        visit(askNobody),
      ),
    )
    expect(opened.view.renews).toBe(false)
    good(await room.book.issue(deploy, { delivery: 'process' }, visit(askNobody)))
  })

  test('no sign-in at all', async () => {
    const room = await openSessionRoom('sso-landing-zone')
    expect(
      bad(await room.book.open(id('development/Developer'), { write: false }, visit(askNobody))),
    ).toMatchObject({
      kind: 'sign-in-required',
      reason: 'never',
    })
  })
})

describe('more than one way', () => {
  test('a hub that is not assigned is gone round, and remembered', async () => {
    const room = await signedIn('omar')
    const costs = id('master/CostExplorerAccess')
    const opened = good(await room.book.open(costs, { write: false }, visit(askNobody)))
    expect(opened.view.assumedRoleArn).toBe('arn:aws:sts::111111111111:assumed-role/CostExplorerAccess/omar')
    expect(good(await room.book.plan(costs, {})).hops[0]?.target).toBe(id('shared-services/DevOps'))
  })

  test('a portal’s list tells the way beforehand', async () => {
    const room = await signedIn('omar')
    good(await room.signIns.portalListing(id('portal'), { refresh: true }))
    expect(good(await room.book.plan(id('master/CostExplorerAccess'), {})).hops[0]?.target).toBe(
      id('shared-services/DevOps'),
    )
  })

  test('a developer reaches the backend through their own account', async () => {
    const room = await openSessionRoom('atmos')
    await room.addKey('identity', 'devi')
    const opened = good(
      await room.book.open(
        'atmos:backend/TerraformBackend',
        { write: false },
        visit(withPhone(room, 'devi')),
      ),
    )
    expect(opened.view.assumedRoleArn).toBe('arn:aws:sts::300000000013:assumed-role/TerraformBackend/devi')
    expect(good(await room.book.plan('atmos:backend/TerraformBackend', {})).hops[0]?.target).toBe(
      'atmos:dev-1/Developer',
    )
  })
})
