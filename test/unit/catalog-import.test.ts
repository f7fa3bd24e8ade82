// Other tools' files, in their real formats: what comes out word for word, what is lost by name, and nothing that would not pass.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foreignText } from '../../main/catalog-import/foreign-text.ts'
import { importKinds } from '../../main/catalog-import/imported.ts'
import { againstExpected, importPrinted, importText, sample } from '../support/import-sample.ts'

const registry = new Map([['config/platform.ini', sample('granted-registry/config/platform.ini')]])

describe('each format, word for word', () => {
  test.each([
    ['aws-config', 'aws-config.ini', 'aws-config'],
    ['aws-vault', 'aws-vault.ini', 'aws-vault'],
    ['aesr', 'aesr.ini', 'aesr'],
    ['aws-sso-cli', 'aws-sso-cli.yaml', 'aws-sso-cli'],
    ['granted', 'granted-config.toml', 'granted-config'],
    ['granted', 'granted-registry/granted.yml', 'granted-registry'],
    ['terraform-output', 'terraform-output.json', 'terraform-output'],
    ['atmos', 'atmos.yaml', 'atmos'],
    ['leapp', 'leapp-workspace.json', 'leapp'],
  ] as const)('%s: %s', (kind, file, name) => {
    const { found, expected } = againstExpected(
      importPrinted(kind, sample(file), { related: registry }),
      name,
    )
    expect(found.yaml).toBe(expected.yaml)
    expect(found.losses).toEqual(expected.losses)
  })

  test('every loss stands on top of the printed catalog', () => {
    const { yaml, losses } = importPrinted('atmos', sample('atmos.yaml'))
    expect(losses.length).toBeGreaterThan(5)
    for (const loss of losses) expect(yaml).toContain(`# - ${loss}\n`)
  })

  test('with Windows line ends and a byte order mark the same comes out', () => {
    for (const [kind, file] of [
      ['aws-config', 'aws-config.ini'],
      ['aws-sso-cli', 'aws-sso-cli.yaml'],
      ['atmos', 'atmos.yaml'],
      ['aesr', 'aesr.ini'],
      ['granted', 'granted-config.toml'],
      ['terraform-output', 'terraform-output.json'],
    ] as const) {
      const windows = `\uFEFF${sample(file).replaceAll('\n', '\r\n')}`
      expect(importPrinted(kind, windows)).toEqual(importPrinted(kind, sample(file)))
    }
  })
})

test('what a tool computes, and what it merges, is read on one line and on many', () => {
  const head =
    'auth:\n  providers:\n    p: { kind: aws/iam-identity-center, region: eu-west-1, start_url: "https://x.awsapps.com/start" }\n'
  const identities = (principal: string) =>
    `${head}  identities:\n    a: &a\n      kind: aws/permission-set\n      via: { provider: p }\n      principal: ${principal}\n    b: { <<: *a, env: [] }\n`
  const { catalog, losses } = importPrinted(
    'atmos',
    identities('{ name: Admin, account: { id: "100000000101" } }'),
  ).imported
  expect(catalog.roles?.map(role => role.name)).toEqual(['Admin'])
  expect(losses.map(({ what }) => what)).toEqual([
    'Not carried over: env.',
    'The same role as identity a; one entry is written, with the profile of identity a.',
  ])
  for (const computed of [
    '{ name: !env SET }',
    '\n        name: !exec |\n          echo Admin',
    '!include x.yaml',
  ])
    expect(importPrinted('atmos', identities(computed)).losses.join()).toContain('computed')
})

