// Every key that another tool's own reader knows is in the catalog, or named as lost: nothing goes in silence.
import { expect, test } from 'vitest'
import { missing } from '../support/import-keys.ts'

test('aws-sso-cli (config.go: SSOConfig, SSOAccount, SSORole)', () => {
  const text = `SSOConfig:
  Main:
    SSORegion: eu-west-3
    StartUrl: https://corp.awsapps.com/start
    DefaultRegion: eu-north-1
    AuthUrlAction: open
    Accounts:
      "100000000101":
        Name: Account One
        DefaultRegion: eu-south-1
        Tags: [{ Client: acme }]
        Roles:
          Deploy:
            ARN: arn:aws:iam::100000000101:role/Deploy
            Profile: my-deploy
            DefaultRegion: sa-east-1
            Tags: { Duty: nights }
            Via: arn:aws:iam::100000000101:role/First
            ExternalId: north-wind
            SourceIdentity: ana-herself
          First:
DefaultSSO: Main
ConfigVariables: { output: json }
OnePassword: { Vault: x }
`
  expect(
    missing('aws-sso-cli', text, {
      SSORegion: 'eu-west-3',
      StartUrl: 'https://corp.awsapps.com/start',
      AuthUrlAction: null,
      Name: 'Account One',
      DefaultRegion: 'eu-south-1',
      Tags: 'Client: acme',
      ARN: null,
      Profile: 'my-deploy',
      'DefaultRegion of a role': 'sa-east-1',
      'Tags of a role': 'Duty',
      Via: '/First',
      ExternalId: 'north-wind',
      SourceIdentity: 'ana-herself',
      DefaultSSO: null,
      ConfigVariables: null,
      OnePassword: null,
    }),
  ).toEqual([])
})

test('Leapp (workspace.ts, and its sessions)', () => {
  const session = (more: object): object => ({ status: 0, region: 'eu-west-1', profileId: 'p', ...more })
  const keys = {
    _defaultRegion: 'eu-west-1',
    _defaultLocation: 'eastus',
    _macOsTerminal: 'Terminal',
    _remoteWorkspacesSettingsMap: { one: {} },
    _notifications: [{}],
    _pluginsStatus: [{ id: 'x', active: true }],
    _colorTheme: 'dark',
    _extensionEnabled: true,
    _requirePassword: 10,
    _touchIdEnabled: true,
    _credentialMethod: 'credential-file-method',
    _samlRoleSessionDuration: 3600,
    _ssmRegionBehaviour: 'No',
  }
  const text = JSON.stringify({
    ...keys,
    _sessions: [
      session({
        sessionId: 'u',
        sessionName: 'people',
        type: 'awsIamUser',
        mfaDevice: 'arn:aws:iam::100000000002:mfa/ana',
        awsAccount: { accountId: '100000000002', accountName: 'Told Name' },
      }),
      session({
        sessionId: 'c',
        sessionName: 'chained',
        type: 'awsIamRoleChained',
        roleArn: 'arn:aws:iam::100000000101:role/Chained',
        parentSessionId: 'u',
        roleSessionName: 'ana-chained',
        region: 'sa-east-1',
      }),
      session({
        sessionId: 's',
        sessionName: 'set',
        type: 'awsSsoRole',
        roleArn: 'arn:aws:iam::100000000103/Granted',
        awsSsoConfigurationId: 'i',
        email: 'aws+set@example.com',
      }),
      session({
        sessionId: 'l',
        sessionName: 'local',
        type: 'localstack',
        endPointUrl: 'http://localhost:4566',
      }),
      session({
        sessionId: 'f',
        sessionName: 'federated',
        type: 'awsIamRoleFederated',
        roleArn: 'arn:aws:iam::100000000104:role/Saml',
        idpUrlId: 'idp',
        idpArn: 'arn:aws:iam::100000000104:saml-provider/okta',
      }),
    ],
    _awsSsoIntegrations: [
      { id: 'i', alias: 'Corp', portalUrl: 'https://corp.awsapps.com/start', region: 'eu-west-3' },
    ],
    _azureIntegrations: [{ id: 'a' }],
    _profiles: [{ id: 'p', name: 'my-profile' }],
    _idpUrls: [{ id: 'idp', url: 'https://okta.example.com' }],
    _pinned: ['c'],
    _folders: [{ name: 'f', ids: [] }],
    _segments: [],
    _proxyConfiguration: { proxyUrl: 'proxy.example.com', proxyPort: '8080' },
    _workspaceVersion: 7,
  })
  expect(
    missing('leapp', text, {
      ...Object.fromEntries(Object.keys(keys).map(key => [key, key.slice(1)])),
      mfaDevice: 'mfa/ana',
      awsAccount: 'Told Name',
      roleArn: 'name: Chained',
      roleSessionName: 'ana-chained',
      region: 'sa-east-1',
      email: 'aws+set@example.com',
      portalUrl: 'https://corp.awsapps.com/start',
      'region of the portal': 'eu-west-3',
      profileId: 'profile: my-profile',
      'profileId of a user': 'Its profile, my-profile, held the user’s own session',
      'another cloud': 'session local',
      'federated session': 'session federated',
      idpUrls: 'https://okta.example.com',
      pinned: 'switchyard pin, for chained',
      folders: 'Folders and segments',
      azureIntegrations: 'Integrations with Azure',
      proxyConfiguration: 'HTTPS_PROXY',
    }),
  ).toEqual([])
})

