// Where the credentials of AWS profiles begin: a portal, the keys of an IAM user, a program.
import { type AwsProfile, type AwsProfiles, plainStartUrl, portalName, withoutRole } from './aws-profiles.ts'
import { commandWords } from './command-words.ts'
import { type Draft, readMfaSerial } from './draft.ts'
import type { DraftOrigin } from './draft-shape.ts'
import type { ImportOptions } from './imported.ts'
import { saysSecret } from './leave-secrets.ts'

export const where = (name: string): string => `profile ${name}`

/** One file while it is read. */
export type Reading = {
  readonly all: AwsProfiles
  readonly draft: Draft
  readonly options: ImportOptions
  /** MFA devices named by roles that start from a profile: they tell where its user lives. */
  readonly serials: ReadonlyMap<string, string>
  readonly portals: Map<string, string>
  readonly origins: Map<string, DraftOrigin | null>
}

export const settings =
  (profile: AwsProfile | undefined) =>
  (key: string): string | undefined =>
    profile?.values.get(key) || undefined

/** The sign-in of a portal, one for each address. */
export const portalOf = (reading: Reading, profile: AwsProfile): string | null => {
  const get = settings(profile)
  const session = get('sso_session')
  const sessionValues = session === undefined ? undefined : reading.all.ssoSessions.get(session)
  if (session !== undefined && sessionValues === undefined) {
    reading.draft.lose(
      where(profile.name),
      `It names the sso-session “${session}”, which is not in this file.`,
    )
    return null
  }
  const startUrl = plainStartUrl(sessionValues?.get('sso_start_url') ?? get('sso_start_url') ?? '')
  const region = sessionValues?.get('sso_region') ?? get('sso_region')
  if (startUrl === '' || region === undefined) {
    reading.draft.lose(where(profile.name), 'Its portal has no sso_start_url or no sso_region.')
    return null
  }
  const id = `${startUrl} ${region}`
  const known = reading.portals.get(id)
  if (known !== undefined) return known
  const key = reading.draft.signIn(session ?? portalName(startUrl), {
    kind: 'identity-center',
    startUrl,
    region,
  })
  reading.portals.set(id, key)
  return key
}

export const isPortal = (profile: AwsProfile): boolean =>
  ['sso_session', 'sso_start_url', 'sso_account_id', 'sso_role_name'].some(key => profile.values.has(key))

/** A profile that is a permission set of a portal. */
export const portalTarget = (reading: Reading, profile: AwsProfile, named = true): DraftOrigin | null => {
  const get = settings(profile)
  const [account, role] = [get('sso_account_id'), get('sso_role_name')]
  const signIn = portalOf(reading, profile)
  if (signIn === null) return null
  if (account === undefined || role === undefined) {
    reading.draft.lose(
      where(profile.name),
      'It signs in to a portal and takes no role there; the sign-in is written.',
    )
    return null
  }
  const hints = { name: get('sso_account_name'), ...(named && { label: withoutRole(profile.name, role) }) }
  if (!reading.draft.account(account, where(profile.name), hints)) return null
  reading.draft.role({
    account,
    role,
    from: { signIn },
    where: where(profile.name),
    profile: named ? profile.name : undefined,
    region: get('region'),
  })
  return { account, role }
}

/** A profile that holds keys of an IAM user: its account is said by itself, by its MFA device, or on the command line. */
export const userOf = (
  reading: Reading,
  name: string,
  profile: AwsProfile | undefined,
): DraftOrigin | null => {
  const { draft, options } = reading
  const get = settings(profile)
  const serial = get('mfa_serial') ?? reading.serials.get(name)
  const device = serial === undefined ? null : readMfaSerial(serial)
  const account = get('aws_account_id') ?? device?.account ?? options.account
  const keys = 'Its access key stays where it is: put it into the vault with switchyard keys add.'
  if (account === null || account === undefined) {
    if (options.personal) return { signIn: draft.signIn(name, { kind: 'profile', profile: name }) }
    draft.lose(
      where(name),
      'It holds the keys of an IAM user whose account the file does not say; name it with --account ID. What starts from it is left out.',
    )
    return null
  }
  if (!draft.account(account, where(name), { label: name })) return null
  draft.lose(where(name), keys)
  const own = { ...(device && { userName: device.user }), ...(serial !== undefined && { mfaSerial: serial }) }
  const key = draft.signIn(name, {
    kind: 'iam-user',
    account,
    ...(serial !== undefined && { mfa: 'required' as const }),
    ...(options.personal && own),
  })
  if (!options.personal && serial !== undefined)
    draft.lose(where(name), `Its MFA device, ${serial}, is personal: IAM is asked for it after keys add.`)
  return { signIn: key }
}

export const commandOf = (reading: Reading, profile: AwsProfile, line: string): DraftOrigin | null => {
  const command = commandWords(line)
  if (!reading.options.personal) {
    reading.draft.lose(
      where(profile.name),
      'It runs a program for its credentials (credential_process), and a shared catalog cannot run programs; import it with --personal.',
    )
    return null
  }
  if (command === null || command.length === 0) {
    reading.draft.lose(where(profile.name), 'Its credential_process cannot be taken apart into words.')
    return null
  }
  if (saysSecret(command)) {
    reading.draft.lose(
      where(profile.name),
      'Its credential_process says what looks like a password or a token, which stays where it is: the sign-in is the profile itself.',
    )
    return { signIn: reading.draft.signIn(profile.name, { kind: 'profile', profile: profile.name }) }
  }
  return { signIn: reading.draft.signIn(profile.name, { kind: 'command', command }) }
}