const far = Array.from({ length: 12_000 }, (_, hop) => hop)
test.each([
  [
    'aws-config',
    far
      .map(
        hop =>
          `[profile p${hop}]\nrole_arn = arn:aws:iam::100000000101:role/R${hop}\nsource_profile = p${hop + 1}\n`,
      )
      .join(''),
  ],
  [
    'atmos',
    `auth:\n  identities:\n${far
      .map(
        hop =>
          `    i${hop}: { kind: aws/assume-role, via: { identity: i${hop + 1} }, principal: { assume_role: "arn:aws:iam::100000000101:role/R${hop}" } }\n`,
      )
      .join('')}`,
  ],
  [
    'leapp',
    JSON.stringify({
      _sessions: far.map(hop => ({
        sessionId: `s${hop}`,
        type: 'awsIamRoleChained',
        roleArn: `arn:aws:iam::100000000101:role/R${hop}`,
        parentSessionId: `s${hop + 1}`,
      })),
    }),
  ],
] as const)('%s: a way of twelve thousand hops is left out by name', (kind, text) => {
  expect(importPrinted(kind, text).losses.join()).toContain('More than 100 others stand before it')
})

test('a file is read in the encoding its system gave it', () => {
  const [utf16, text] = [Buffer.from('\uFEFF[profile zürich]', 'utf16le'), '[profile zürich]']
  expect(foreignText(utf16)).toBe(text)
  expect(foreignText(Buffer.from(utf16).swap16())).toBe(text)
  expect(foreignText(Buffer.from(text))).toBe(text)
  expect(foreignText(Buffer.from(text, 'latin1'))).toBe(text)
})

describe('aws-config', () => {
  const role = (more: string, name = 'x') =>
    `[profile ${name}]\nrole_arn = arn:aws:iam::100000000101:role/R\nsource_profile = ops\n${more}\n`

  test('keys without an account are left out until somebody names it', () => {
    const without = importPrinted('aws-config', role(''))
    expect(without.imported.catalog.roles).toBeUndefined()
    expect(without.losses).toEqual([
      'profile ops: It holds the keys of an IAM user whose account the file does not say; name it with --account ID. What starts from it is left out.',
      'profile x: What it starts from, ops, could not be carried over; so its role is left out.',
    ])
    const named = importPrinted('aws-config', role(''), { account: '100000000002' })
    expect(named.imported.catalog).toMatchObject({
      signIns: { ops: { kind: 'iam-user', account: 'ops' } },
      roles: [{ name: 'R', from: 'ops' }],
    })
    const own = importPrinted('aws-config', `${role('')}[profile ops]\naws_account_id = 100000000003\n`)
    expect(own.imported.catalog.accounts).toMatchObject({ ops: { id: '100000000003' } })
  })

  test('the personal layer holds what a shared catalog may not', () => {
    const { imported, losses } = importPrinted('aws-config', sample('aws-config.ini'), { personal: true })
    expect(imported.catalog).toMatchObject({
      name: 'personal',
      signIns: {
        ops: { userName: 'ana', mfaSerial: 'arn:aws:iam::100000000002:mfa/ana' },
        vendor: { kind: 'command', command: ['/opt/vendor creds/get', '--role', 'reader one'] },
      },
    })
    expect(imported.catalog.roles?.map(one => one.name)).toContain('Reader')
    expect(losses.some(loss => loss.includes('credential_process'))).toBe(false)
    const profile = importPrinted('aws-config', role(''), { personal: true })
    expect(profile.imported.catalog.signIns).toEqual({ ops: { kind: 'profile', profile: 'ops' } })
  })

  test('keys in the file are neither carried over nor said', () => {
    const text = `${role('')}[profile ops]\naws_account_id = 100000000003\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY\n`
    const { yaml } = importPrinted('aws-config', text, { personal: true })
    expect(yaml).not.toMatch(/AKIA|wJalr/)
    expect(yaml).toContain('switchyard keys add')
  })

  test('two profiles into one role become one entry, and that is told', () => {
    const { imported, losses } = importPrinted(
      'aws-config',
      role('', 'a') + role('duration_seconds = 7200', 'b'),
      {
        account: '100000000002',
      },
    )
    expect(imported.catalog.roles).toEqual([
      { name: 'R', accounts: '100000000101', from: 'ops', profile: 'a' },
    ])
    expect(losses).toContain(
      'profile b: The same role as profile a; one entry is written, with the profile, duration of profile a.',
    )
  })

  test('what AWS would refuse is left out by name: partition, duration, external id', () => {
    const china = '[profile cn]\nrole_arn = arn:aws-cn:iam::100000000101:role/C\nsource_profile = ops\n'
    const { imported, losses } = importPrinted(
      'aws-config',
      `${role('duration_seconds = 60\nexternal_id = a b', 'a')}${role('', 'b').replace('role/R', 'role/S')}${china}`,
      { account: '100000000002' },
    )
    expect(imported.catalog.partition).toBeUndefined()
    expect(imported.catalog.roles?.map(one => one.name)).toEqual(['R', 'S'])
    expect(losses.filter(loss => /duration|external id|partition/.test(loss))).toEqual([
      'profile a: Its external id is none that AWS would take.',
      'profile a: Its duration, 1m, is outside of AWS’s 15m to 12h.',
      'profile cn: It is of the partition aws-cn, and a catalog has one: aws. Import it on its own.',
    ])
  })

  test('a profile that names itself takes its own keys', () => {
    const { imported } = importPrinted(
      'aws-config',
      '[profile me]\nrole_arn = arn:aws:iam::100000000101:role/R\nsource_profile = me\nmfa_serial = arn:aws:iam::100000000002:mfa/me\n',
    )
    expect(imported.catalog).toMatchObject({
      signIns: { me: { kind: 'iam-user', mfa: 'required' } },
      roles: [{ name: 'R', from: 'me', mfa: 'required' }],
    })
  })
})

