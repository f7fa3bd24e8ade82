// Imports a Leapp workspace (0.26), encrypted or plain: IAM users, chained roles, Identity Center roles, names of profiles.
import { ok } from '../../shared/result.ts'
import { plainStartUrl } from './aws-profiles.ts'
import { createDraft, type Draft, readMfaSerial, readRoleArn } from './draft.ts'
import { type DraftOrigin, longestWay, tooLongWay } from './draft-shape.ts'
import type { Import, ImportOptions } from './imported.ts'
import { loseLeappSettings } from './leapp-settings.ts'
import { type Fields, isRecord, listIn, openWorkspace, textIn } from './leapp-workspace.ts'

type Reading = {
  readonly draft: Draft
  readonly options: ImportOptions
  readonly sessions: ReadonlyMap<string, Fields>
  readonly profiles: ReadonlyMap<string, string>
  readonly portals: ReadonlyMap<string, string>
  readonly origins: Map<string, DraftOrigin | null>
}

const nameOf = (session: Fields): string =>
  textIn(session, 'sessionName') ?? textIn(session, 'sessionId') ?? 'unnamed'
const where = (session: Fields): string => `session ${nameOf(session)}`

/** Leapp's own profile is called `default` unless somebody chose another. */
const profileOf = ({ profiles }: Reading, session: Fields): string | undefined => {
  const name = profiles.get(textIn(session, 'profileId') ?? '')
  return name === 'default' ? undefined : name
}

const accountNameOf = (session: Fields): string | undefined => {
  const account = session.awsAccount
  return isRecord(account) ? textIn(account, 'accountName') : undefined
}

const readUser = (reading: Reading, session: Fields): DraftOrigin | null => {
  const { draft, options } = reading
  const serial = textIn(session, 'mfaDevice')
  const device = serial === undefined ? null : readMfaSerial(serial)
  const told = isRecord(session.awsAccount) ? textIn(session.awsAccount, 'accountId') : undefined
  const account = device?.account ?? told ?? options.account
  if (
    account === null ||
    !draft.account(account, where(session), { name: accountNameOf(session), label: nameOf(session) })
  ) {
    draft.lose(
      where(session),
      'The workspace does not say in which account this IAM user lives; name it with --account ID. What starts from it is left out.',
    )
    return null
  }
  draft.lose(
    where(session),
    'Its access key is in the system’s keychain, under Leapp’s name: put it into the vault with switchyard keys add.',
  )
  if (!options.personal && serial !== undefined)
    draft.lose(where(session), `Its MFA device, ${serial}, is personal: IAM is asked for it after keys add.`)
  const profile = profileOf(reading, session)
  if (profile !== undefined)
    draft.lose(
      where(session),
      `Its profile, ${profile}, held the user’s own session; here a profile holds a role’s, so it is not written.`,
    )
  const own = { ...(device && { userName: device.user }), ...(serial !== undefined && { mfaSerial: serial }) }
  const mfa = serial === undefined ? {} : { mfa: 'required' as const }
  return {
    signIn: draft.signIn(nameOf(session), {
      kind: 'iam-user',
      account,
      ...mfa,
      ...(options.personal && own),
    }),
  }
}

/** Leapp writes `arn:aws:iam::ID/PermissionSet`, without `role` (its aws-sso-integration-service.ts). */
const readPermissionSet = (reading: Reading, session: Fields): DraftOrigin | null => {
  const { draft, portals } = reading
  const [, partition, account, role] =
    /^arn:(aws[a-z-]*):iam::(\d{12})[/:](?:role\/)?([\w+=,.@-]+)$/.exec(textIn(session, 'roleArn') ?? '') ??
    []
  const signIn = portals.get(textIn(session, 'awsSsoConfigurationId') ?? '')
  if (account === undefined || role === undefined || signIn === undefined) {
    draft.lose(
      where(session),
      signIn === undefined ? 'Its portal is not in the workspace.' : 'Its role cannot be read.',
    )
    return null
  }
  const email = textIn(session, 'email')
  draft.account(account, where(session), {
    name: nameOf(session),
    ...(email !== undefined && { facts: { email } }),
  })
  draft.role({
    account,
    role,
    partition,
    from: { signIn },
    where: `${where(session)} (${role})`,
    profile: profileOf(reading, session),
    region: textIn(session, 'region'),
  })
  return { account, role }
}

