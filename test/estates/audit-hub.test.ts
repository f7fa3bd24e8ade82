// The organization audit-hub, lived from end to end: the sweep over forty members finishes, and says for each broken one which way.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditHub, brokenMembers } from '../../main/demo/worlds/audit-hub.ts'
import type { EachRow } from '../../shared/fleet.ts'
import { whyNoAws } from '../support/aws-readers.ts'
import { openDemoTerminal, type ResidentDemo } from '../support/demo-terminal.ts'
import { beginWithFiles, expectEarlierFiles, writeAllAndStop } from '../support/earlier-files.ts'
import { allWays, takeEveryWay } from '../support/every-way.ts'
import { document } from '../support/run-cli.ts'
import { good as value } from '../support/sign-in-room.ts'
import { allSaying, checkAll, rolesOf, takeAll } from '../support/tour.ts'
import { openWindow } from '../support/window.ts'

const members = auditHub.accounts
  .filter(({ key }) => key.startsWith('member-'))
  .map(account => ({ ...account, role: 'Headroom' }))
const isBroken = (key: string): boolean => brokenMembers.some(broken => broken.key === key)
const good = members.filter(({ key }) => !isBroken(key))
const emergency = auditHub.accounts
  .filter(({ key }) => key !== 'management')
  .map(account => ({ ...account, role: 'OrganizationAccountAccessRole' }))

/** Each member's word: `ok`, or the cause with `!` because it is proved. */
const found = Object.fromEntries(
  members.map(({ key, role }) => {
    const broken = brokenMembers.find(each => each.key === key)
    return [`${key}/${role}`, broken ? `${broken.cause}!` : 'ok']
  }),
)

let demo: ResidentDemo
beforeAll(async () => {
  demo = await openDemoTerminal('audit-hub')
  beginWithFiles(demo)
  await demo.addKey('auditor', 'scanner')
})
afterAll(() => demo.stop())

