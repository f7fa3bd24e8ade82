// AWS Organizations of the demo as a catalog, and what another one lacks of it, by the built command line.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCatalog } from '../../main/catalog/read-catalog.ts'
import { brokenMembers } from '../../main/demo/worlds/audit-hub.ts'
import {
  addCatalog,
  addKey,
  callsSoFar,
  countCalls,
  freshCode,
  run,
  settledWorld,
  startWorld,
} from '../support/cli-world.ts'
import { document } from '../support/run-cli.ts'

const reader = 'management/OrgAndAccountInfoReader'

describe('catalog discover', () => {
  test('audit-hub: forty members, units, tags, the suspended one; then, throttled, what a catalog of half of it lacks', {
    timeout: 90_000,
  }, async () => {
    const world = await startWorld('audit-hub')
    await addCatalog(world)
    await addKey(world, 'scanner', 'auditor')
    const before = await callsSoFar(world.control)
    const printed = await run(world.env, ['catalog', 'discover', reader])
    expect(printed.code).toBe(0)
    expect(printed.stderr).toContain('42 of 42 accounts\n')
    // Pages of twenty with an empty one between them: every page was asked for, each account's tags once.
    const counts = await countCalls(world.control, before)
    expect(counts).toMatchObject({ DescribeOrganization: 1, ListTagsForResource: 42 })
    const read = readCatalog(printed.stdout, 'discovered')
    if (!read.ok) throw new Error(JSON.stringify(read.failure))
    const accounts = Object.entries(read.value.document.accounts ?? {})
    expect(accounts).toHaveLength(42)
    expect(accounts.filter(([, one]) => one.unit === 'NonProd')).toHaveLength(13)
    const suspended = brokenMembers.filter(one => one.cause === 'account-suspended').map(one => one.key)
    expect(accounts.filter(([, one]) => one.facts?.state === 'SUSPENDED').map(([key]) => key)).toEqual(
      suspended,
    )
    expect(read.value.document.accounts?.['member-001']).toEqual({
      id: '400000000101',
      unit: 'Prod',
      tags: { owner: 'team-1' },
      checklist: [
        { title: 'In its unit', done: true },
        { title: 'Active', done: true },
        { title: 'Tagged', done: true },
      ],
    })

    // A catalog that knows half of it: the rest is printed ready to be added.
    const path = join(world.folder, 'half.yaml')
    const half =
      'switchyard: 1\nname: half\naccounts:\n  one: { id: "400000000101", name: member-001, unit: Sandbox, checklist: [{ title: CloudTrail }] }\n  lost: { id: "499999999999" }\n'
    writeFileSync(path, half)
    expect(await run(world.env, ['catalog', 'add', path])).toMatchObject({ code: 0 })
    // Throttled by AWS it goes slower and loses nothing.
    const faults = async (...words: readonly string[]) =>
      document(await run(world.env, ['demo', 'fault', ...words, '--json']))
    expect(await faults('throttle', 'organizations', '2')).toMatchObject({
      faults: ['throttle organizations 2'],
    })
    const more = await run(world.env, ['catalog', 'discover', reader, '--against', 'half'])
    expect(await faults()).toMatchObject({ faults: [] })
    expect(more.stdout).toContain('# one is in Prod; the catalog says Sandbox.\n')
    expect(more.stdout).toContain('# lost (499999999999) is in the catalog and not in the organization.\n')
    const rest = readCatalog(more.stdout, 'rest')
    expect(Object.keys(rest.ok ? (rest.value.document.accounts ?? {}) : {})).toHaveLength(41)
    expect(more.stdout).toContain('{ title: CloudTrail, done: false }')
  })

  test('ops-hub: a role that may not read the organization is refused, the management account’s may', {
    timeout: 90_000,
  }, async () => {
    const world = await settledWorld()
    const refused = await run(world.env, [
      'catalog',
      'discover',
      'acme',
      '--mfa-code',
      await freshCode(world.control),
    ])
    expect(refused).toMatchObject({ code: 5, stdout: '' })
    expect(refused.stderr).toContain('read it as a target there.')
    expect(await run(world.env, ['catalog', 'discover', 'nobody/Nothing'])).toMatchObject({ code: 6 })
    expect(await run(world.env, ['catalog', 'discover', 'acme', '--against', 'nothing'])).toMatchObject({
      code: 6,
    })
  })
})
