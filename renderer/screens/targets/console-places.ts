// Places of the console that people go to most: services by the names the desk knows, and regions near the target's own.
import type { Settings } from '../../../shared/settings.ts'

export const consoleServices: readonly { readonly service: string; readonly text: string }[] = [
  { service: 'cloudwatch', text: 'CloudWatch' },
  { service: 'ec2', text: 'EC2' },
  { service: 's3', text: 'S3' },
  { service: 'lambda', text: 'Lambda' },
  { service: 'iam', text: 'IAM' },
  { service: 'cloudtrail', text: 'CloudTrail' },
  { service: 'billing', text: 'Billing' },
]

type Way = { readonly in: Settings['consoleIn']; readonly text: string }

/** Where a console may open: a window of its own needs the desktop, the portal a target that it lists. */
export const consoleWays = (host: 'browser' | 'desktop', portal: boolean): readonly Way[] => [
  { in: 'browser', text: 'Browser' },
  ...(host === 'desktop' ? [{ in: 'window', text: 'Window of its own' } as const] : []),
  { in: 'container', text: 'Space of its client' },
  ...(portal ? [{ in: 'portal', text: 'Access portal' } as const] : []),
]

const regions: readonly { readonly region: string; readonly text: string }[] = [
  { region: 'eu-west-1', text: 'Ireland' },
  { region: 'eu-west-2', text: 'London' },
  { region: 'eu-west-3', text: 'Paris' },
  { region: 'eu-central-1', text: 'Frankfurt' },
  { region: 'eu-north-1', text: 'Stockholm' },
  { region: 'us-east-1', text: 'N. Virginia' },
  { region: 'us-east-2', text: 'Ohio' },
  { region: 'us-west-2', text: 'Oregon' },
  { region: 'sa-east-1', text: 'São Paulo' },
  { region: 'ap-southeast-1', text: 'Singapore' },
  { region: 'ap-southeast-2', text: 'Sydney' },
  { region: 'ap-northeast-1', text: 'Tokyo' },
  { region: 'ap-south-1', text: 'Mumbai' },
  { region: 'us-gov-west-1', text: 'GovCloud West' },
  { region: 'us-gov-east-1', text: 'GovCloud East' },
  { region: 'cn-north-1', text: 'Beijing' },
  { region: 'cn-northwest-1', text: 'Ningxia' },
]

/** A session is good in its own partition only, and `us-gov-` and `cn-` are partitions of their own. */
const partitionOf = (region: string): string => /^(us-gov|cn)-/.exec(region)?.[1] ?? 'aws'

/** The other regions of the same partition, those of the same continent first. */
export const regionsNear = (region: string | null) => {
  const own = region ?? 'us-east-1'
  const continent = own.slice(0, 2)
  return regions
    .filter(each => each.region !== region && partitionOf(each.region) === partitionOf(own))
    .toSorted((a, b) => Number(b.region.startsWith(continent)) - Number(a.region.startsWith(continent)))
    .slice(0, 5)
}
