// What a Leapp workspace holds beside sessions and portals: it belongs to the person or the program and to no catalog.
import type { Draft } from './draft.ts'
import { type Fields, isRecord, listIn, textIn } from './leapp-workspace.ts'

/** Told by themselves, or read. The rest of workspace.ts are settings of the program. */
const told = [
  'sessions',
  'awsSsoIntegrations',
  'azureIntegrations',
  'profiles',
  'idpUrls',
  'pinned',
  'folders',
  'segments',
  'proxyConfiguration',
  // Says how the file is written, and nothing to carry over.
  'workspaceVersion',
]

/** Whether somebody would miss it: an empty list, map or text says nothing. */
const says = (value: unknown): boolean =>
  value !== null &&
  value !== undefined &&
  value !== '' &&
  !(Array.isArray(value) && value.length === 0) &&
  !(isRecord(value) && Object.keys(value).length === 0)

export const loseLeappSettings = (
  workspace: Fields,
  sessions: readonly { readonly session: Fields; readonly name: string }[],
  draft: Pick<Draft, 'lose'>,
): void => {
  const pinned = workspace._pinned ?? workspace.pinned
  const names = Array.isArray(pinned)
    ? sessions.filter(({ session }) => pinned.includes(session.sessionId)).map(({ name }) => name)
    : []
  if (names.length > 0) draft.lose('pinned', `Pins are personal: switchyard pin, for ${names.join(', ')}.`)
  const folders = listIn(workspace, 'folders').length + listIn(workspace, 'segments').length
  if (folders > 0)
    draft.lose(
      'folders',
      `Folders and segments are not carried over (${folders}); units, environments and tags do their work.`,
    )
  const azure = listIn(workspace, 'azureIntegrations').length
  if (azure > 0) draft.lose('azure', `Integrations with Azure are not carried over: ${azure}.`)
  const used = new Set(sessions.map(({ session }) => session.profileId))
  for (const profile of listIn(workspace, 'profiles')) {
    const name = textIn(profile, 'name') ?? 'default'
    if (name !== 'default' && !used.has(profile.id))
      draft.lose(`profile ${name}`, 'No session uses it; here a profile belongs to a role.')
  }
  for (const idp of listIn(workspace, 'idpUrls'))
    draft.lose(
      'identity provider',
      `${textIn(idp, 'url') ?? ''} is not carried over: a catalog has no sign-in by SAML.`,
    )
  const proxy = workspace._proxyConfiguration
  if (isRecord(proxy) && textIn(proxy, 'proxyUrl') !== undefined)
    draft.lose('proxy', 'The proxy is not carried over; HTTPS_PROXY and NO_PROXY say it.')
  const rest = Object.entries(workspace)
    .map(([key, value]) => ({ key: key.replace(/^_/, ''), value }))
    .filter(({ key, value }) => !told.includes(key) && says(value))
  if (rest.length > 0)
    draft.lose('', `Settings of Leapp itself are not carried over: ${rest.map(({ key }) => key).join(', ')}.`)
}