describe('files that are something else', () => {
  test.each([
    ['leapp', '{"a":1}'],
    ['leapp', 'not base64, not JSON'],
    ['aws-sso-cli', 'a: 1'],
    ['aws-sso-cli', '['],
    ['atmos', 'components: {}'],
    ['terraform-output', '{"region":"eu-west-1"}'],
    ['terraform-output', 'name = "x"'],
    ['granted', 'awsConfig:\n  - gone.ini\n'],
    ['granted', 'this is no setting'],
  ] as const)('%s of %s', (kind, text) => {
    const result = importText(kind, text)
    expect(result).toMatchObject({ ok: false, failure: { kind: 'file-invalid', path: 'sample', as: kind } })
  })
  test.each(importKinds)('%s of a program, which is no text', kind => {
    expect(importText(kind, '\u007fELF\u0000\u0001\n[profile a]\n')).toMatchObject({
      failure: { as: kind, problems: [{ message: expect.stringMatching(/^This is no text/) }] },
    })
  })

  const word = fc.constantFrom(
    '[profile a]',
    '[a]\n',
    '\n',
    ' = ',
    'role_arn',
    'source_profile',
    'a',
    '{account}',
    '"',
    '#',
    'arn:aws:iam::100000000101:role/R',
    'auth:',
    '  identities:',
    '"__proto__"',
    '{"a":"100000000101"}',
    '\u202E',
    '\t',
    '${x}',
    ': ',
    '- ',
    '100000000101',
    'SSOConfig:',
  )
  test('whatever the text is, what is printed passes the check', () => {
    fc.assert(
      fc.property(fc.constantFrom(...importKinds), fc.array(word, { maxLength: 40 }), (kind, words) => {
        const text = words.join('')
        const result = importText(kind, text, { account: '100000000002' })
        if (result.ok) importPrinted(kind, text, { account: '100000000002' })
        else expect(['file-invalid', 'usage']).toContain(result.failure.kind)
      }),
      { numRuns: 500 },
    )
  })

  test('hostile names stay names', () => {
    const text = JSON.stringify({
      'a\nroles: [x]': '100000000101',
      __proto__x: '100000000102',
      all: '100000000103',
      '# $(id)': '100000000104',
    })
    const { imported, yaml } = importPrinted('terraform-output', text)
    expect(Object.keys(imported.catalog.accounts ?? {})).toHaveLength(4)
    expect(imported.catalog.roles).toBeUndefined()
    expect(yaml.split('\n').filter(line => /^roles/.test(line))).toEqual([])
  })
})
