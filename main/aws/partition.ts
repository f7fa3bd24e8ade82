// AWS's partitions as one table: which hosts belong to which, because a name suffix alone does not tell them apart.

export type PartitionName =
  | 'aws'
  | 'aws-cn'
  | 'aws-us-gov'
  | 'aws-eusc'
  | 'aws-iso'
  | 'aws-iso-b'
  | 'aws-iso-e'
  | 'aws-iso-f'

/** The services that are spoken to, as the SDK's own endpoint variables name them. */
export type ServiceName = 'sts' | 'sso' | 'sso-oidc' | 'iam' | 'organizations' | 'signin'

export type Partition = {
  readonly name: PartitionName
  /** From the SDK's partitions.json; a region that matches none belongs to `aws`. */
  readonly regions: RegExp
  readonly suffix: string
  /** Where global services are signed, and the region used when none was named. */
  readonly globalRegion: string
  /** IAM and Organizations are one endpoint per partition, signed for one fixed region (endpoint rule sets of both). */
  readonly iam: { readonly host: string; readonly region: string }
  readonly organizations: { readonly host: string; readonly region: string }
  /** Domain of the console federation, below which each region has its host. */
  readonly signIn: string
  /** Regions whose federation host carries no region. */
  readonly plainSignIn: readonly string[]
  readonly console: string
}

const row = (
  name: PartitionName,
  regions: RegExp,
  suffix: string,
  globalRegion: string,
  signIn: string,
  console: string,
  more: Partial<Pick<Partition, 'iam' | 'organizations' | 'plainSignIn'>> = {},
): Partition => ({
  name,
  regions,
  suffix,
  globalRegion,
  signIn,
  console,
  iam: { host: `iam.${globalRegion}.${suffix}`, region: globalRegion },
  organizations: { host: `organizations.${globalRegion}.${suffix}`, region: globalRegion },
  plainSignIn: [],
  ...more,
})

/** Source: partitions.json, and the endpoint rule sets of IAM, Organizations and Sign-In, of the SDK. */
export const partitions: readonly Partition[] = [
  row(
    'aws',
    /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
    'amazonaws.com',
    'us-east-1',
    'signin.aws.amazon.com',
    'console.aws.amazon.com',
    {
      iam: { host: 'iam.amazonaws.com', region: 'us-east-1' },
      plainSignIn: ['us-east-1'],
    },
  ),
  row(
    'aws-cn',
    /^cn-\w+-\d+$/,
    'amazonaws.com.cn',
    'cn-northwest-1',
    'signin.amazonaws.cn',
    'console.amazonaws.cn',
    {
      iam: { host: 'iam.cn-north-1.amazonaws.com.cn', region: 'cn-north-1' },
      plainSignIn: ['cn-north-1'],
    },
  ),
  row(
    'aws-us-gov',
    /^us-gov-\w+-\d+$/,
    'amazonaws.com',
    'us-gov-west-1',
    'signin.amazonaws-us-gov.com',
    'console.amazonaws-us-gov.com',
    {
      iam: { host: 'iam.us-gov.amazonaws.com', region: 'us-gov-west-1' },
      plainSignIn: ['us-gov-west-1'],
    },
  ),
  row(
    'aws-eusc',
    /^eusc-de-\w+-\d+$/,
    'amazonaws.eu',
    'eusc-de-east-1',
    'signin.amazonaws-eusc.eu',
    'console.amazonaws-eusc.eu',
  ),
  row(
    'aws-iso',
    /^us-iso-\w+-\d+$/,
    'c2s.ic.gov',
    'us-iso-east-1',
    'signin.c2shome.ic.gov',
    'console.c2shome.ic.gov',
  ),
  row(
    'aws-iso-b',
    /^us-isob-\w+-\d+$/,
    'sc2s.sgov.gov',
    'us-isob-east-1',
    'signin.sc2shome.sgov.gov',
    'console.sc2shome.sgov.gov',
  ),
  row(
    'aws-iso-e',
    /^eu-isoe-\w+-\d+$/,
    'cloud.adc-e.uk',
    'eu-isoe-west-1',
    'signin.csphome.adc-e.uk',
    'console.csphome.adc-e.uk',
  ),
  row(
    'aws-iso-f',
    /^us-isof-\w+-\d+$/,
    'csp.hci.ic.gov',
    'us-isof-south-1',
    'signin.csphome.hci.ic.gov',
    'console.csphome.hci.ic.gov',
  ),
]

const first = partitions[0] as Partition

/** The partition of a name from a catalog (`aws`, `aws-cn`, ...); an unknown name counts as `aws`. */
export const partitionNamed = (name: string): Partition => partitions.find(one => one.name === name) ?? first

/** `us-gov-west-1` and `us-iso-east-1` also start like commercial regions, so the narrow ones are tried first. */
export const partitionOfRegion = (region: string): Partition =>
  partitions.slice(1).find(one => one.regions.test(region)) ?? first

/** The partition in `arn:PARTITION:...`; null when it is no ARN. */
export const partitionOfArn = (arn: string): Partition | null => {
  const name = /^arn:([a-z-]+):/.exec(arn)?.[1]
  return partitions.find(one => one.name === name) ?? null
}

/** The https host of a service. `region` decides for regional services; IAM and Organizations ignore it. */
export const serviceHost = (service: ServiceName, region: string): string => {
  const partition = partitionOfRegion(region)
  if (service === 'iam') return partition.iam.host
  if (service === 'organizations') return partition.organizations.host
  // The regional federation host survives an outage of us-east-1; a session made at one is valid in all regions.
  if (service === 'signin')
    return partition.plainSignIn.includes(region) ? partition.signIn : `${region}.${partition.signIn}`
  const prefix = service === 'sts' ? 'sts' : service === 'sso' ? 'portal.sso' : 'oidc'
  return `${prefix}.${region}.${partition.suffix}`
}

/** The region a request to a service is signed for. */
export const signingRegion = (service: ServiceName, region: string): string => {
  const partition = partitionOfRegion(region)
  return service === 'iam'
    ? partition.iam.region
    : service === 'organizations'
      ? partition.organizations.region
      : region
}

/** `https://eu-west-1.console.aws.amazon.com`, without a trailing slash. */
export const consoleOrigin = (partition: Partition, region: string | null): string =>
  `https://${region === null ? '' : `${region}.`}${partition.console}`
