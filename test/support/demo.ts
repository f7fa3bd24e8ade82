// Opens a demo AWS for one test and closes it afterwards, with the real SDK's clients pointed at it.
import { createHash, randomBytes } from 'node:crypto'
import { IAMClient } from '@aws-sdk/client-iam'
import { OrganizationsClient } from '@aws-sdk/client-organizations'
import { SSOClient } from '@aws-sdk/client-sso'
import {
  CreateTokenCommand,
  type CreateTokenCommandOutput,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc'
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts'
import { onTestFinished } from 'vitest'
import { createClock, type MovableClock } from '../../main/clock.ts'
import { type ControlClient, createControlClient } from '../../main/demo/control/control-client.ts'
import { createDemo, type Demo, type DemoOptions } from '../../main/demo/demo.ts'
import type { OrganizationName } from '../../main/demo/description.ts'
import { showCode } from '../../main/demo/totp.ts'

export type Credentials = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

export type OpenDemo = {
  readonly demo: Demo
  readonly url: string
  readonly clock: MovableClock
  readonly control: ControlClient
  /** Moves the demo's time by milliseconds. */
  advance(milliseconds: number): void
  /** The long-term key of an IAM user. */
  keyOf(user: string): Credentials
  serialOf(user: string): string
  /** A code that was not used yet; moves the demo's time to the next one where it must. */
  codeOf(user: string): string
  sts(credentials: Credentials, attempts?: number): STSClient
  iam(credentials: Credentials): IAMClient
  organizations(credentials: Credentials): OrganizationsClient
  oidc(): SSOOIDCClient
  portal(attempts?: number): SSOClient
}

const region = 'eu-west-1'

export const openDemo = async (
  organization: OrganizationName = 'ops-hub',
  options: Partial<DemoOptions> = {},
): Promise<OpenDemo> => {
  const clock = options.clock ?? createClock()
  const demo = await createDemo({ organization, clock, ...options })
  onTestFinished(() => demo.close())
  const { url } = demo
  const advance = (milliseconds: number): void => clock.move(clock.offset() + milliseconds)
  const userOf = (name: string) => {
    const user = demo.world.user(name)
    if (!user) throw new Error(`Nobody is called ${name} in ${organization}.`)
    return user
  }
  const deviceOf = (name: string) => {
    const { device } = userOf(name)
    if (!device) throw new Error(`${name} has no MFA device.`)
    return device
  }
  const client = (credentials: Credentials, maxAttempts = 1) => ({
    endpoint: url,
    region,
    credentials,
    maxAttempts,
  })
  return {
    demo,
    url,
    clock,
    control: createControlClient({ url, controlToken: demo.controlToken, home: '/nowhere' }),
    advance,
    keyOf(name) {
      const key = userOf(name).keys[0]
      if (!key) throw new Error(`${name} has no key.`)
      return { accessKeyId: key.id, secretAccessKey: key.secret }
    },
    serialOf: name => deviceOf(name).serial,
    codeOf(name) {
      if (showCode(deviceOf(name), demo.world.now()).used) advance(30_000)
      return showCode(deviceOf(name), demo.world.now()).code
    },
    sts: (credentials, attempts) => new STSClient(client(credentials, attempts)),
    iam: credentials => new IAMClient(client(credentials)),
    organizations: credentials => new OrganizationsClient(client(credentials)),
    oidc: () => new SSOOIDCClient({ endpoint: url, region, maxAttempts: 1 }),
    portal: (maxAttempts = 1) => new SSOClient({ endpoint: url, region, maxAttempts }),
  }
}

type Vended = {
  readonly AccessKeyId?: string | undefined
  readonly SecretAccessKey?: string | undefined
  readonly SessionToken?: string | undefined
}

/** The SDK's answer as credentials for its next client. */
export const credentialsOf = (vended: Vended | undefined): Credentials => {
  if (!vended?.AccessKeyId || !vended.SecretAccessKey || !vended.SessionToken)
    throw new Error('No credentials were issued.')
  return {
    accessKeyId: vended.AccessKeyId,
    secretAccessKey: vended.SecretAccessKey,
    sessionToken: vended.SessionToken,
  }
}

/** AssumeRole with a session name, answered as credentials. */
export const assume = async (
  opened: OpenDemo,
  credentials: Credentials,
  input: Omit<AssumeRoleCommandInput, 'RoleSessionName'> & { RoleSessionName?: string },
): Promise<Credentials> =>
  credentialsOf(
    (await opened.sts(credentials).send(new AssumeRoleCommand({ RoleSessionName: 'tester', ...input })))
      .Credentials,
  )

/** GetSessionToken with a fresh MFA code. */
export const mfaSession = async (opened: OpenDemo, user: string): Promise<Credentials> => {
  const input = { SerialNumber: opened.serialOf(user), TokenCode: opened.codeOf(user) }
  return credentialsOf(
    (await opened.sts(opened.keyOf(user)).send(new GetSessionTokenCommand(input))).Credentials,
  )
}

/** The failure of a call that must fail. */
export const refusal = async (call: Promise<unknown>): Promise<Error & Record<string, unknown>> => {
  try {
    await call
  } catch (error) {
    if (error instanceof Error) return error as Error & Record<string, unknown>
    throw error
  }
  throw new Error('This call should have been refused.')
}

export const startUrl = 'https://example-org.awsapps.com/start'
export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'

/** A whole device sign-in of a person of the demo, approved without a browser. */
export const deviceSignIn = async (
  opened: OpenDemo,
  person: string,
  portal = startUrl,
): Promise<CreateTokenCommandOutput & { readonly clientId: string; readonly clientSecret: string }> => {
  const oidc = opened.oidc()
  const client = await oidc.send(
    new RegisterClientCommand({ clientName: 'test', clientType: 'public', scopes: ['sso:account:access'] }),
  )
  const { clientId = '', clientSecret = '' } = client
  const device = await oidc.send(
    new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl: portal }),
  )
  const approved = await opened.control.approve(device.userCode ?? '', person)
  if (!approved.ok) throw new Error(JSON.stringify(approved.failure))
  const tokens = await oidc.send(
    new CreateTokenCommand({ clientId, clientSecret, grantType: deviceGrant, deviceCode: device.deviceCode }),
  )
  return { ...tokens, clientId, clientSecret }
}

/** A PKCE verifier and its S256 challenge. */
export const newProof = (): { readonly verifier: string; readonly challenge: string } => {
  const verifier = randomBytes(48).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}
