// The identities of atmos: users, permission sets and roles that start from one another by `via`, each to where it starts from.
import { parseDuration } from '../../shared/duration.ts'
import { accountIdPattern } from '../../shared/names.ts'
import { type Draft, readMfaSerial, readRoleArn } from './draft.ts'
import { type DraftOrigin, longestWay, tooLongWay } from './draft-shape.ts'
import type { ImportOptions } from './imported.ts'
import { loseOthers } from './lose-others.ts'
import { isComputed, isMap, mapIn, textIn, type Values } from './read-values.ts'

export type Reading = {
  readonly draft: Draft
  readonly options: ImportOptions
  readonly identities: Values
  /** Sign-ins by the provider's name. */
  readonly providers: ReadonlyMap<string, string>
  /** Account ids by the names that some identity gives them. */
  readonly ids: ReadonlyMap<string, string>
  readonly origins: Map<string, DraftOrigin | null>
}

const where = (name: string): string => `identity ${name}`

/** What is read of each map of an identity (its schema_auth.go, and what each kind takes from the maps in it). */
const known = {
  identity: ['kind', 'via', 'provider', 'principal', 'credentials'],
  credentials: ['access_key_id', 'secret_access_key', 'mfa_arn'],
  'aws/permission-set': ['name', 'account', 'region'],
  'aws/assume-role': ['assume_role', 'session_name', 'external_id', 'duration', 'region'],
} as const

/** Of an identity whose kind is known; another one is told as a whole. */
export const loseOfIdentity = (draft: Draft, name: string, identity: Values): void => {
  const kind = textIn(identity, 'kind')
  if (kind !== 'aws/user' && kind !== 'aws/permission-set' && kind !== 'aws/assume-role') return
  loseOthers(draft, where(name), identity, known.identity)
  if (kind === 'aws/user') loseOthers(draft, where(name), mapIn(identity, 'credentials'), known.credentials)
  else loseOthers(draft, where(name), mapIn(identity, 'principal'), known[kind])
}

const identityOf = (reading: Reading, name: string): Values | null => {
  const value = Object.hasOwn(reading.identities, name) ? reading.identities[name] : undefined
  return isMap(value) ? value : null
}

/** What an identity starts from; null where that could not be carried over, which is told. */
export const originOf = (reading: Reading, name: string, trail: readonly string[]): DraftOrigin | null => {
  const before = reading.origins.get(name)
  if (before !== undefined) return before
  const found = readIdentity(reading, name, trail)
  reading.origins.set(name, found)
  return found
}

const readIdentity = (reading: Reading, name: string, trail: readonly string[]): DraftOrigin | null => {
  const { draft } = reading
  const identity = identityOf(reading, name)
  if (identity === null) {
    draft.lose(where(name), 'It is named by `via`, and not in this file.')
    return null
  }
  if (trail.length > longestWay) {
    draft.lose(where(name), tooLongWay)
    return null
  }
  if (trail.includes(name)) {
    draft.lose(where(name), `Its via goes in a circle: ${[...trail, name].join(' from ')}.`)
    return null
  }
  const kind = textIn(identity, 'kind')
  if (kind === 'aws/user') return readUser(reading, name, identity)
  if (kind === 'aws/permission-set') return readPermissionSet(reading, name, identity)
  if (kind === 'aws/assume-role') return readAssumeRole(reading, name, identity, [...trail, name])
  draft.lose(where(name), `A catalog has nothing of the kind ${kind ?? '(none)'}.`)
  return null
}

const readUser = ({ draft, options }: Reading, name: string, identity: Values): DraftOrigin | null => {
  const credentials = mapIn(identity, 'credentials')
  const serial = textIn(credentials, 'mfa_arn')
  const device = serial === undefined ? null : readMfaSerial(serial)
  const account = device?.account ?? options.account
  if (account === null || !draft.account(account, where(name), { label: name })) {
    draft.lose(
      where(name),
      'The file does not say in which account this user lives; name it with --account ID. What starts from it is left out.',
    )
    return null
  }
  draft.lose(where(name), 'Its access key is not read: put it into the vault with switchyard keys add.')
  if (!options.personal && serial !== undefined)
    draft.lose(where(name), `Its MFA device, ${serial}, is personal: IAM is asked for it after keys add.`)
  const own = { ...(device && { userName: device.user }), ...(serial !== undefined && { mfaSerial: serial }) }
  const mfa = serial === undefined ? {} : { mfa: 'required' as const }
  return { signIn: draft.signIn(name, { kind: 'iam-user', account, ...mfa, ...(options.personal && own) }) }
}

