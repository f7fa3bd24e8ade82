// What Terraform's state and the cost team need of the demo AWS, called by botocore: buckets, a lock table, Cost Explorer.
import { describe, expect, test } from 'vitest'
import { whyNoAws } from '../support/aws-readers.ts'
import { type BotoCall, callAsPython } from '../support/botocore.ts'
import { assume, type Credentials, mfaSession, type OpenDemo, openDemo } from '../support/demo.ts'

const why = whyNoAws()
const ask = (demo: OpenDemo, calls: readonly BotoCall[]) =>
  callAsPython({ url: demo.url, region: demo.demo.world.organization.region }, calls)

describe.skipIf(why !== null)(why ?? 'a bucket', () => {
  const Bucket = 'core-use2-root-tfstate'
  const Key = 'core/prod 1/ä+b/terraform.tfstate'
  const denied = { refused: 'AccessDenied', status: 403 }

  test('belongs to its account: put, read, listed in pages, deleted by its own role alone', async () => {
    const demo = await openDemo('atmos')
    const session = await mfaSession(demo, 'otto')
    const roleOf = (arn: string) => assume(demo, session, { RoleArn: arn })
    const operations = await roleOf('arn:aws:iam::300000000041:role/Operations')
    const neighbor = await roleOf('arn:aws:iam::300000000013:role/Operations')
    const state = await assume(demo, operations, {
      RoleArn: 'arn:aws:iam::300000000013:role/TerraformBackend',
    })
    const call = (
      by: Credentials,
      operation: string,
      params: object,
      more: Partial<BotoCall> = {},
    ): BotoCall => ({
      by,
      service: 's3',
      operation,
      params: { Bucket, ...params },
      ...more,
    })
    const put = (key: string) => call(state, 'put_object', { Key: key, Body: '{"serial":1}' })
    const answers = await ask(demo, [
      call(state, 'get_object', { Key }),
      call(state, 'put_object', { Key, Body: '{"serial":1}', ServerSideEncryption: 'AES256' }),
      call(state, 'put_object', { Key, Body: 'late' }, { headers: { 'If-None-Match': '*' } }),
      call(state, 'head_object', { Key }),
      call(state, 'get_object', { Key }),
      put('core/prod-1/x'),
      put('other/y'),
      call(state, 'list_objects_v2', { Delimiter: '/' }),
      call(state, 'list_objects_v2', { Prefix: 'core/', MaxKeys: 1 }),
      call(operations, 'get_object', { Key }),
      call(operations, 'list_objects_v2', {}),
      call(neighbor, 'get_object', { Key }),
      call(session, 'put_object', { Key, Body: 'x' }),
      call(state, 'get_object', { Key }, { region: 'us-west-2' }),
      call(state, 'put_object', { Key, Body: 'x' }, { headers: { 'x-amz-checksum-sha256': 'AAAA' } }),
      call({ ...state, secretAccessKey: 'x' }, 'get_object', { Key }),
      call({ ...state, accessKeyId: 'ASIAQQQQQQQQQQQQQQQQ' }, 'get_object', { Key }),
      call(state, 'get_object', { Bucket: 'somebody-elses', Key }),
      call(state, 'delete_object', { Key }),
      call(state, 'head_object', { Key }),
    ])
    const resource = `arn:aws:s3:::${Bucket}`
    expect(answers).toMatchObject([
      { refused: 'NoSuchKey', status: 404 },
      { ServerSideEncryption: 'AES256', ETag: expect.stringMatching(/^"[0-9a-f]{32}"$/) },
      { refused: 'PreconditionFailed', status: 412 },
      { ContentLength: 12, ServerSideEncryption: 'AES256' },
      { Body: '{"serial":1}' },
      {},
      {},
      { CommonPrefixes: [{ Prefix: 'core/' }, { Prefix: 'other/' }], KeyCount: 2, IsTruncated: false },
      { Contents: [{ Key, Size: 12 }], IsTruncated: true, NextContinuationToken: expect.any(String) },
      {
        ...denied,
        message: expect.stringMatching(
          /^User: arn:aws:sts::300000000041:assumed-role\/Operations\/tester is not authorized to perform: s3:GetObject on resource: .+ because no resource-based policy allows the s3:GetObject action$/,
        ),
      },
      { ...denied, message: expect.stringContaining(`s3:ListBucket on resource: ${resource} because`) },
      // Operations of the bucket's own account has all of S3 there.
      { Body: '{"serial":1}' },
      { ...denied, message: expect.stringContaining('no identity-based policy allows the s3:PutObject') },
      { refused: 'AuthorizationHeaderMalformed', message: expect.stringContaining("expecting 'us-east-2'") },
      { refused: 'BadDigest' },
      { refused: 'SignatureDoesNotMatch', status: 403 },
      { refused: 'InvalidAccessKeyId', status: 403 },
      { refused: 'NoSuchBucket', status: 404 },
      {},
      { refused: '404' },
    ])
  })

  test('a lock is taken once, read, given back; a table of another account is not found', async () => {
    const demo = await openDemo('atmos')
    const session = await mfaSession(demo, 'otto')
    const operations = await assume(demo, session, { RoleArn: 'arn:aws:iam::300000000041:role/Operations' })
    const state = await assume(demo, operations, {
      RoleArn: 'arn:aws:iam::300000000013:role/TerraformBackend',
    })
    const TableName = 'core-use2-root-tfstate-lock'
    const LockID = { S: 'core-use2-root-tfstate/x' }
    const call = (by: Credentials, operation: string, params: object): BotoCall => ({
      by,
      service: 'dynamodb',
      operation,
      params: { TableName, ...params },
    })
    const lock = call(state, 'put_item', {
      Item: { LockID, Info: { S: 'otto' } },
      ConditionExpression: 'attribute_not_exists(LockID)',
    })
    const read = call(state, 'get_item', { Key: { LockID }, ProjectionExpression: 'LockID, Info' })
    const answers = await ask(demo, [
      read,
      lock,
      lock,
      read,
      call(operations, 'get_item', { Key: { LockID } }),
      call(state, 'put_item', { Item: { LockID }, ConditionExpression: 'size(Info) > :x' }),
      call(state, 'delete_item', { Key: { LockID } }),
      lock,
    ])
    expect(answers).toMatchObject([
      {},
      {},
      { refused: 'ConditionalCheckFailedException' },
      { Item: { LockID, Info: { S: 'otto' } } },
      { refused: 'AccessDeniedException' },
      { refused: 'ValidationException' },
      {},
      {},
    ])
    expect(answers[0]).toEqual({})
  })

  test('what was spent: by month and account for the management account, its own for a member', async () => {
    const demo = await openDemo('sso-landing-zone')
    const session = (account: string, name: string | RegExp) => {
      const { world } = demo.demo
      const role = world.roles.find(
        each =>
          each.account === account && (name instanceof RegExp ? name.test(each.name) : each.name === name),
      )
      if (!role) throw new Error(`${account} has no role ${name}.`)
      return world.issue({
        ...{ kind: 'role', account, role, sessionName: 'bill', chained: true, from: 'test' },
        ...{ issuedAt: world.now(), expiresAt: world.now() + 3_600_000, tags: new Map(), transitiveTags: [] },
      })
    }
    const params = {
      TimePeriod: { Start: '2026-09-16', End: '2026-11-01' },
      Granularity: 'MONTHLY',
      Metrics: ['UnblendedCost'],
    }
    const call = (by: Credentials, more: object = {}): BotoCall => ({
      by,
      service: 'ce',
      operation: 'get_cost_and_usage',
      params: { ...params, ...more },
    })
    const costs = session('111111111111', 'CostExplorerAccess')
    const answers = await ask(demo, [
      call(costs),
      call(costs, { GroupBy: [{ Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' }] }),
      call(session('666666666666', 'CrossAccountCICD')),
      call(session('222222222222', /^AWSReservedSSO_DevOps_/)),
      call(costs, { TimePeriod: { Start: '2026-11-01', End: '2026-11-01' } }),
    ])
    expect(answers).toMatchObject([
      {
        ResultsByTime: [
          {
            TimePeriod: { Start: '2026-09-16', End: '2026-10-01' },
            Total: { UnblendedCost: { Amount: '1282.50' } },
          },
          {
            TimePeriod: { Start: '2026-10-01', End: '2026-11-01' },
            Total: { UnblendedCost: { Unit: 'USD' } },
          },
        ],
      },
      {
        ResultsByTime: [
          {
            Groups: expect.arrayContaining([
              { Keys: ['777777777777'], Metrics: { UnblendedCost: { Amount: '810.00', Unit: 'USD' } } },
            ]),
          },
          {},
        ],
      },
      { ResultsByTime: [{ Total: { UnblendedCost: { Amount: '135.00' } } }, {}] },
      {
        refused: 'AccessDeniedException',
        message: expect.stringContaining(
          'because no identity-based policy allows the ce:GetCostAndUsage action',
        ),
      },
      { refused: 'ValidationException' },
    ])
  })
})
