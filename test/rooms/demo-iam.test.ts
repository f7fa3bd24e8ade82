// IAM and Organizations of the demo AWS, with the real SDK: what a person may see, keys, the tree and its pages.
import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetRoleCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListAccountAliasesCommand,
  ListGroupsForUserCommand,
  ListMFADevicesCommand,
  SimulatePrincipalPolicyCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam'
import {
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListChildrenCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-organizations'
import { GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts'
import { describe, expect, test } from 'vitest'
import { assume, credentialsOf, mfaSession, openDemo, refusal } from '../support/demo.ts'

describe('IAM', () => {
  test('a user finds oneself, the device and the groups', async () => {
    const demo = await openDemo()
    const iam = demo.iam(demo.keyOf('ana'))
    expect((await iam.send(new GetUserCommand({}))).User).toMatchObject({
      UserName: 'ana',
      Arn: 'arn:aws:iam::100000000002:user/ana',
    })
    expect((await iam.send(new ListMFADevicesCommand({}))).MFADevices).toMatchObject([
      { UserName: 'ana', SerialNumber: 'arn:aws:iam::100000000002:mfa/ana' },
    ])
    expect((await demo.iam(demo.keyOf('cleo')).send(new ListMFADevicesCommand({}))).MFADevices).toEqual([])
    const groups = await iam.send(new ListGroupsForUserCommand({ UserName: 'ana' }))
    expect(groups.Groups?.map(group => group.GroupName).sort()).toEqual([
      'developers',
      'everyone',
      'production',
    ])
    expect((await iam.send(new ListAccountAliasesCommand({}))).AccountAliases).toEqual(['northwind-ops'])
    expect(await refusal(iam.send(new GetUserCommand({ UserName: 'ben' })))).toMatchObject({
      name: 'AccessDenied',
      message:
        'User: arn:aws:iam::100000000002:user/ana is not authorized to perform: iam:GetUser on resource: arn:aws:iam::100000000002:user/ben because no identity-based policy allows the iam:GetUser action',
    })
  })

  test('a session without MFA cannot call IAM, one with MFA can', async () => {
    const demo = await openDemo()
    const plain = await demo.sts(demo.keyOf('ana')).send(new GetSessionTokenCommand({}))
    expect(
      await refusal(demo.iam(credentialsOf(plain.Credentials)).send(new GetUserCommand({}))),
    ).toMatchObject({ name: 'InvalidClientTokenId' })
    expect((await demo.iam(await mfaSession(demo, 'ana')).send(new GetUserCommand({}))).User?.UserName).toBe(
      'ana',
    )
  })

  test('keys are made, switched off and removed, two at most', async () => {
    const demo = await openDemo()
    const iam = demo.iam(demo.keyOf('ana'))
    const made = (await iam.send(new CreateAccessKeyCommand({}))).AccessKey
    const fresh = { accessKeyId: made?.AccessKeyId ?? '', secretAccessKey: made?.SecretAccessKey ?? '' }
    expect((await demo.sts(fresh).send(new GetCallerIdentityCommand({}))).Arn).toBe(
      'arn:aws:iam::100000000002:user/ana',
    )
    expect(await refusal(iam.send(new CreateAccessKeyCommand({})))).toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for AccessKeysPerUser: 2',
      $metadata: { httpStatusCode: 409 },
    })
    await iam.send(new UpdateAccessKeyCommand({ AccessKeyId: fresh.accessKeyId, Status: 'Inactive' }))
    expect(await refusal(demo.sts(fresh).send(new GetCallerIdentityCommand({})))).toMatchObject({
      name: 'InvalidClientTokenId',
    })
    expect((await iam.send(new ListAccessKeysCommand({}))).AccessKeyMetadata?.map(key => key.Status)).toEqual(
      ['Active', 'Inactive'],
    )
    await iam.send(new DeleteAccessKeyCommand({ AccessKeyId: fresh.accessKeyId }))
    expect(
      await refusal(iam.send(new DeleteAccessKeyCommand({ AccessKeyId: fresh.accessKeyId }))),
    ).toMatchObject({ name: 'NoSuchEntityException', $metadata: { httpStatusCode: 404 } })
    expect((await iam.send(new ListAccessKeysCommand({}))).AccessKeyMetadata).toHaveLength(1)
  })

  test('a role explains itself to who may look, URL-encoded', async () => {
    const demo = await openDemo('audit-hub')
    const inspector = await assume(demo, demo.keyOf('scanner'), {
      RoleArn: 'arn:aws:iam::400000000117:role/AccessInspector',
    })
    const { Role } = await demo.iam(inspector).send(new GetRoleCommand({ RoleName: 'Headroom' }))
    expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toMatchObject({
      Statement: [{ Condition: { StringEquals: { 'sts:ExternalId': 'headroom-member-017' } } }],
    })
    expect(Role?.MaxSessionDuration).toBe(3600)
    const other = await assume(demo, demo.keyOf('scanner'), {
      RoleArn: 'arn:aws:iam::400000000107:role/AccessInspector',
    })
    expect(await refusal(demo.iam(other).send(new GetRoleCommand({ RoleName: 'Headroom' })))).toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The role with name Headroom cannot be found.',
    })
  })

  test('the simulator knows a caller’s own policies, not the role’s', async () => {
    const demo = await openDemo()
    const simulate = (ResourceArns: string[], user = 'ana') =>
      demo.iam(demo.keyOf(user)).send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: `arn:aws:iam::100000000002:user/${user}`,
          ActionNames: ['sts:AssumeRole'],
          ResourceArns,
        }),
      )
    const answer = await simulate([
      'arn:aws:iam::100000000101:role/acme-production',
      'arn:aws:iam::100000000101:role/OrganizationAccountAccessRole',
    ])
    expect(answer.EvaluationResults?.map(result => result.EvalDecision)).toEqual(['allowed', 'implicitDeny'])
  })
})

