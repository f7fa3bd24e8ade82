// What a terminal must export to live in a running demo, and what it must forget.
import type { Pointer } from './pointer.ts'

export type DemoEnvironment = {
  readonly set: Readonly<Record<string, string>>
  /** Inherited credentials and profiles would win over what the demo hands out. */
  readonly unset: readonly string[]
}

const endpoints = ['', '_STS', '_SSO', '_SSO_OIDC', '_ORGANIZATIONS', '_IAM', '_SIGNIN']

/** The variables of a terminal in this demo. */
export const demoEnvironment = (
  pointer: Pick<Pointer, 'home' | 'url' | 'awsConfigFile' | 'awsCredentialsFile' | 'passphraseFile'>,
): DemoEnvironment => ({
  set: {
    SWITCHYARD_HOME: pointer.home,
    SWITCHYARD_ALLOW_ENDPOINTS: '1',
    SWITCHYARD_KEYCHAIN: 'passphrase',
    SWITCHYARD_PASSPHRASE_FILE: pointer.passphraseFile,
    AWS_CONFIG_FILE: pointer.awsConfigFile,
    AWS_SHARED_CREDENTIALS_FILE: pointer.awsCredentialsFile,
    ...Object.fromEntries(endpoints.map(service => [`AWS_ENDPOINT_URL${service}`, pointer.url])),
    // Without these a client would look for a machine's own role before it gives up.
    AWS_EC2_METADATA_DISABLED: 'true',
  },
  unset: [
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'AWS_SECURITY_TOKEN',
    'AWS_CREDENTIAL_EXPIRATION',
    'AWS_PROFILE',
    'AWS_DEFAULT_PROFILE',
    'AWS_ROLE_ARN',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
    'SWITCHYARD_AGENT',
    'SWITCHYARD_PASSPHRASE',
  ],
})

const quote = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`

/** Lines for `eval` in a POSIX shell. */
export const posixEnvironment = (environment: DemoEnvironment): string =>
  [
    ...environment.unset.map(name => `unset ${name}`),
    ...Object.entries(environment.set).map(([name, value]) => `export ${name}=${quote(value)}`),
    '',
  ].join('\n')