describe('the scanner, a machine without MFA', () => {
  test('check: forty rows in order, exactly five broken, each with its cause proved', async () => {
    const checked = await checkAll(demo, 'role=Headroom')
    expect(checked.said).toEqual(found)
    expect(checked.code).toBe(1)
    expect(checked.rows.map(row => row.target)).toEqual(members.map(({ key }) => `audit-hub:${key}/Headroom`))
    for (const row of checked.rows.filter(each => !each.ok)) {
      expect(row).toMatchObject({ hop: 1, awsCode: 'AccessDenied', exit: 5, cause: row.causes?.[0]?.cause })
      expect(row.causes?.filter(cause => cause.certain)).toHaveLength(1)
    }
    expect(await demo.json('sessions')).toEqual([])
  })

  test('taken alone or probed, a broken one says the hop, the cause, its proof, and what to run', async () => {
    const ended = await demo.run('route member-013/Headroom --probe --json')
    expect(ended.code).toBe(5)
    const why = expect.stringContaining('names arn:aws:iam::999999999999:root')
    expect(document(ended)).toMatchObject({
      hops: [{ cause: 'trust', causes: expect.arrayContaining([{ cause: 'trust', certain: true, why }]) }],
    })
    expect((await demo.run('route member-012/Headroom --probe')).code).toBe(0)
    expect(await demo.refused('assume member-013/Headroom')).toMatchObject({
      code: 5,
      kind: 'hop-refused',
      hop: 1,
      hops: 1,
      cause: 'trust',
      awsCode: 'AccessDenied',
    })
    const { code, stdout, stderr } = await demo.run('assume member-013/Headroom')
    expect([code, stdout]).toEqual([5, ''])
    expect(stderr).toMatch(
      /^switchyard: AWS refused hop 1 of 1 to audit-hub:member-013\/Headroom\n {2}AccessDenied: /,
    )
    expect(stderr).toContain('names arn:aws:iam::999999999999:root')
    expect(stderr).toMatch(/\n {2}Try each hop: switchyard route audit-hub:member-013\/Headroom --probe\n$/)
    expect(await demo.json('sessions')).toEqual([])
    const rows = await demo.json<Record<string, unknown>[]>('activity')
    expect(rows.find(row => row.what === 'refusal')).toMatchObject({
      target: 'audit-hub:member-013/Headroom',
      outcome: 'refused',
      requestIds: [expect.any(String)],
    })
  })

  test('in words a line each, the broken ones with what proved it', async () => {
    const ended = await demo.run('check role=Headroom')
    const lines = ended.stdout.trimEnd().split('\n')
    expect(ended.code).toBe(1)
    expect(lines).toHaveLength(40)
    expect(lines.filter(line => /^ok {6}audit-hub:member-\d{3}\/Headroom$/.test(line))).toHaveLength(35)
    expect(lines.find(line => line.includes('member-007'))).toBe(
      'failed  audit-hub:member-007/Headroom  hop 1: the role does not exist. AccessInspector looked: the account has no role Headroom.',
    )
    expect(ended.stderr.trimEnd().split('\n').at(-1)).toBe('35 of 40 good, 5 failed')
  })

  test('the window checks what a person chose, is told of each, and ends it when the person says so', async () => {
    const window = await openWindow(/: (http\S+)/.exec(demo.resident.stdout())?.[1] ?? '')
    const told: string[] = []
    window.on('checked', ({ work, row }) => void told.push(`${work} ${row.target} ${row.cause ?? row.ok}`))
    const chosen = ['member-001', 'member-013', 'member-031'].map(key => `audit-hub:${key}/Headroom`)
    const targets = [...chosen, 'audit-hub:nobody/Headroom']
    const { rows, whole } = value(await window.call.checkTargets({ targets, work: 'drift' }))
    expect(whole).toBe(true)
    expect(rows.map(row => row.cause ?? row.failure ?? row.ok)).toEqual([
      true,
      'trust',
      'account-suspended',
      'unknown-name',
    ])
    expect([...told].sort()).toEqual([
      'drift audit-hub:member-001/Headroom true',
      'drift audit-hub:member-013/Headroom trust',
      'drift audit-hub:member-031/Headroom account-suspended',
      'drift audit-hub:nobody/Headroom false',
    ])
    await demo.fault('latency 200ms sts')
    const all = members.map(({ key }) => `audit-hub:${key}/Headroom`)
    const checking = window.call.checkTargets({ targets: all, work: 'sweep' })
    await expect.poll(() => told.some(line => line.startsWith('sweep'))).toBe(true)
    await window.call.cancelWork({ work: 'sweep' })
    const broken = value(await checking)
    expect(broken.whole).toBe(false)
    expect(broken.rows.length).toBeLessThan(40)
    await demo.fault('clear')
    window.close()
  })

  test('each in two regions: eighty lines of JSON, the broken members with the same causes', async () => {
    const ended = await demo.run([
      ...['each', 'role=Headroom', '--regions', 'us-east-1,eu-west-1', '--limit', '16', '--json', '--'],
      ...['sh', '-c', 'echo "$AWS_REGION"; echo looked >&2'],
    ])
    expect(ended.code).toBe(1)
    const rows = ended.stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as EachRow)
    expect(rows).toHaveLength(80)
    for (const row of rows) {
      const said = found[row.target.slice('audit-hub:'.length)]
      if (said === 'ok')
        expect(row).toEqual({
          target: row.target,
          region: row.region,
          ok: true,
          code: 0,
          stdout: `${row.region}\n`,
          stderr: 'looked\n',
          seconds: expect.any(Number),
        })
      else expect(row).toMatchObject({ ok: false, cause: said?.replace('!', ''), region: row.region })
      if (said !== 'ok') expect(row.code).toBeUndefined()
    }
  })

  /** Those that are enabled in every account (AWS, "Regions that are enabled by default"). */
  const regions = [
    ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1', 'eu-north-1'],
    ...['eu-central-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'ap-south-1', 'ap-southeast-1'],
    ...['ap-southeast-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
  ]
  test('some in all regions that every account has, and the results are whole', async () => {
    const words = ['each', 'role=Headroom', 'tag:owner=team-5', 'unit=Prod', '--regions', regions.join(',')]
    const ended = await demo.run([...words, '--limit', '16', '--json', '--', 'sh', '-c', 'echo $AWS_REGION'])
    expect(ended.code).toBe(0)
    const rows = ended.stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as EachRow)
    expect(new Set(rows.map(row => row.stdout?.trim()))).toEqual(new Set(regions))
    expect(rows).toHaveLength(3 * regions.length)
  })

  test('reads the organization, and finds the catalog as it is but for the suspended member', async () => {
    const discovery = await demo.json<{ accounts: unknown[] }>(
      'catalog discover management/OrgAndAccountInfoReader --against audit-hub',
    )
    expect(discovery.accounts).toHaveLength(42)
    expect(discovery).toMatchObject({
      against: 'audit-hub',
      notInCatalog: [],
      yaml: '',
      differences: [
        {
          kind: 'state',
          account: { key: 'member-031' },
          before: 'ACTIVE',
          after: 'SUSPENDED',
          sentence: expect.stringMatching(/^member-031 is SUSPENDED/),
        },
      ],
    })
  })

  test('a member in every way, and nothing is left', async () => {
    const arn = 'arn:aws:sts::400000000102:assumed-role/Headroom/scanner'
    expect(await takeEveryWay(demo, 'audit-hub:member-002/Headroom')).toEqual(allWays(arn))
    expect((await demo.json<{ hcl: string }>('terraform member-002/Headroom')).hcl).toContain('400000000102')
    if (!whyNoAws()) {
      const said = await demo.aws(['--profile', 'member-002-Headroom', 'sts', 'get-caller-identity'])
      expect(document(said)).toMatchObject({ Account: '400000000102' })
    }
    expect((await demo.run('stop --all')).code).toBe(0)
    expectEarlierFiles(demo)
    await writeAllAndStop(demo, 'all', 81)
  })
})

