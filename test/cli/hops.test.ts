// Three hops to the state, MFA that must be young, and forty members of which five are broken: each with its cause.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { whyNoAws } from '../support/aws-readers.ts'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'
import { document } from '../support/run-cli.ts'

describe('atmos', () => {
  let demo: DemoTerminal
  beforeAll(async () => {
    demo = await openDemoTerminal('atmos')
    await demo.addKey('identity', 'otto')
  })
  afterAll(() => demo.stop())

  test('identity, Operations, TerraformBackend: one code for the whole way', async () => {
    expect(await demo.json('route backend/TerraformBackend')).toMatchObject({
      signIn: 'identity',
      strategy: 'shared-mfa-session',
      hops: [
        { step: 1, via: 'identity', arn: 'arn:aws:iam::300000000041:role/Operations', seconds: 3600 },
        {
          step: 2,
          via: 'atmos:prod-1/Operations',
          arn: 'arn:aws:iam::300000000013:role/TerraformBackend',
          seconds: 3600,
        },
      ],
    })
    const code = await demo.code('otto')
    expect(await demo.json(['assume', 'backend/TerraformBackend', '--mfa-code', code])).toMatchObject({
      accountId: '300000000013',
      assumedRoleArn: 'arn:aws:sts::300000000013:assumed-role/TerraformBackend/otto',
      region: 'us-east-2',
    })
    if (whyNoAws()) return
    const said = await demo.aws(['--profile', 'backend-TerraformBackend', 'sts', 'get-caller-identity'])
    expect(document(said)).toMatchObject({ Account: '300000000013' })
  })

  test('a hub is shared: the second target behind it takes one call', async () => {
    const before = await demo.count('AssumeRole')
    expect(await demo.json('assume prod-1/Operations')).toMatchObject({ accountId: '300000000041' })
    expect(await demo.count('AssumeRole')).toBe(before + 1)
    expect(await demo.count('GetSessionToken')).toBe(1)
  })

  test('the other region can be named', async () => {
    expect(await demo.json('assume staging-1/Operations --region us-west-2')).toMatchObject({
      region: 'us-west-2',
    })
    expect(demo.awsFiles().config).toContain('[profile staging-1-Operations]\nregion = us-west-2\n')
    expect(await demo.json('env staging-1/Operations')).toMatchObject({ AWS_REGION: 'us-west-2' })
  })

  test('production takes no MFA of 16 minutes ago: a new code is asked for, once', async () => {
    await demo.advance('+16m')
    expect(await demo.refused('assume prod-2/Operations')).toMatchObject({ code: 4, missing: ['mfa'] })
    // Development does not mind.
    expect(await demo.json('assume dev-1/Operations')).toMatchObject({ accountId: '300000000021' })
    const code = await demo.code('otto')
    expect(await demo.json(['assume', 'prod-2/Operations', '--mfa-code', code])).toMatchObject({
      accountId: '300000000042',
    })
    expect(await demo.count('GetSessionToken')).toBe(2)
    const sessions = await demo.json<{ target: string; renews: boolean }[]>('sessions')
    const renews = Object.fromEntries(sessions.map(row => [row.target, row.renews]))
    // What was learned is said: nobody can renew it without a person.
    expect(renews['atmos:prod-2/Operations']).toBe(false)
    expect(renews['atmos:dev-1/Operations']).toBe(true)
  })
})

describe('audit-hub', () => {
  let demo: DemoTerminal
  beforeAll(async () => {
    demo = await openDemoTerminal('audit-hub')
    await demo.addKey('auditor', 'scanner')
    // Organizations is asked for the state of accounts by whoever may read it.
    await demo.json('assume management/OrgAndAccountInfoReader')
  })
  afterAll(() => demo.stop())

  type Probed = { hops: { causes?: { cause: string; certain: boolean; why: string }[]; cause?: string }[] }
  const probe = async (member: string) => {
    const ended = await demo.run(`route ${member}/Headroom --probe --json`)
    return { code: ended.code, hop: (document(ended) as Probed).hops[0] }
  }

  test.each([
    ['member-007', 'role-missing'],
    ['member-013', 'trust'],
    ['member-017', 'external-id'],
    ['member-023', 'mfa-missing'],
    ['member-031', 'account-suspended'],
  ])('%s: 5, %s first, and proved', async (member, cause) => {
    const { code, hop } = await probe(member)
    expect(code).toBe(5)
    expect(hop).toMatchObject({
      cause,
      causes: expect.arrayContaining([{ cause, certain: true, why: expect.any(String) }]),
    })
    expect(hop?.causes?.[0]?.cause).toBe(cause)
    expect(hop?.causes?.filter(each => each.certain)).toHaveLength(1)
    expect(await demo.refused(`assume ${member}/Headroom`)).toMatchObject({
      code: 5,
      kind: 'hop-refused',
      hop: 1,
      hops: 1,
      cause,
      awsCode: 'AccessDenied',
    })
  })

  test.each(['member-001', 'member-012', 'member-040'])('%s is good', async member => {
    const { code, hop } = await probe(member)
    expect(code).toBe(0)
    expect(hop?.causes ?? []).toEqual([])
  })

  test('in words: the hop, what AWS said, the causes in order, and what to run', async () => {
    const { code, stdout, stderr } = await demo.run('assume member-013/Headroom')
    expect([code, stdout]).toEqual([5, ''])
    expect(stderr).toMatch(
      /^switchyard: AWS refused hop 1 of 1 to audit-hub:member-013\/Headroom\n {2}AccessDenied: /,
    )
    expect(stderr).toContain('names arn:aws:iam::999999999999:root')
    expect(stderr).toMatch(/\n {2}Try each hop: switchyard route audit-hub:member-013\/Headroom --probe\n$/)
  })

  test('probing leaves no session, and the refusals are in the record', async () => {
    const sessions = await demo.json<{ target: string }[]>('sessions')
    expect(sessions.map(row => row.target)).toEqual(['audit-hub:management/OrgAndAccountInfoReader'])
    const refusals = (await demo.json<Record<string, unknown>[]>('activity')).filter(
      row => row.what === 'refusal',
    )
    expect(refusals.map(row => row.target)).toContain('audit-hub:member-031/Headroom')
    expect(refusals[0]).toMatchObject({ outcome: 'refused', requestIds: [expect.any(String)] })
  })
})