describe('Organizations', () => {
  const reader = async () => {
    const demo = await openDemo('audit-hub')
    const credentials = await assume(demo, demo.keyOf('scanner'), {
      RoleArn: 'arn:aws:iam::400000000001:role/OrgAndAccountInfoReader',
    })
    return { demo, client: demo.organizations(credentials) }
  }

  test('all accounts come in pages, one of which is empty', async () => {
    const { client } = await reader()
    const found = new Map<string | undefined, string | undefined>()
    const sizes: number[] = []
    let NextToken: string | undefined
    do {
      const page = await client.send(new ListAccountsCommand({ NextToken }))
      sizes.push(page.Accounts?.length ?? -1)
      for (const account of page.Accounts ?? []) found.set(account.Id, account.State)
      NextToken = page.NextToken
    } while (NextToken)
    expect(sizes).toEqual([20, 0, 20, 2])
    expect(found.size).toBe(42)
    expect([...found].filter(([, state]) => state !== 'ACTIVE')).toEqual([['400000000131', 'SUSPENDED']])
  })

  test('the tree agrees with itself from both ends', async () => {
    const { client } = await reader()
    const organization = (await client.send(new DescribeOrganizationCommand({}))).Organization
    expect(organization).toMatchObject({ MasterAccountId: '400000000001', FeatureSet: 'ALL' })
    expect(organization?.Id).toMatch(/^o-[a-z0-9]{10,32}$/)
    const root = (await client.send(new ListRootsCommand({}))).Roots?.[0]
    expect(root?.Id).toMatch(/^r-[0-9a-z]{4,32}$/)
    const units =
      (await client.send(new ListOrganizationalUnitsForParentCommand({ ParentId: root?.Id })))
        .OrganizationalUnits ?? []
    expect(units.map(unit => unit.Name).sort()).toEqual(['NonProd', 'Prod', 'Sandbox', 'Security'])
    const prod = units.find(unit => unit.Name === 'Prod')
    expect(prod?.Id).toMatch(/^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/)
    const accounts =
      (await client.send(new ListAccountsForParentCommand({ ParentId: prod?.Id }))).Accounts ?? []
    expect(accounts).toHaveLength(14)
    expect(accounts[0]?.Paths).toEqual([`${organization?.Id}/${root?.Id}/${prod?.Id}/400000000101/`])
    expect((await client.send(new ListParentsCommand({ ChildId: '400000000101' }))).Parents).toEqual([
      { Id: prod?.Id, Type: 'ORGANIZATIONAL_UNIT' },
    ])
    const children = await client.send(new ListChildrenCommand({ ParentId: prod?.Id, ChildType: 'ACCOUNT' }))
    expect(children.Children).toHaveLength(14)
    expect((await client.send(new ListTagsForResourceCommand({ ResourceId: '400000000101' }))).Tags).toEqual([
      { Key: 'owner', Value: 'team-1' },
    ])
    expect(
      (await client.send(new DescribeAccountCommand({ AccountId: '400000000131' }))).Account,
    ).toMatchObject({
      State: 'SUSPENDED',
      Arn: `arn:aws:organizations::400000000001:account/${organization?.Id}/400000000131`,
    })
    expect(
      await refusal(client.send(new DescribeAccountCommand({ AccountId: '999999999999' }))),
    ).toMatchObject({ name: 'AccountNotFoundException', $metadata: { httpStatusCode: 400 } })
    expect(
      await refusal(client.send(new ListAccountsForParentCommand({ ParentId: 'ou-none-12345678' }))),
    ).toMatchObject({ name: 'ParentNotFoundException' })
  })

  test('members may not list, and signatures are checked here too', async () => {
    const { demo } = await reader()
    const key = demo.keyOf('scanner')
    expect(await refusal(demo.organizations(key).send(new ListAccountsCommand({})))).toMatchObject({
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 400 },
    })
    expect(
      await refusal(demo.organizations({ ...key, secretAccessKey: 'no' }).send(new ListAccountsCommand({}))),
    ).toMatchObject({ name: 'InvalidSignatureException' })
    expect(
      await refusal(
        demo.organizations({ ...key, accessKeyId: 'AKIAAAAAAAAAAAAAAAAA' }).send(new ListAccountsCommand({})),
      ),
    ).toMatchObject({ name: 'UnrecognizedClientException' })
  })
})
