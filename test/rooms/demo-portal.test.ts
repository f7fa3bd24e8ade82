// The access portal of the demo AWS, with the real SDK: lists in pages, role credentials, logging out, its limit.
import {
  GetRoleCredentialsCommand,
  ListAccountRolesCommand,
  ListAccountsCommand,
  LogoutCommand,
  paginateListAccounts,
} from '@aws-sdk/client-sso'
import { CreateTokenCommand } from '@aws-sdk/client-sso-oidc'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { describe, expect, test } from 'vitest'
import { assume, deviceSignIn, openDemo, refusal } from '../support/demo.ts'

const hour = 3_600_000

describe('portal', () => {
  test('lists in pages what the person has, and nothing else', async () => {
    const demo = await openDemo('sso-landing-zone')
    const { accessToken } = await deviceSignIn(demo, 'omar')
    const names: (string | undefined)[] = []
    let pages = 0
    for await (const page of paginateListAccounts({ client: demo.portal(), pageSize: 3 }, { accessToken })) {
      pages++
      names.push(...(page.accountList ?? []).map(account => account.accountName))
    }
    expect(pages).toBe(3)
    expect(names.toSorted((a, b) => (a ?? '').localeCompare(b ?? ''))).toEqual([
      'Development',
      'Master',
      'Production',
      'Security',
      'Shared services',
      'Staging',
      'UAT',
    ])
    const roles = await demo
      .portal()
      .send(new ListAccountRolesCommand({ accessToken, accountId: '777777777777' }))
    expect(roles.roleList).toEqual([{ roleName: 'DevOps', accountId: '777777777777' }])
    const dana = await deviceSignIn(demo, 'dana')
    const forbidden = await refusal(
      demo.portal().send(
        new GetRoleCredentialsCommand({
          accessToken: dana.accessToken,
          accountId: '777777777777',
          roleName: 'Developer',
        }),
      ),
    )
    expect(forbidden).toMatchObject({
      name: 'ForbiddenException',
      message: 'No access',
      $metadata: { httpStatusCode: 403 },
    })
    const missing = new GetRoleCredentialsCommand({
      accessToken,
      accountId: '123456789012',
      roleName: 'DevOps',
    })
    expect(await refusal(demo.portal().send(missing))).toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    })
  })

  test('role credentials are a role session, and a chain from them lasts an hour', async () => {
    const demo = await openDemo('sso-landing-zone')
    const { accessToken } = await deviceSignIn(demo, 'omar')
    const { roleCredentials } = await demo
      .portal()
      .send(new GetRoleCredentialsCommand({ accessToken, accountId: '222222222222', roleName: 'DevOps' }))
    const {
      accessKeyId = '',
      secretAccessKey = '',
      sessionToken = '',
      expiration = 0,
    } = roleCredentials ?? {}
    expect(Math.abs(expiration - demo.clock.now() - hour)).toBeLessThan(5_000)
    const credentials = { accessKeyId, secretAccessKey, sessionToken }
    const { Arn } = await demo.sts(credentials).send(new GetCallerIdentityCommand({}))
    expect(Arn).toMatch(/^arn:aws:sts::222222222222:assumed-role\/AWSReservedSSO_DevOps_[0-9a-f]{16}\/omar$/)
    const role = { RoleArn: 'arn:aws:iam::777777777777:role/CrossAccountCICD' }
    await assume(demo, credentials, { ...role, ExternalId: 'northwind-cicd-2026' })
    expect(await refusal(assume(demo, credentials, { ...role, ExternalId: 'wrong' }))).toMatchObject({
      name: 'AccessDenied',
    })
    expect(await refusal(assume(demo, credentials, role))).toMatchObject({ name: 'AccessDenied' })
    const long = assume(demo, credentials, {
      ...role,
      ExternalId: 'northwind-cicd-2026',
      DurationSeconds: 3601,
    })
    expect((await refusal(long)).message).toBe(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    )
  })

  test('logging out ends the tokens, not the credentials', async () => {
    const demo = await openDemo('sso-landing-zone')
    const signedIn = await deviceSignIn(demo, 'omar')
    const { accessToken } = signedIn
    const { roleCredentials } = await demo
      .portal()
      .send(new GetRoleCredentialsCommand({ accessToken, accountId: '222222222222', roleName: 'DevOps' }))
    await demo.portal().send(new LogoutCommand({ accessToken }))
    expect(await refusal(demo.portal().send(new ListAccountsCommand({ accessToken })))).toMatchObject({
      name: 'UnauthorizedException',
      message: 'Session token not found or invalid',
      $metadata: { httpStatusCode: 401 },
    })
    const refresh = new CreateTokenCommand({
      clientId: signedIn.clientId,
      clientSecret: signedIn.clientSecret,
      grantType: 'refresh_token',
      refreshToken: signedIn.refreshToken,
    })
    expect(await refusal(demo.oidc().send(refresh))).toMatchObject({ name: 'InvalidGrantException' })
    const { accessKeyId = '', secretAccessKey = '', sessionToken = '' } = roleCredentials ?? {}
    expect(
      (await demo.sts({ accessKeyId, secretAccessKey, sessionToken }).send(new GetCallerIdentityCommand({})))
        .Account,
    ).toBe('222222222222')
  })

  test('answers twenty a second and refuses the rest', async () => {
    const demo = await openDemo('sso-landing-zone')
    const { accessToken } = await deviceSignIn(demo, 'omar')
    const answers = await Promise.allSettled(
      Array.from({ length: 60 }, () => demo.portal().send(new ListAccountsCommand({ accessToken }))),
    )
    const refused = answers.flatMap(answer => (answer.status === 'rejected' ? [answer.reason] : []))
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(20)
    expect(refused.length).toBeGreaterThan(10)
    expect(refused[0]).toMatchObject({ name: 'TooManyRequestsException', $metadata: { httpStatusCode: 429 } })
  })
})
