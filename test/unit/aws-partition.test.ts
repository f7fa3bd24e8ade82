// Which hosts belong to which partition, and where in the console a link may lead.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { goesAround, readAwsSettings } from '../../main/aws/aws-settings.ts'
import { consoleDestination, portalShortcut } from '../../main/aws/console-destination.ts'
import {
  partitionOfArn,
  partitionOfRegion,
  type ServiceName,
  serviceHost,
  signingRegion,
} from '../../main/aws/partition.ts'
import { bad, good } from '../support/sign-in-room.ts'

describe('hosts', () => {
  test.each<[ServiceName, string, string, string]>([
    ['sts', 'eu-west-1', 'sts.eu-west-1.amazonaws.com', 'eu-west-1'],
    ['sts', 'cn-north-1', 'sts.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    ['sts', 'us-gov-east-1', 'sts.us-gov-east-1.amazonaws.com', 'us-gov-east-1'],
    ['sso', 'eu-central-1', 'portal.sso.eu-central-1.amazonaws.com', 'eu-central-1'],
    ['sso-oidc', 'eu-central-1', 'oidc.eu-central-1.amazonaws.com', 'eu-central-1'],
    ['iam', 'eu-west-1', 'iam.amazonaws.com', 'us-east-1'],
    ['iam', 'cn-northwest-1', 'iam.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    ['iam', 'us-gov-east-1', 'iam.us-gov.amazonaws.com', 'us-gov-west-1'],
    ['iam', 'eusc-de-east-1', 'iam.eusc-de-east-1.amazonaws.eu', 'eusc-de-east-1'],
    ['organizations', 'ap-south-1', 'organizations.us-east-1.amazonaws.com', 'us-east-1'],
    ['organizations', 'cn-north-1', 'organizations.cn-northwest-1.amazonaws.com.cn', 'cn-northwest-1'],
    ['signin', 'us-east-1', 'signin.aws.amazon.com', 'us-east-1'],
    ['signin', 'eu-west-1', 'eu-west-1.signin.aws.amazon.com', 'eu-west-1'],
    ['signin', 'us-gov-west-1', 'signin.amazonaws-us-gov.com', 'us-gov-west-1'],
    ['signin', 'eusc-de-east-1', 'eusc-de-east-1.signin.amazonaws-eusc.eu', 'eusc-de-east-1'],
    ['sts', 'us-iso-east-1', 'sts.us-iso-east-1.c2s.ic.gov', 'us-iso-east-1'],
  ])('%s in %s is %s, signed for %s', (service, region, host, signed) => {
    expect(serviceHost(service, region)).toBe(host)
    expect(signingRegion(service, region)).toBe(signed)
  })

  test('a partition is told by region and by ARN', () => {
    expect(partitionOfRegion('us-isob-east-1').name).toBe('aws-iso-b')
    expect(partitionOfRegion('us-gov-west-1').name).toBe('aws-us-gov')
    expect(partitionOfRegion('mx-central-1').name).toBe('aws')
    expect(partitionOfArn('arn:aws-cn:iam::100000000002:role/x')?.name).toBe('aws-cn')
    expect(partitionOfArn('arn:aws:iam::1:role/x')?.name).toBe('aws')
    expect(partitionOfArn('nothing')).toBeNull()
  })
})

describe('a console destination', () => {
  const to = (wanted: object) => consoleDestination({ partition: 'aws', region: 'eu-west-1', ...wanted })
  const origin = 'https://eu-west-1.console.aws.amazon.com'

  test.each([
    [{}, `${origin}/console/home?region=eu-west-1`],
    [{ service: 's3' }, `${origin}/s3/home?region=eu-west-1`],
    [{ service: 'EC2', path: '#Instances:' }, `${origin}/ec2/home?region=eu-west-1#Instances:`],
    [{ service: 'logs' }, `${origin}/cloudwatch/home?region=eu-west-1#logsV2:log-groups`],
    [{ service: 's3', path: '/buckets/x?tab=objects' }, `${origin}/s3/buckets/x?tab=objects`],
    [{ path: 'lambda/home#/functions/x' }, `${origin}/lambda/home#/functions/x`],
    [
      { url: 'https://us-east-1.console.aws.amazon.com/iam/home' },
      'https://us-east-1.console.aws.amazon.com/iam/home',
    ],
    [
      { url: 'https://123456789012-abcdefgh.eu-west-1.console.aws.amazon.com/s3' },
      'https://123456789012-abcdefgh.eu-west-1.console.aws.amazon.com/s3',
    ],
  ])('%j leads to %s', (wanted, url) => {
    expect(good(to(wanted))).toBe(url)
  })

  test('follows the partition', () => {
    expect(good(consoleDestination({ partition: 'aws-cn', region: 'cn-north-1', service: 'ec2' }))).toBe(
      'https://cn-north-1.console.amazonaws.cn/ec2/home?region=cn-north-1',
    )
    const url = 'https://console.aws.amazon.com/'
    expect(bad(consoleDestination({ partition: 'aws-cn', region: 'cn-north-1', url })).kind).toBe('bad-input')
  })

  test.each([
    { url: 'http://console.aws.amazon.com/' },
    { url: 'https://console.aws.amazon.com.evil.example/' },
    { url: 'https://evilconsole.aws.amazon.com/' },
    { url: 'https://evil.example/?console.aws.amazon.com' },
    { url: 'https://console.aws.amazon.com@evil.example/' },
    { url: 'https://user@console.aws.amazon.com/' },
    { url: 'https://console.aws.amazon.com:8443/' },
    { url: 'javascript:alert(1)' },
    { service: '../x' },
    { service: 's3.evil.example' },
    { path: '\\\\evil.example' },
    { path: '/a b' },
    { region: 'evil.example/' },
  ])('%j is refused', wanted => {
    expect(bad(to(wanted)).kind).toBe('bad-input')
  })

  test('whatever is typed, a destination is in the console', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (service, path, url) => {
        for (const wanted of [{ service, path }, { path }, { url }, { path: `//${path}` }]) {
          const result = to(wanted)
          if (result.ok) expect(new URL(result.value).hostname).toMatch(/(^|\.)console\.aws\.amazon\.com$/)
        }
      }),
    )
  })

  test('the portal’s shortcut carries account, role and place', () => {
    const link = portalShortcut({
      startUrl: 'https://example-org.awsapps.com/start/#/',
      account: '111111111111',
      role: 'Dev+Ops',
      destination: `${origin}/s3/home`,
    })
    expect(link).toBe(
      `https://example-org.awsapps.com/start/#/console?account_id=111111111111&role_name=Dev%2BOps&destination=${encodeURIComponent(`${origin}/s3/home`)}`,
    )
  })
})

