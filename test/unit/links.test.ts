// The links and names that can be copied, by AWS's own rules for them.
import { describe, expect, test } from 'vitest'
import { portalRoleArn, switchRoleLink } from '../../main/aws/links.ts'

const wish = {
  partition: 'aws',
  accountId: '100000000101',
  roleArn: 'arn:aws:iam::100000000101:role/clients/acme-production',
  displayName: 'acme/acme-production',
  color: 'red',
  externalId: null,
} as const

describe('the switch-role link', () => {
  test('carries the path, a name to show and the environment’s color', () => {
    const link = switchRoleLink(wish)
    if (!link.ok) throw new Error(link.failure.kind)
    const url = new URL(link.value)
    expect(url.origin + url.pathname).toBe('https://signin.aws.amazon.com/switchrole')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      account: '100000000101',
      roleName: 'clients/acme-production',
      displayName: 'acme/acme-production',
      color: 'f2b0a9',
    })
  })
  test('goes to the partition’s own host, and a color the console does not know is left out', () => {
    expect(switchRoleLink({ ...wish, partition: 'aws-us-gov', color: 'slate' })).toEqual({
      ok: true,
      value: expect.stringMatching(/^https:\/\/signin\.amazonaws-us-gov\.com\/switchrole\?(?!.*color=)/),
    })
  })
  test.each([
    ['an external id', { externalId: 'x1' }],
    ['a portal’s role', { roleArn: 'arn:aws:iam::1:role/aws-reserved/sso.amazonaws.com/Admin' }],
    ['65 characters', { roleArn: `arn:aws:iam::1:role/${'p'.repeat(32)}/${'n'.repeat(32)}` }],
  ])('is refused for %s', (_, change) => {
    expect(switchRoleLink({ ...wish, ...change })).toMatchObject({
      ok: false,
      failure: { kind: 'bad-input' },
    })
  })
  test('64 characters of path and name fit', () => {
    const roleArn = `arn:aws:iam::1:role/${'p'.repeat(31)}/${'n'.repeat(32)}`
    expect(switchRoleLink({ ...wish, roleArn }).ok).toBe(true)
  })
})

test('a portal’s role has its region in the path, unless that is us-east-1', () => {
  const session = 'arn:aws:sts::100000000101:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ana'
  const role = 'AWSReservedSSO_Admin_0123456789abcdef'
  expect(portalRoleArn(session, 'eu-west-1')).toBe(
    `arn:aws:iam::100000000101:role/aws-reserved/sso.amazonaws.com/eu-west-1/${role}`,
  )
  expect(portalRoleArn(session, 'us-east-1')).toBe(
    `arn:aws:iam::100000000101:role/aws-reserved/sso.amazonaws.com/${role}`,
  )
  expect(portalRoleArn('arn:aws:sts::100000000101:assumed-role/Admin/ana', 'us-east-1')).toBe(null)
})