test('sven has a device, but the sign-in asks for no MFA: he is where the scanner is', async () => {
  await demo.addKey('auditor', 'sven')
  const checked = await checkAll(demo, 'role=Headroom', ['--mfa-code', await demo.code('sven')])
  expect(checked.said).toEqual(found)
})

test('from management itself: the reader, the members, and break-glass with a reason', async () => {
  expect((await demo.run('keys remove auditor')).code).toBe(0)
  await demo.addKey('management-admin', 'mona')
  const flags = ['--mfa-code', await demo.code('mona')]
  const tour = await takeAll(demo, 'role=Headroom,OrgAndAccountInfoReader', flags)
  const reader = { key: 'management', id: '400000000001', role: 'OrgAndAccountInfoReader' }
  const open = members.filter(({ key }) => key === 'member-023' || !isBroken(key))
  expect(tour.arrivals).toMatchObject(rolesOf([reader, ...open], 'mona'))
  expect(Object.values(tour.arrivals).filter(word => word.startsWith('arn:'))).toHaveLength(open.length + 1)
  expect(good).toHaveLength(35)
  const selector = 'role=OrganizationAccountAccessRole'
  const reason = ['--reason', 'INC-2 locked out']
  expect((await takeAll(demo, selector)).arrivals).toEqual(allSaying(emergency, 'answer-needed'))
  expect((await takeAll(demo, selector, reason)).arrivals).toEqual({
    ...rolesOf(emergency, 'mona'),
    'member-031/OrganizationAccountAccessRole': 'account-suspended',
  })
  for (const [target, role, flags] of [
    ['member-023/Headroom', 'Headroom', []],
    ['member-023/OrganizationAccountAccessRole', 'OrganizationAccountAccessRole', reason],
  ] as const) {
    const arn = `arn:aws:sts::400000000123:assumed-role/${role}/mona`
    expect(await takeEveryWay(demo, `audit-hub:${target}`, flags)).toEqual(allWays(arn))
  }
  expect((await demo.run('stop --all')).code).toBe(0)
  await writeAllAndStop(demo, 'role=Headroom,OrgAndAccountInfoReader', 41)
  await writeAllAndStop(demo, selector, 41)
})