const providerOf = (reading: Reading, name: string, identity: Values): DraftOrigin | null => {
  const provider = textIn(mapIn(identity, 'via'), 'provider') ?? textIn(identity, 'provider')
  const signIn = provider === undefined ? undefined : reading.providers.get(provider)
  if (signIn !== undefined) return { signIn }
  reading.draft.lose(
    where(name),
    `Its provider, “${provider ?? ''}”, is not one that could be carried over; so it is left out.`,
  )
  return null
}

const readPermissionSet = (reading: Reading, name: string, identity: Values): DraftOrigin | null => {
  const { draft } = reading
  const from = providerOf(reading, name, identity)
  const principal = mapIn(identity, 'principal')
  const account = mapIn(principal, 'account')
  const accountName = textIn(account, 'name')
  const id = textIn(account, 'id') ?? (accountName === undefined ? undefined : reading.ids.get(accountName))
  const role = textIn(principal, 'name')
  if (from === null) return null
  if (id === undefined || role === undefined || !accountIdPattern.test(id)) {
    draft.lose(
      where(name),
      role === undefined
        ? 'It names no permission set, or one that is computed.'
        : `It names its account “${accountName ?? ''}” and not its id; what the portal grants is found by signing in.`,
    )
    return null
  }
  draft.account(id, where(name), { name: accountName, label: name })
  draft.role({
    account: id,
    role,
    from,
    where: where(name),
    profile: name,
    region: textIn(principal, 'region'),
  })
  return { account: id, role }
}

const readAssumeRole = (
  reading: Reading,
  name: string,
  identity: Values,
  trail: readonly string[],
): DraftOrigin | null => {
  const { draft } = reading
  const principal = mapIn(identity, 'principal')
  const written = textIn(principal, 'assume_role')
  const arn = written === undefined ? null : readRoleArn(written)
  if (arn === null) {
    draft.lose(
      where(name),
      `Its assume_role, “${written ?? '(computed or missing)'}”, is not the ARN of a role; so it is left out.`,
    )
    return null
  }
  const via = textIn(mapIn(identity, 'via'), 'identity')
  const from = via === undefined ? providerOf(reading, name, identity) : originOf(reading, via, trail)
  draft.account(arn.account, where(name), { label: name })
  if (from === null) {
    if (via !== undefined)
      draft.lose(where(name), `What it starts from, ${via}, could not be carried over; so it is left out.`)
    return null
  }
  // A portal gives permission sets; a role that is assumed with one's own sign-in token exists for OIDC and SAML only.
  if (via === undefined) {
    draft.lose(
      where(name),
      'It goes from a portal to a role without a permission set between, which AWS does not know; so it is left out.',
    )
    return null
  }
  const wished = textIn(principal, 'duration')
  const duration = wished === undefined ? null : parseDuration(wished)
  if (wished !== undefined && duration === null)
    draft.lose(where(name), `Its duration, “${wished}”, is no length of time that is known here.`)
  for (const key of ['assume_role', 'session_name', 'external_id', 'duration', 'region'])
    if (isComputed(principal[key]))
      draft.lose(where(name), `Its ${key} is computed by atmos and is not carried over.`)
  draft.role({
    account: arn.account,
    role: arn.role,
    path: arn.path,
    partition: arn.partition,
    from,
    where: where(name),
    profile: name,
    region: textIn(principal, 'region'),
    externalId: textIn(principal, 'external_id'),
    sessionName: textIn(principal, 'session_name'),
    duration: duration ?? undefined,
  })
  return { account: arn.account, role: arn.role }
}
