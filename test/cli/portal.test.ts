// Identity Center through the command line: both ways in, the list, a chain with an external id, renewals, the portal's end.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { whyNoAws } from '../support/aws-readers.ts'
import { openDemoTerminal, type ResidentDemo } from '../support/demo-terminal.ts'
import { visitPortal } from '../support/portal-visit.ts'
import { document } from '../support/run-cli.ts'
import { openWindow } from '../support/window.ts'

type Row = { target: string; granted: boolean | null; role: string }
const id = (target: string) => `sso-landing-zone:${target}`
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/)

let demo: ResidentDemo
beforeAll(async () => {
  demo = await openDemoTerminal('sso-landing-zone')
})
afterAll(() => demo.stop())
const rows = (words: string) => demo.json<Row[]>(words)

describe('sign-in', () => {
  test('nobody is signed in yet: 3, and what to run', async () => {
    expect(await demo.refused('assume staging/Developer')).toMatchObject({
      code: 3,
      kind: 'sign-in-required',
      reason: 'never',
      remedy: 'Sign in: switchyard sign-in sso-landing-zone:portal',
    })
    expect(await demo.run('credential-process sso-landing-zone:staging/Developer')).toMatchObject({
      code: 3,
      stdout: '',
    })
  })

  test('denied in the browser: 4, and nobody is in', async () => {
    const { ended, answer } = await visitPortal(demo, 'portal --device-code --no-open', null)
    expect(ended.code).toBe(4)
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'sign-in-denied' } })
    expect(await demo.json('sign-ins')).toMatchObject([
      { signIn: 'portal', kind: 'identity-center', state: 'out' },
      { signIn: 'partner', kind: 'identity-center', state: 'out' },
    ])
  })

  test('by device code: the code and the address on stderr, the answer on stdout', async () => {
    const { verify, ended, answer } = await visitPortal(demo, 'portal --device-code --no-open', 'ines')
    expect(verify).toEqual({
      event: 'verify',
      url: `${demo.pointer.url}/device?user_code=${verify.userCode}`,
      userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
    })
    expect(ended.code).toBe(0)
    expect(answer).toEqual({ signIn: 'portal', kind: 'identity-center', expiresAt: time })
  })

  test('for people the code and the address are words; three signals end it, with 130', async () => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      const running = demo.start('sign-in partner --device-code --no-open')
      const words = /^Code: [A-Z]{4}-[A-Z]{4}\nSign in to .*partner.* here: http\S+\n$/
      await expect.poll(() => running.stderr()).toMatch(words)
      running.child.kill(signal)
      expect(await running.ended, signal).toMatchObject({ code: 130, stdout: '' })
    }
  })

  test('by browser with PKCE: the address is the authorize page, and the redirect comes to loopback', async () => {
    await demo.json('sign-out portal')
    const { verify, ended } = await visitPortal(demo, 'portal --no-open', 'omar')
    expect(verify.userCode).toBeNull()
    const asked = new URL(verify.url).searchParams
    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(asked.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/oauth\/callback$/)
    expect(ended.code).toBe(0)
    expect(await demo.json('sign-ins')).toMatchObject([{ signIn: 'portal', state: 'in' }, { state: 'out' }])
  })
})

