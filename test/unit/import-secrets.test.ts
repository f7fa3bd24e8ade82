// What other tools keep secret stays with them, wherever in their files it stands: not in the catalog, not in a sentence.
import { describe, expect, test } from 'vitest'
import { commandWords } from '../../main/catalog-import/command-words.ts'
import type { ImportKind } from '../../main/catalog-import/imported.ts'
import { leaveSecrets, saysSecret } from '../../main/catalog-import/leave-secrets.ts'
import { importText } from '../support/import-sample.ts'

/** No form of a key or token that is known by its looks: only its place tells that it is one. */
const planted = 'hunter2-plain-Words'
const account = '100000000002'

const texts: readonly (readonly [kind: ImportKind, text: string])[] = [
  [
    'aws-config',
    `[profile keys]
aws_access_key_id = AKIAPLANTED000000000
aws_secret_access_key = ${planted}
aws_session_token = ${planted}
[profile tool]
credential_process = /bin/tool --token ${planted} --password="${planted}"
[profile behind]
role_arn = arn:aws:iam::100000000101:role/Ops
source_profile = tool
[profile portal]
sso_start_url = https://ana:${planted}@example.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 100000000101
sso_role_name = Ops
[profile rest]
endpoint_url = https://ana:${planted}@sts.example.com
web_identity_token_process = tool ${planted}
unknown = ${planted}
${planted}
`,
  ],
  [
    'aws-vault',
    `[profile tool]
credential_process = env VAULT_TOKEN=${planted} /bin/tool
[profile behind]
role_arn = arn:aws:iam::100000000101:role/Ops
source_profile = tool
mfa_process = oath --password ${planted}
`,
  ],
  [
    'granted',
    `ProfileRegistryURLS = ["https://${planted}@github.com/example/old.git"]
[Keyring]
  FilePassword = "${planted}"
[[ProfileRegistry.Registries]]
name = "platform"
url = "https://ana:${planted}@github.com/example/registry.git"
`,
  ],
  [
    'aws-sso-cli',
    `UrlExecCommand: [open, --token, ${planted}]
SSOConfig:
  Default:
    SSORegion: eu-west-1
    StartUrl: https://ana:${planted}@example-org.awsapps.com/start
`,
  ],
  [
    'leapp',
    JSON.stringify({
      _sessions: [
        {
          sessionId: '1',
          sessionName: 'keys',
          type: 'awsIamUser',
          region: 'eu-west-1',
          secretAccessKey: planted,
        },
      ],
      _proxyConfiguration: { proxyUrl: 'proxy.example', username: 'ana', password: planted },
      _awsSsoIntegrations: [
        {
          id: 'i',
          alias: 'team',
          portalUrl: `https://ana:${planted}@example.awsapps.com/start`,
          region: 'eu-west-1',
        },
      ],
    }),
  ],
  [
    'atmos',
    `auth:
  keyring: { type: file, spec: { password: ${planted} } }
  identities:
    user:
      kind: aws/user
      credentials: { access_key_id: AKIAPLANTED000000000, secret_access_key: ${planted} }
    admin:
      kind: aws/assume-role
      via: { identity: user }
      principal: { assume_role: "arn:aws:iam::100000000101:role/Admin" }
`,
  ],
  [
    'terraform-output',
    JSON.stringify({
      ids: { sensitive: false, type: 'map', value: { acme: '100000000101', password: planted } },
      owners: { sensitive: true, type: 'map', value: { [planted]: '100000000102' } },
      root: { sensitive: true, type: 'map', value: { id: '100000000103', name: planted } },
    }),
  ],
  ['aesr', `[acme]\naws_account_id = 100000000101\nrole_name = Ops\naws_secret_access_key = ${planted}\n`],
]