describe('the environment', () => {
  test('endpoints take an explicit yes', () => {
    const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_SSO_OIDC: 'http://127.0.0.1:2' }
    expect(readAwsSettings(env).endpoints).toEqual({})
    expect(readAwsSettings({ ...env, SWITCHYARD_ALLOW_ENDPOINTS: 'true' }).endpoints).toEqual({})
    expect(
      readAwsSettings({ ...env, SWITCHYARD_ALLOW_ENDPOINTS: '1', AWS_ENDPOINT_URL_STS: 'file:///x' })
        .endpoints,
    ).toEqual({
      all: 'http://127.0.0.1:1',
      'sso-oidc': 'http://127.0.0.1:2',
    })
  })

  test.each([
    ['sts.eu-west-1.amazonaws.com', '.amazonaws.com', true],
    ['sts.eu-west-1.amazonaws.com', 'amazonaws.com', true],
    ['sts.eu-west-1.amazonaws.com', '*.amazonaws.com', true],
    ['sts.eu-west-1.amazonaws.com', 'amazonaws.com:443', true],
    ['sts.eu-west-1.amazonaws.com', 'amazonaws.com:8443', false],
    ['sts.eu-west-1.amazonaws.com', 'zonaws.com', false],
    ['sts.eu-west-1.amazonaws.com', '*', true],
    ['sts.eu-west-1.amazonaws.com', 'localhost,.internal', false],
    ['[::1]', '::1', true],
  ])('%s with NO_PROXY=%s goes around: %s', (host, value, around) => {
    const { proxy } = readAwsSettings({ HTTPS_PROXY: 'proxy.example:3128', NO_PROXY: value })
    expect(proxy?.url.href).toBe('http://proxy.example:3128/')
    expect(goesAround(proxy?.except ?? [], host, '443')).toBe(around)
  })

  test('a proxy that is none is named', () => {
    const settings = readAwsSettings({ https_proxy: 'socks5://127.0.0.1:1080' })
    expect(settings.proxy).toBeNull()
    expect(settings.proxyProblem).toContain('HTTPS_PROXY')
  })
})