describe('the portal’s list', () => {
  test('says what is granted; the rest only with --all', async () => {
    const granted = await rows('ls')
    expect(granted.filter(row => row.role === 'DevOps').map(row => row.granted)).toEqual(Array(7).fill(true))
    expect(granted.filter(row => ['Developer', 'Billing', 'Auditor'].includes(row.role))).toEqual([])
    const all = await rows('ls --all')
    expect(all.filter(row => row.granted === false).map(row => row.role)).toEqual([
      ...Array(3).fill('Developer'),
      'Billing',
      ...Array(7).fill('Auditor'),
    ])
  })

  test('is read once, and again with --refresh', async () => {
    const before = await demo.count('ListAccountRoles')
    await rows('ls')
    expect(await demo.count('ListAccountRoles')).toBe(before)
    await rows('ls --refresh')
    expect(await demo.count('ListAccountRoles')).toBe(before + 7)
  })

  test('ls ACCOUNT --refresh asks for that one account, and says on stderr what was gained', async () => {
    await visitPortal(demo, 'portal --no-open', 'ines')
    const before = await demo.count('ListAccountRoles')
    const said = await demo.run('ls staging --refresh --json')
    expect(await demo.count('ListAccountRoles')).toBe(before + 1)
    expect(said.stderr).toMatch(
      /^portal: gained Auditor in Staging, Developer in Staging \(since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\)\.$/m,
    )
    const granted = (document(said) as Row[]).filter(row => row.granted)
    expect(granted.map(row => row.role)).toEqual(expect.arrayContaining(['Auditor', 'Developer', 'DevOps']))
    await visitPortal(demo, 'portal --no-open', 'omar')
    const lost = await demo.run('ls --refresh')
    expect(lost.stderr).toMatch(/^portal: lost Auditor in Staging, Developer in Staging \(since /m)
    expect(await demo.json('activity')).toContainEqual(
      expect.objectContaining({ what: 'access', detail: 'lost Auditor in Staging, Developer in Staging' }),
    )
  })

  test('catalog sync reads it too: gained and lost on stderr, and in the row of its catalog', async () => {
    expect((await demo.run('demo access grant omar')).stderr).toContain('Say grant PERSON PERM')
    await demo.json('demo access grant omar Auditor staging')
    await demo.json('demo access revoke omar DevOps uat')
    const before = await demo.count('ListAccountRoles')
    const said = await demo.run('catalog sync')
    expect(said.code).toBe(0)
    expect(await demo.count('ListAccountRoles')).toBe(before + 6)
    expect(said.stderr).toMatch(
      /^portal: gained Auditor in Staging; lost DevOps in UAT \(since \d{4}-\d\d-\d\dT[\d:.]+Z\)\.$/m,
    )
    expect(said.stdout).toMatch(/^sso-landing-zone {2}current {2}/)
    // The catalog names all that the portal grants.
    expect(said.stderr).not.toContain('Granted, but')
    await demo.json('demo access revoke omar Auditor staging')
    await demo.json('demo access grant omar DevOps uat')
    const gained = [{ accountName: 'UAT', role: 'DevOps', target: id('uat/DevOps') }]
    const lost = [{ accountName: 'Staging', role: 'Auditor', target: id('staging/Auditor') }]
    const change = { since: time, gained, gainedCount: 1, lost, lostCount: 1 }
    expect(await demo.json('catalog sync sso-landing-zone')).toMatchObject([
      { state: 'current', portals: [{ signIn: 'portal', accounts: 7, roles: 7, change }], notInCatalog: [] },
    ])
    // Nothing came or went since, and a portal that is silent changes neither the answer nor what is known.
    await demo.fault('down sso')
    const silent = await demo.run('catalog sync --json')
    await demo.fault('clear')
    expect(silent).toMatchObject({ code: 0, stderr: expect.stringContaining('could not be completed') })
    expect(document(silent)).toMatchObject([{ portals: [{ accounts: 7, roles: 7, change: null }] }])
  })

  test('what it grants and a catalog does not name is told by catalog sync and catalog discover', async () => {
    const path = join(demo.folder, 'own.yaml')
    const portal =
      'kind: identity-center, startUrl: "https://example-org.awsapps.com/start", region: eu-west-1'
    const names = ['444444444444', '555555555555', '777777777777', '222222222222']
    writeFileSync(
      path,
      `switchyard: 1
name: own
signIns: { portal: { ${portal} } }
accounts: { ${names.map((account, at) => `a${at}: { id: "${account}" }`).join(', ')} }
roles: [{ name: DevOps, accounts: [a0, a1, a2], from: portal }]
`,
    )
    await demo.json(['catalog', 'add', path])
    await visitPortal(demo, 'own:portal --no-open', 'omar')
    // Without a list there is nothing to compare, and `ls` reads the first one.
    expect(document(await demo.run('catalog sync own --json'))).not.toHaveProperty('0.portals')
    await rows('ls')
    const said = await demo.run('catalog sync own --json')
    expect(said.stderr.split('\n').filter(line => line.startsWith('Granted'))).toEqual([
      'Granted, but not in own: Master (111111111111), DevOps.',
      'Granted, but not in own: Security (333333333333), DevOps.',
      'Granted, but not in own: UAT (666666666666), DevOps.',
      'Granted, but no role of own: DevOps in a3.',
    ])
    const unknown = ['Master', 'Security', 'UAT'].map(name => ({ account: { name }, known: false }))
    const known = { account: { id: '222222222222', name: 'a3' }, known: true, roles: ['DevOps'] }
    expect(document(said)).toMatchObject([{ name: 'own', notInCatalog: [...unknown, known] }])
    const discovered = await demo.run(`catalog discover ${id('master/DevOps')} --against own`)
    expect(discovered.stdout).toContain(
      '\n# Granted, but not in own: UAT (666666666666), DevOps.\n# Granted, but no role of own: DevOps in a3.\n',
    )
    await demo.json('sign-out own:portal')
    await demo.json('catalog rm own')
  })

  test('what is not assigned is refused with that cause: 5', async () => {
    expect(await demo.refused('assume development/Developer')).toMatchObject({
      code: 5,
      kind: 'hop-refused',
      cause: 'not-assigned',
      causes: [{ cause: 'not-assigned', certain: true }],
    })
  })
})

describe('a chain behind the portal', () => {
  test('is shown hop by hop, the external id as a fact, not as a value', async () => {
    const route = await demo.json('route staging/CrossAccountCICD')
    expect(route).toMatchObject({
      signIn: 'portal',
      strategy: null,
      hops: [
        { step: 1, kind: 'role-credentials', via: 'portal', externalId: false },
        {
          step: 2,
          kind: 'assume-role',
          arn: 'arn:aws:iam::555555555555:role/CrossAccountCICD',
          via: id('shared-services/DevOps'),
          externalId: true,
          seconds: 3600,
        },
      ],
    })
    expect(JSON.stringify(route)).not.toContain('northwind-cicd-2026')
  })

  test('is traveled, and the real aws is there', async () => {
    expect(await demo.json('assume staging/CrossAccountCICD')).toMatchObject({
      target: id('staging/CrossAccountCICD'),
      profile: 'staging-CrossAccountCICD',
      accountId: '555555555555',
      assumedRoleArn: 'arn:aws:sts::555555555555:assumed-role/CrossAccountCICD/omar',
    })
    if (whyNoAws()) return
    const said = await demo.aws(['--profile', 'staging-CrossAccountCICD', 'sts', 'get-caller-identity'])
    expect(document(said)).toMatchObject({ Account: '555555555555' })
  })

  test('a wish of four hours is shortened with the reason, never an error', async () => {
    const assumed = await demo.json<{ notices: string[] }>('assume uat/CrossAccountCICD --duration 4h')
    expect(assumed.notices).toEqual([expect.stringMatching(/^Shortened from 4 h to 1 h: /)])
    const route = await demo.json('route uat/CrossAccountCICD --duration 4h')
    expect(route).toMatchObject({ hops: [{}, { seconds: 3600, cap: 'chained' }] })
  })

  test('another of the catalog’s ways is taken when the first is not the person’s', async () => {
    // The cost team's own way is Billing, which omar is not assigned; the second one is his.
    expect(await demo.json('assume master/CostExplorerAccess')).toMatchObject({
      assumedRoleArn: 'arn:aws:sts::111111111111:assumed-role/CostExplorerAccess/omar',
    })
  })
})

describe('time', () => {
  const session = async (target: string) =>
    (await demo.json<{ target: string; expiresAt: string; accessKeyId: string }[]>('sessions')).find(
      row => row.target === id(target),
    )

  test('after 55 minutes everything was renewed by the running app, silently', async () => {
    const before = await session('staging/CrossAccountCICD')
    await demo.advance('+55m')
    await expect
      .poll(async () => (await session('staging/CrossAccountCICD'))?.accessKeyId)
      .not.toBe(before?.accessKeyId)
    const after = await session('staging/CrossAccountCICD')
    expect(Date.parse(after?.expiresAt ?? '') - Date.parse(before?.expiresAt ?? '')).toBeGreaterThan(
      50 * 60_000,
    )
    expect(demo.awsFiles().credentials).toContain(after?.accessKeyId)
    expect(demo.resident.stdout().split('\n')).toHaveLength(2)
  })

  test('past the portal session it ends with 3, and a fresh sign-in mends it', async () => {
    const window = await openWindow(/: (http\S+)/.exec(demo.resident.stdout())?.[1] ?? '')
    const over = window.snapshot(({ signIns }) => signIns[0]?.state === 'out')
    await demo.advance('+8h')
    expect((await over).signIns[0]).toMatchObject({ user: null, expiresAt: null })
    window.close()
    await expect.poll(() => session('staging/CrossAccountCICD')).toBeUndefined()
    for (const words of ['assume staging/DevOps', 'env staging/DevOps', 'console staging/DevOps --print'])
      expect(await demo.refused(words)).toMatchObject({ code: 3, kind: 'sign-in-required', reason: 'ended' })
    await visitPortal(demo, 'portal --device-code --no-open', 'omar')
    expect(await demo.json('assume staging/CrossAccountCICD')).toMatchObject({ accountId: '555555555555' })
  })

  test('a second portal has its own person, and lasts seven days', async () => {
    await visitPortal(demo, 'partner --device-code --no-open', 'pat')
    const listed = await rows('ls --signin partner')
    expect(listed.map(row => row.target)).toEqual(
      ['development', 'staging', 'uat'].map(account => id(`${account}/PartnerReader`)),
    )
    await demo.advance('+6d')
    expect(await demo.json('assume staging/PartnerReader')).toMatchObject({ accountId: '555555555555' })
    expect(await demo.refused('assume staging/DevOps')).toMatchObject({ code: 3 })
    await demo.advance('+25h')
    expect(await demo.refused('assume staging/PartnerReader')).toMatchObject({ code: 3, reason: 'ended' })
  })

  test('sign-out forgets one or all of them', async () => {
    await visitPortal(demo, 'portal --device-code --no-open', 'omar')
    await demo.json('assume staging/DevOps')
    expect(await demo.json('sign-out --all')).toEqual({ signedOut: ['portal'] })
    expect(await demo.json('sessions')).toEqual([])
    expect(demo.awsFiles()).toEqual({ config: '', credentials: '' })
    expect(await demo.refused('assume staging/DevOps')).toMatchObject({ code: 3, reason: 'never' })
    expect(await demo.count('Logout')).toBeGreaterThan(0)
  })
})