/** What Leapp calls a chained session when nobody named it. */
const usualSessionName = 'assumed-from-leapp'

const readChained = (reading: Reading, session: Fields, trail: readonly string[]): DraftOrigin | null => {
  const { draft, sessions } = reading
  const arn = readRoleArn(textIn(session, 'roleArn') ?? '')
  const parent = sessions.get(textIn(session, 'parentSessionId') ?? '')
  if (arn === null || parent === undefined) {
    draft.lose(
      where(session),
      arn === null
        ? 'Its roleArn is not the ARN of a role.'
        : 'The session it starts from is not in the workspace.',
    )
    return null
  }
  const from = originOf(reading, parent, trail)
  draft.account(arn.account, where(session), { name: accountNameOf(session), label: nameOf(session) })
  if (from === null) {
    draft.lose(
      where(session),
      `What it starts from, ${nameOf(parent)}, could not be carried over; so it is left out.`,
    )
    return null
  }
  const sessionName = textIn(session, 'roleSessionName')
  draft.role({
    account: arn.account,
    role: arn.role,
    path: arn.path,
    partition: arn.partition,
    from,
    where: where(session),
    title: nameOf(session),
    profile: profileOf(reading, session),
    region: textIn(session, 'region'),
    sessionName: sessionName === usualSessionName ? undefined : sessionName,
  })
  return { account: arn.account, role: arn.role }
}

const originOf = (reading: Reading, session: Fields, trail: readonly string[]): DraftOrigin | null => {
  const id = textIn(session, 'sessionId') ?? nameOf(session)
  const before = reading.origins.get(id)
  if (before !== undefined) return before
  let found: DraftOrigin | null = null
  if (trail.includes(id)) reading.draft.lose(where(session), 'It starts from itself, through others.')
  else if (trail.length > longestWay) reading.draft.lose(where(session), tooLongWay)
  else if (session.type === 'awsIamUser') found = readUser(reading, session)
  else if (session.type === 'awsSsoRole') found = readPermissionSet(reading, session)
  else if (session.type === 'awsIamRoleChained') found = readChained(reading, session, [...trail, id])
  else if (session.type === 'awsIamRoleFederated')
    reading.draft.lose(where(session), 'It signs in by SAML, which a catalog has no sign-in for.')
  else
    reading.draft.lose(
      where(session),
      /^aws/.test(String(session.type))
        ? `It is of the kind ${String(session.type)}, which no reader here knows.`
        : `It is of the kind ${String(session.type)}, which is not AWS’s.`,
    )
  reading.origins.set(id, found)
  return found
}

const readPortals = (workspace: Fields, draft: Draft): ReadonlyMap<string, string> => {
  const portals = new Map<string, string>()
  for (const integration of listIn(workspace, 'awsSsoIntegrations')) {
    const [id, alias, startUrl, region] = ['id', 'alias', 'portalUrl', 'region'].map(key =>
      textIn(integration, key),
    )
    if (id === undefined || startUrl === undefined || region === undefined)
      draft.lose(`integration ${alias ?? ''}`, 'It has no portal or no region.')
    else
      portals.set(
        id,
        draft.signIn(alias ?? 'portal', {
          kind: 'identity-center',
          startUrl: plainStartUrl(startUrl),
          region,
        }),
      )
  }
  return portals
}

export const importLeapp: Import = (text, options) => {
  const opened = openWorkspace(text, options)
  if (!opened.ok) return opened
  const workspace = opened.value
  const draft = createDraft(options)
  const sessions = listIn(workspace, 'sessions')
  const reading: Reading = {
    draft,
    options,
    sessions: new Map(
      sessions.flatMap(one => (textIn(one, 'sessionId') ? [[textIn(one, 'sessionId') ?? '', one]] : [])),
    ),
    profiles: new Map(
      listIn(workspace, 'profiles').map(one => [textIn(one, 'id') ?? '', textIn(one, 'name') ?? 'default']),
    ),
    portals: readPortals(workspace, draft),
    origins: new Map(),
  }
  for (const session of sessions) originOf(reading, session, [])
  loseLeappSettings(
    workspace,
    sessions.map(session => ({ session, name: nameOf(session) })),
    draft,
  )
  if (sessions.some(session => session.roleSessionName === usualSessionName))
    draft.lose(
      '',
      `Sessions that Leapp called “${usualSessionName}” are called by the user’s name from now on.`,
    )
  return ok(draft.finish())
}
