// Writes a catalog as an AWS config file: what plain AWS tools can do without Switchyard.
import type { SignIn, Target } from '../../shared/catalog.ts'
import { freeKey } from './clean-text.ts'
import {
  createLosses,
  type Exported,
  type ExportInput,
  firstWay,
  type Losses,
  loseCatalogOnly,
  profileNames,
  settled,
  shortName,
} from './exported.ts'

type Block = { readonly header: string; readonly lines: readonly string[] }

const line = (key: string, value: string | number | undefined | null): readonly string[] =>
  value === undefined || value === null ? [] : [`${key} = ${value}`]

/** `default` is a header of its own (AWS CLI user guide, "Configuration and credential file settings"). */
const profileHeader = (name: string): string => (name === 'default' ? '[default]' : `[profile ${name}]`)

const signInBlock = (signIn: SignIn, name: string, input: ExportInput, losses: Losses): Block | null => {
  if (signIn.kind === 'identity-center')
    return {
      header: `[sso-session ${name}]`,
      lines: [
        ...line('sso_start_url', signIn.startUrl),
        ...line('sso_region', signIn.region),
        ...line('sso_registration_scopes', 'sso:account:access'),
      ],
    }
  if (signIn.kind !== 'iam-user') {
    losses.add(signIn.key, 'This sign-in is of one machine and is not written.')
    return null
  }
  losses.add(signIn.key, `Its keys are not written: aws configure --profile ${name} asks for them.`)
  return {
    header: profileHeader(name),
    // aws_account_id is a setting of the AWS SDKs (SDKs and tools reference, "Account-based endpoints").
    lines: [
      ...line('region', signIn.region),
      ...line('aws_account_id', signIn.account),
      ...line('mfa_serial', input.personal.get(signIn.key)?.mfaSerial),
    ],
  }
}

const roleLines = (
  target: Target,
  source: string,
  signIn: SignIn | null,
  input: ExportInput,
  losses: Losses,
): readonly string[] => {
  const serial = signIn === null ? undefined : input.personal.get(signIn.key)?.mfaSerial
  const wantsCode = target.mfa || (target.environment?.mfa ?? false)
  if (wantsCode && signIn?.kind === 'iam-user' && !serial)
    losses.add(shortName(target), 'It asks for an MFA code: add mfa_serial, or export with --personal.')
  if (Object.keys(target.tags).length > 0)
    losses.add(shortName(target), 'Its session tags are not written: AWS profiles have none.')
  if (target.sourceIdentity !== null)
    losses.add(shortName(target), 'Its source identity is not written: AWS profiles have none.')
  // AWS: a role taken from a role lasts an hour at most, and asking for more is refused (STS AssumeRole, role chaining).
  const seconds = signIn?.kind === 'iam-user' ? target.duration : Math.min(target.duration, 3600)
  return [
    ...line('role_arn', target.arn),
    ...line('source_profile', source),
    ...line('external_id', target.externalId),
    ...line('mfa_serial', wantsCode && signIn?.kind === 'iam-user' ? serial : undefined),
    ...line('duration_seconds', seconds === 3600 ? undefined : seconds),
    ...line('role_session_name', settled(target.sessionName)),
    ...line('region', target.region),
  ]
}

/** Every target as a profile. Keys are never in it. */
export const exportAwsConfig = (input: ExportInput): Exported => {
  const losses = createLosses()
  const { expanded } = input
  const signInNames = new Map<string, string>()
  for (const signIn of expanded.signIns.values()) {
    const free = freeKey(signIn.key, key => [...signInNames.values()].includes(key))
    signInNames.set(signIn.id, free)
  }
  const users = [...expanded.signIns.values()].filter(one => one.kind === 'iam-user')
  const names = profileNames(input, new Set(users.map(one => signInNames.get(one.id) ?? '')))
  const blocks: Block[] = [...expanded.signIns.values()].flatMap(
    signIn => signInBlock(signIn, signInNames.get(signIn.id) ?? signIn.key, input, losses) ?? [],
  )
  loseCatalogOnly(input, losses)
  for (const target of expanded.targets.values()) {
    const way = firstWay(target, input)
    const name = names.get(target.id) ?? ''
    if (way === null || ('signIn' in way && !['iam-user', 'identity-center'].includes(way.signIn.kind))) {
      losses.add(shortName(target), 'Nothing that can be written leads to it.')
      continue
    }
    if ('signIn' in way && way.signIn.kind === 'identity-center') {
      const lines = [
        ...line('sso_session', signInNames.get(way.signIn.id)),
        ...line('sso_account_id', target.account.id),
        ...line('sso_account_name', target.account.name),
        ...line('sso_role_name', target.role),
        ...line('region', target.region),
      ]
      blocks.push({ header: profileHeader(name), lines })
      continue
    }
    const signIn = 'signIn' in way ? way.signIn : null
    const source = 'signIn' in way ? signInNames.get(way.signIn.id) : names.get(way.target.id)
    blocks.push({
      header: profileHeader(name),
      lines: roleLines(target, source ?? '', signIn, input, losses),
    })
  }
  const text = blocks.map(({ header, lines }) => `${[header, ...lines].join('\n')}\n`).join('\n')
  return { text, losses: losses.all() }
}
