// The same for tools whose files are INI or TOML: every key of theirs is carried over, or named as lost.
import { describe, expect, test } from 'vitest'
import { missing } from '../support/import-keys.ts'
import { importPrinted } from '../support/import-sample.ts'

const iniOf = (header: string, keys: { readonly [key: string]: string }): string =>
  [`[${header}]`, ...Object.entries(keys).map(([key, value]) => `${key} = ${value}`), ''].join('\n')

describe('AWS Extend Switch Roles (aesr-config: type.ts)', () => {
  test('of a base account and of a target', () => {
    const text =
      iniOf('base', {
        aws_account_id: '100000000002',
        aws_account_alias: 'northwind-base',
        role_name: 'EntryRole',
        target_role_name: 'DefaultRole',
        target_region: 'eu-north-1',
        region: 'eu-south-1',
        color: 'ff0000',
        image: 'base.png',
      }) +
      iniOf('one', {
        aws_account_id: '100000000101',
        source_profile: 'base',
        region: 'sa-east-1',
        color: '00ff00',
        image: 'one.png',
      }) +
      iniOf('two', { role_arn: 'arn:aws:iam::100000000102:role/Written', source_profile: 'base' })
    expect(
      missing('aesr', text, {
        aws_account_id: '"100000000002"',
        aws_account_alias: 'northwind-base',
        role_name: 'EntryRole',
        target_role_name: 'DefaultRole',
        target_region: 'eu-north-1',
        'region of the base': 'eu-south-1',
        color: 'color: red',
        image: '[base]: Its image',
        'color of a target': 'color: green',
        'region of a target': 'sa-east-1',
        'image of a target': '[one]: Its image',
        role_arn: 'name: Written',
      }),
    ).toEqual([])
  })
  test('what it would refuse is said: two ways to name a role, a base with a base', () => {
    const both = { role_arn: 'arn:aws:iam::100000000101:role/A', role_name: 'B' }
    const { losses } = importPrinted('aesr', iniOf('both', both), { account: '100000000002' })
    expect(losses).toContain(
      '[both]: Its role_arn says its account and role; what it says of them besides is not read.',
    )
  })
})

describe('aws-vault (config.go: ProfileSection, SSOSessionSection)', () => {
  test('of a role, a portal, and what has no counterpart', () => {
    const text =
      iniOf('profile user', { mfa_serial: 'arn:aws:iam::100000000002:mfa/ana' }) +
      iniOf('profile shared', { duration_seconds: '7200', sts_regional_endpoints: 'legacy' }) +
      iniOf('profile role', {
        include_profile: 'shared',
        source_profile: 'user',
        role_arn: 'arn:aws:iam::100000000101:role/Taken',
        external_id: 'north-wind',
        region: 'sa-east-1',
        role_session_name: 'ana-at-work',
        endpoint_url: 'https://sts.example.com',
        session_tags: 'team=platform',
        transitive_session_tags: 'team',
        source_identity: 'ana-herself',
        mfa_process: 'ykman',
      }) +
      iniOf('sso-session corp', {
        sso_start_url: 'https://corp.awsapps.com/start',
        sso_region: 'eu-west-3',
        sso_registration_scopes: 'sso:account:access,other:scope',
      }) +
      iniOf('profile set', {
        sso_session: 'corp',
        sso_account_id: '100000000103',
        sso_role_name: 'Granted',
      }) +
      iniOf('profile old', {
        sso_start_url: 'https://old.awsapps.com/start',
        sso_region: 'eu-west-2',
        sso_account_id: '100000000104',
        sso_role_name: 'OldSet',
      }) +
      iniOf('profile file', {
        role_arn: 'arn:aws:iam::100000000105:role/F',
        web_identity_token_file: '/token',
      }) +
      iniOf('profile run', {
        role_arn: 'arn:aws:iam::100000000105:role/P',
        web_identity_token_process: 'token',
      }) +
      iniOf('profile command', { credential_process: '/bin/creds' })
    expect(
      missing('aws-vault', text, {
        mfa_serial: 'mfa/ana',
        include_profile: 'duration: 2h',
        sts_regional_endpoints: null,
        source_profile: 'from: user',
        role_arn: 'name: Taken',
        external_id: 'north-wind',
        region: 'sa-east-1',
        role_session_name: 'ana-at-work',
        endpoint_url: null,
        session_tags: 'team: platform',
        transitive_session_tags: 'transitiveTags',
        source_identity: 'ana-herself',
        mfa_process: null,
        sso_session: 'https://corp.awsapps.com/start',
        sso_region: 'eu-west-3',
        sso_registration_scopes: 'other:scope',
        sso_account_id: '"100000000103"',
        sso_role_name: 'Granted',
        'the older portal': 'https://old.awsapps.com/start',
        web_identity_token_file: null,
        web_identity_token_process: null,
        credential_process: null,
      }),
    ).toEqual([])
  })
  test('a role without a source is taken with the keys kept under its own profile', () => {
    const text = iniOf('profile me', {
      role_arn: 'arn:aws:iam::100000000101:role/R',
      mfa_serial: 'arn:aws:iam::100000000002:mfa/me',
    })
    expect(importPrinted('aws-vault', text).imported.catalog).toMatchObject({
      signIns: { me: { kind: 'iam-user', mfa: 'required' } },
      roles: [{ name: 'R', from: 'me' }],
    })
  })
})

test('Granted (config.go: Config, Registry, AWSSSOConfiguration)', () => {
  const text = `DefaultBrowser = "FIREFOX"
CredentialProcessAutoLogin = true
ProfileRegistryURLS = ["git@example.com:old.git"]
[AWSConsoleBrowserLaunchTemplate]
  Command = "/usr/bin/firefox"
[ProfileRegistry]
  PrefixAllProfiles = true
  SessionName = "ana-granted"
  [ProfileRegistry.Variables]
    Team = "platform"
  [[ProfileRegistry.Registries]]
    name = "platform"
    url = "git@example.com:new.git"
    path = "some/where"
    filename = "other.yml"
    ref = "release-7"
    priority = 3
    prefixDuplicateProfiles = true
    prefixAllProfiles = false
    type = "git"
[SSO.corp]
  StartURL = "https://corp.awsapps.com/start"
  SSORegion = "eu-west-3"
  Prefix = "corp-"
  NoCredentialProcess = true
  ProfileTemplate = "{{ .RoleName }}"
`
  expect(
    missing('granted', text, {
      DefaultBrowser: null,
      CredentialProcessAutoLogin: null,
      ProfileRegistryURLS: 'git@example.com:old.git',
      AWSConsoleBrowserLaunchTemplate: null,
      'Command of it': 'Command',
      PrefixAllProfiles: null,
      SessionName: 'ana-granted',
      Variables: 'Team',
      url: 'git@example.com:new.git',
      'path and filename': 'some/where/other.yml',
      ref: 'release-7',
      priority: null,
      prefixDuplicateProfiles: null,
      prefixAllProfiles: null,
      type: null,
      StartURL: 'https://corp.awsapps.com/start',
      SSORegion: 'eu-west-3',
      Prefix: 'corp-',
      NoCredentialProcess: null,
      ProfileTemplate: null,
    }),
  ).toEqual([])
})