describe('an import', () => {
  test.each(texts)('%s: of a file full of secrets none comes out', (kind, text) => {
    for (const personal of [false, true]) {
      const imported = importText(kind, text, { account, personal })
      expect(imported).toMatchObject({ ok: true })
      expect(JSON.stringify(imported).toLowerCase()).not.toContain(planted.toLowerCase())
    }
  })

  test.each([
    ['terraform-output', `{"password": ${planted}}`],
    ['terraform-output', `{"password": "${planted}", }`],
    ['leapp', `{"password": "${planted}", }`],
    ['granted', `[Keyring]\nFilePassword = ${planted}\n`],
    ['atmos', `auth:\n  secret_access_key: "${planted}\n`],
    ['aws-sso-cli', `token: ${planted}\ntoken: ${planted}\n  - x`],
  ] as const)('%s: what cannot be read is not repeated (%#)', (kind, text) => {
    const imported = importText(kind, text, { account, personal: true })
    expect(imported).toMatchObject({ ok: false, failure: { kind: 'file-invalid' } })
    expect(JSON.stringify(imported)).not.toContain(planted.slice(0, 9))
  })

  test('a program that is told a password stays in its profile, which is the sign-in then', () => {
    const text = texts[0]?.[1] ?? ''
    const imported = importText('aws-config', text, { account, personal: true })
    if (!imported.ok) throw new Error('It was not imported.')
    expect(imported.value.catalog.signIns?.tool).toEqual({ kind: 'profile', profile: 'tool' })
    expect(imported.value.losses).toContainEqual({
      where: 'profile tool',
      what: expect.stringContaining('the sign-in is the profile itself'),
    })
  })

  test('outputs that are marked as sensitive are left out by name, a number among them is no account', () => {
    const outputs = {
      ids: { sensitive: false, type: 'map', value: { acme: '100000000101' } },
      pin: { sensitive: true, type: 'number', value: 123456 },
    }
    const imported = importText('terraform-output', JSON.stringify(outputs))
    if (!imported.ok) throw new Error('It was not imported.')
    expect(Object.values(imported.value.catalog.accounts ?? {})).toEqual([{ id: '100000000101' }])
    expect(imported.value.losses).toContainEqual({
      where: 'pin',
      what: 'It is marked as sensitive, so nothing of it is read.',
    })
  })
})

describe('what looks like a secret', () => {
  test('in a sentence: who signs in at an address, and keys and tokens by their form', () => {
    expect(leaveSecrets('at https://ana:pw@git.example/x.git and https://ghp_1@git.example')).toBe(
      'at https://git.example/x.git and https://git.example',
    )
    expect(leaveSecrets('at ssh://git:pw@host/x and ssh://git@host/y and git@host:z')).toBe(
      'at ssh://git@host/x and ssh://git@host/y and git@host:z',
    )
    expect(leaveSecrets('“wJalrXUtnFEMI1K7MDENG2bPxRfiCYEXAMPLEKEY”')).toBe('“(withheld)”')
    const plain =
      'Its role_arn, “arn:aws:iam::100000000101:role/OrganizationAccountAccessRole”, is none of AWS.'
    expect(leaveSecrets(plain)).toBe(plain)
  })

  test.each([
    ['tool --token abc', true],
    ['tool --vault-password=abc', true],
    ['tool -p x --api-key abc', true],
    ['env VAULT_TOKEN=abc tool', true],
    ['tool https://ana:pw@vault.example', true],
    ['tool wJalrXUtnFEMI1K7MDENG2bPxRfiCYEXAMPLEKEY', true],
    ['op read op://Work/aws/credentials', false],
    ['tool --token-file /run/token --secret-id aws/keys', false],
    ['tool --token /run/token --password $PASSWORD --key ops', false],
    ['tool --token op://Work/token --verbose', false],
    ['pass show aws/ops', false],
    ['aws-sso process --arn arn:aws:iam::100000000101:role/Ops', false],
    ['node "/home/ana/Switchyard Demo/out/cli.cjs" demo key ana --json', false],
  ])('in a command line: %s', (line, said) => {
    expect(saysSecret(commandWords(line) ?? [])).toBe(said)
  })
})