test('atmos (schema_auth.go: Provider, Identity, and what each kind reads of them)', () => {
  const text = `auth:
  realm: north
  logs: { level: Info }
  keyring: { type: system }
  console: { isolated: true }
  integrations: { registry: { kind: aws/ecr } }
  providers:
    corp:
      kind: aws/iam-identity-center
      start_url: https://corp.awsapps.com/start
      region: eu-west-3
      auto_provision_identities: true
      session: { duration: 8h }
      console: { session_duration: 12h }
      default: true
      tags: [people]
      spec: { files: x }
  identities:
    set:
      kind: aws/permission-set
      via: { provider: corp }
      principal: { name: Granted, account: { name: Set Account, id: "100000000103" } }
      required: true
      default: true
      alias: short
      env: [{ key: A, value: b }]
      tags: [x]
      session: { duration: 1h }
    role:
      kind: aws/assume-role
      via: { identity: set }
      principal:
        assume_role: arn:aws:iam::100000000101:role/Taken
        session_name: ana-atmos
        external_id: north-wind
        duration: 2h
        region: sa-east-1
    user:
      kind: aws/user
      credentials:
        access_key_id: AKIAIOSFODNN7EXAMPLE
        mfa_arn: arn:aws:iam::100000000002:mfa/ana
        region: eu-north-1
        webflow_enabled: false
    machine: { kind: aws/ambient }
`
  expect(
    missing('atmos', text, {
      realm: null,
      logs: null,
      keyring: null,
      console: null,
      integrations: null,
      start_url: 'https://corp.awsapps.com/start',
      region: 'eu-west-3',
      'rest of the provider':
        'provider corp: Not carried over: auto_provision_identities, session, console, default, tags, spec.',
      'name of a permission set': 'Granted',
      account: 'Set Account',
      'rest of an identity': 'identity set: Not carried over: required, default, alias, env, tags, session.',
      assume_role: 'name: Taken',
      session_name: 'ana-atmos',
      external_id: 'north-wind',
      duration: 'duration: 2h',
      'region of a role': 'sa-east-1',
      access_key_id: 'Its access key is not read',
      mfa_arn: 'mfa/ana',
      'rest of the credentials': 'identity user: Not carried over: region, webflow_enabled.',
      'another kind': 'aws/ambient',
    }),
  ).toEqual([])
})
