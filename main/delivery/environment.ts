// Prints a session as what a shell, a .env file or a program takes for its environment; pure.
import type { Shell } from '../../shared/settings.ts'
import { followingAsBefore } from '../aws/aws-settings.ts'

/** Values in the clear, at the very moment they are handed over. */
export type EnvironmentValues = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  /** ISO-8601 UTC. */
  readonly expiresAt: string
  readonly region: string
}

/**
 * The variables of a session. Both region names: the JS and Go SDKs read AWS_REGION, boto3 only AWS_DEFAULT_REGION
 * (their config resolvers), so one alone would leave some tool in another region.
 */
export const environmentOf = (values: EnvironmentValues): Readonly<Record<string, string>> => ({
  AWS_ACCESS_KEY_ID: values.accessKeyId,
  AWS_SECRET_ACCESS_KEY: values.secretAccessKey,
  AWS_SESSION_TOKEN: values.sessionToken,
  AWS_CREDENTIAL_EXPIRATION: values.expiresAt,
  AWS_REGION: values.region,
  AWS_DEFAULT_REGION: values.region,
})

/** A profile that stays set would win over keys in some SDKs (JS) and be won over in others (boto3): it goes. */
export const unsetVariables = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'] as const

const posix = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`
const fish = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
const powershell = (value: string): string => `'${value.replaceAll("'", "''")}'`
/** cmd.exe: inside `set "A=B"` only % is special, and it is doubled in a batch file. */
const cmd = (value: string): string => value.replaceAll('%', '%%')
const dotenv = (value: string): string =>
  `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('$', '\\$')}"`

const lines: {
  readonly [K in Exclude<Shell, 'json'>]: {
    set(name: string, value: string): string
    unset(name: string): string | null
  }
} = {
  posix: { set: (name, value) => `export ${name}=${posix(value)}`, unset: name => `unset ${name}` },
  fish: { set: (name, value) => `set -gx ${name} ${fish(value)};`, unset: name => `set -e ${name};` },
  powershell: {
    set: (name, value) => `$Env:${name} = ${powershell(value)}`,
    unset: name => `Remove-Item Env:${name} -ErrorAction SilentlyContinue`,
  },
  cmd: { set: (name, value) => `set "${name}=${cmd(value)}"`, unset: name => `set "${name}="` },
  dotenv: { set: (name, value) => `${name}=${dotenv(value)}`, unset: () => null },
}

/** What to evaluate in `shell`, with a final newline. */
export const printEnvironment = (values: EnvironmentValues, shell: Shell): string => {
  const variables = environmentOf(values)
  if (shell === 'json') return `${JSON.stringify(variables, null, 2)}\n`
  const style = lines[shell]
  const set = Object.entries(variables).map(([name, value]) => style.set(name, value))
  const unset = unsetVariables.map(name => style.unset(name)).filter(line => line !== null)
  return `${[...set, ...unset].join(shell === 'cmd' ? '\r\n' : '\n')}${shell === 'cmd' ? '\r\n' : '\n'}`
}

/** What a person runs in `shell` to get the same without anybody else holding it. */
export const environmentCommand = (target: string, shell: Shell): string => {
  const command = `switchyard env ${target}${shell === 'posix' ? '' : ` --shell ${shell}`}`
  if (shell === 'posix') return `eval "$(${command})"`
  if (shell === 'fish') return `${command} | source`
  return shell === 'powershell' ? `${command} | Out-String | Invoke-Expression` : command
}

/** The environment of a child: ours in, whatever would win over it or leak into it out. */
export const childEnvironment = (
  inherited: NodeJS.ProcessEnv,
  variables: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv => {
  const removed = new Set<string>([
    ...unsetVariables,
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'AWS_SECURITY_TOKEN',
    'AWS_CREDENTIAL_EXPIRATION',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    'AWS_CONTAINER_AUTHORIZATION_TOKEN',
    'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_ROLE_ARN',
    'SWITCHYARD_PASSPHRASE',
  ])
  const kept = Object.entries(inherited).filter(([name]) => !removed.has(name.toUpperCase()))
  return { ...Object.fromEntries(kept), ...followingAsBefore(inherited), ...variables }
}
