// Addresses a person hands around: nobody becomes anybody by them, who opens one must be signed in already; pure.
import type { EnvironmentColor } from '../../shared/catalog.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { partitionNamed } from './partition.ts'

export type SwitchRoleWish = {
  readonly partition: string
  readonly accountId: string
  readonly roleArn: string
  /** What the console shows; at most 64 characters. */
  readonly displayName: string
  readonly color: EnvironmentColor | null
  readonly externalId: string | null
}

/** The console takes six hex digits, and keeps only those of its own palette. */
const consoleColors: Readonly<Partial<Record<EnvironmentColor, string>>> = {
  red: 'f2b0a9',
  amber: 'fbc8aa',
  green: 'b7ca9d',
  blue: '83d4e8',
}

const refuse = (message: string): Result<never> => failed({ kind: 'bad-input', path: 'what', message })

/**
 * The link of the console's own "Switch role" (IAM User Guide, "Switch from a user to an IAM role (console)"): `roleName`
 * holds the path without its first slash, path and name together at most 64 characters. The console sends no external
 * id, so a role that asks for one cannot be taken this way, and a portal's role can only be taken through its portal.
 */
export const switchRoleLink = (wish: SwitchRoleWish): Result<string> => {
  if (wish.externalId !== null)
    return refuse('This role asks for an external id, which the console’s own switch cannot send.')
  const name = /:role\/(.+)$/.exec(wish.roleArn)?.[1] ?? ''
  if (name === '' || name.startsWith('aws-reserved/sso.amazonaws.com/'))
    return refuse('A portal’s role has no switch-role link; copy the portal’s link.')
  if (name.length > 64)
    return refuse('The role’s path and name are longer than the 64 characters a link can hold.')
  const color = wish.color === null ? undefined : consoleColors[wish.color]
  const query = new URLSearchParams({
    account: wish.accountId,
    roleName: name,
    displayName: wish.displayName.slice(0, 64),
    ...(color === undefined ? {} : { color }),
  })
  return ok(`https://${partitionNamed(wish.partition).signIn}/switchrole?${query}`)
}

/**
 * The role behind a portal's session. Its ARN carries a path that its session's ARN does not: the region of Identity
 * Center, unless that is us-east-1 (IAM Identity Center User Guide, "Referencing permission sets in resource policies").
 * @param portalRegion Identity Center's own region
 */
export const portalRoleArn = (assumedRoleArn: string, portalRegion: string): string | null => {
  const found = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/(AWSReservedSSO_[\w+=,.@-]+)\//.exec(
    assumedRoleArn,
  )
  if (!found) return null
  const region = portalRegion === 'us-east-1' ? '' : `${portalRegion}/`
  return `arn:${found[1]}:iam::${found[2]}:role/aws-reserved/sso.amazonaws.com/${region}${found[3]}`
}
