// Writes a catalog as the `auth` part of an atmos.yaml: providers, and identities chained by `via`.
import { formatDuration } from '../../shared/duration.ts'
import { freeKey } from './clean-text.ts'
import {
  createLosses,
  type Exported,
  type ExportInput,
  firstWay,
  loseCatalogOnly,
  profileNames,
  settled,
  shortName,
} from './exported.ts'
import { writeYaml } from './write-yaml.ts'

export const exportAtmos = (input: ExportInput): Exported => {
  const losses = createLosses()
  const { expanded, personal } = input
  const names = profileNames(input, new Set())
  const used = new Set(names.values())
  const providers: Record<string, unknown> = {}
  const identities: Record<string, unknown> = {}
  const signInNames = new Map<string, string>()
  for (const signIn of expanded.signIns.values()) {
    const name = freeKey(signIn.key, key => used.has(key))
    if (signIn.kind === 'identity-center')
      providers[name] = { kind: 'aws/iam-identity-center', region: signIn.region, start_url: signIn.startUrl }
    else if (signIn.kind === 'iam-user') {
      const serial = personal.get(signIn.key)?.mfaSerial ?? undefined
      identities[name] = {
        kind: 'aws/user',
        credentials: { region: signIn.region, ...(serial !== undefined && { mfa_arn: serial }) },
      }
      losses.add(
        signIn.key,
        `Its keys are not written: atmos auth user configure asks for them. They are of account ${signIn.account}.`,
      )
      if (signIn.mfa && serial === undefined)
        losses.add(signIn.key, 'It asks for an MFA code: add mfa_arn, or export with --personal.')
    } else {
      losses.add(signIn.key, 'This sign-in is of one machine and is not written.')
      continue
    }
    used.add(name)
    signInNames.set(signIn.id, name)
  }
  loseCatalogOnly(input, losses)
  for (const target of expanded.targets.values()) {
    const way = firstWay(target, input)
    const source =
      way === null ? undefined : 'signIn' in way ? signInNames.get(way.signIn.id) : names.get(way.target.id)
    if (way === null || source === undefined) {
      losses.add(shortName(target), 'Nothing that can be written leads to it.')
      continue
    }
    const name = names.get(target.id) ?? ''
    if (target.kind === 'permission-set') {
      const account = { name: target.account.name, id: target.account.id }
      identities[name] = {
        kind: 'aws/permission-set',
        via: { provider: source },
        principal: { name: target.role, account },
      }
      continue
    }
    if (Object.keys(target.tags).length > 0 || target.sourceIdentity !== null)
      losses.add(shortName(target), 'Its session tags and source identity are not written: atmos has none.')
    const sessionName = settled(target.sessionName)
    identities[name] = {
      kind: 'aws/assume-role',
      via: { identity: source },
      principal: {
        assume_role: target.arn,
        ...(sessionName !== undefined && { session_name: sessionName }),
        ...(target.externalId !== null && { external_id: target.externalId }),
        ...(target.duration !== 3600 && { duration: formatDuration(target.duration) }),
        region: target.region,
      },
    }
  }
  const auth = {
    ...(Object.keys(providers).length > 0 && { providers }),
    ...(Object.keys(identities).length > 0 && { identities }),
  }
  return { text: writeYaml({ auth }, []), losses: losses.all() }
}
