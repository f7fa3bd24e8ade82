// Imports the config.yaml of aws-sso-cli: its portals, the accounts and tags it adds, and roles chained by Via.

import type { EnvironmentColor } from '../../shared/catalog.ts'
import { ok } from '../../shared/result.ts'
import { plainStartUrl } from './aws-profiles.ts'
import { createDraft, type Draft, readRoleArn } from './draft.ts'
import { type Import, notReadable } from './imported.ts'
import { loseOthers } from './lose-others.ts'
import { isMap, listIn, mapIn, readValues, textIn, type Value, type Values } from './read-values.ts'

/** Colors of Firefox containers, which its tag `Color` names. */
const colors: Readonly<Record<string, EnvironmentColor>> = {
  blue: 'blue',
  turquoise: 'blue',
  green: 'green',
  yellow: 'amber',
  orange: 'amber',
  red: 'red',
  pink: 'violet',
  purple: 'violet',
}

/** Tags are a map, or a list of maps, which the tool reads as one (koanf's loose decoding). */
const tagsIn = (settings: Values): Record<string, string> => {
  const maps = [mapIn(settings, 'Tags'), ...listIn(settings, 'Tags').filter(isMap)]
  return Object.fromEntries(
    maps.flatMap(Object.entries).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  )
}

/** `{{.AccountIdPad}}:{{.RoleName}}` in words of a catalog; null when it computes more than that. */
export const profileFormat = (format: string): string | null => {
  const words: readonly (readonly [RegExp, string])[] = [
    [/\{\{\s*(\.AccountIdPad|AccountIdStr \.AccountId)\s*\}\}/g, '{account.id}'],
    [/\{\{\s*\.RoleName\s*\}\}/g, '{role}'],
    [/\{\{\s*\.AccountName\s*\}\}/g, '{account.name}'],
  ]
  const made = words.reduce((text, [from, to]) => text.replace(from, to), format)
  return made.includes('{{') ? null : made
}

type Portal = {
  readonly name: string
  readonly signIn: string
  readonly region: string | undefined
  readonly accounts: Values
}

/** What the tool may say somewhere (its settings.go); another key is told as lost, never dropped in silence. */
const known = {
  portal: ['SSORegion', 'StartUrl', 'Accounts', 'DefaultRegion', 'AuthUrlAction'],
  account: ['Name', 'Tags', 'Roles', 'DefaultRegion'],
  role: ['Profile', 'Tags', 'DefaultRegion', 'Via', 'ExternalId', 'SourceIdentity'],
} as const

const readRole = (
  portal: Portal,
  account: string,
  role: string,
  settings: Values,
  above: string | undefined,
  draft: Draft,
): void => {
  const where = `${portal.name} ${account} ${role}`
  loseOthers(draft, where, settings, known.role)
  const tags = Object.keys(tagsIn(settings))
  if (tags.length > 0)
    draft.lose(
      where,
      `Tags of a role are not carried over (${tags.join(', ')}); a catalog has them on accounts.`,
    )
  const via = textIn(settings, 'Via')
  const shared = {
    account,
    role,
    where,
    profile: textIn(settings, 'Profile'),
    region: textIn(settings, 'DefaultRegion') ?? above,
    externalId: textIn(settings, 'ExternalId'),
    sourceIdentity: textIn(settings, 'SourceIdentity'),
  }
  const before = via === undefined ? null : readRoleArn(via)
  if (via === undefined) draft.role({ ...shared, from: { signIn: portal.signIn } })
  else if (before === null)
    draft.lose(where, `Its Via, “${via}”, is not the ARN of a role; so it is left out.`)
  else {
    const roles = mapIn(mapIn(portal.accounts, before.account), 'Roles')
    // A role that the file does not list is one that the portal grants (its docs, "Via").
    if (!Object.hasOwn(roles, before.role))
      draft.role({
        account: before.account,
        role: before.role,
        where: `Via of ${where}`,
        from: { signIn: portal.signIn },
        region: portal.region,
      })
    draft.role({ ...shared, from: { account: before.account, role: before.role } })
  }
}

const readAccount = (portal: Portal, id: string, settings: Values, draft: Draft): void => {
  const where = `${portal.name} ${id}`
  loseOthers(draft, where, settings, known.account)
  const { Color, Icon, ...tags } = tagsIn(settings)
  const color = Color === undefined ? undefined : colors[Color.toLowerCase()]
  if (Color !== undefined && color === undefined) draft.lose(where, `Its color, “${Color}”, is not known.`)
  if (Icon !== undefined) draft.lose(where, `Its icon, ${Icon}, is not carried over.`)
  if (
    !draft.account(id.padStart(/^\d{9,12}$/.test(id) ? 12 : 0, '0'), where, {
      name: textIn(settings, 'Name'),
      color,
      tags,
    })
  )
    return
  const region = textIn(settings, 'DefaultRegion') ?? portal.region
  for (const [role, value] of Object.entries(mapIn(settings, 'Roles')))
    readRole(portal, id.padStart(12, '0'), role, isMap(value) ? value : {}, region, draft)
}

export const importAwsSsoCli: Import = (text, options) => {
  const read = readValues(text, options.source)
  if (!read.ok) return read
  const { SSOConfig, ...rest } = read.value
  if (!isMap(SSOConfig as Value | undefined))
    return notReadable(options.source, 'There is no SSOConfig in it.')
  const draft = createDraft(options)
  for (const [name, value] of Object.entries(SSOConfig as Values)) {
    const settings = isMap(value) ? value : {}
    const startUrl = textIn(settings, 'StartUrl')
    const ssoRegion = textIn(settings, 'SSORegion')
    if (startUrl === undefined || ssoRegion === undefined) {
      draft.lose(
        `SSOConfig ${name}`,
        'It has no StartUrl or no SSORegion; so it is left out, and what is in it.',
      )
      continue
    }
    const signIn = draft.signIn(name, {
      kind: 'identity-center',
      startUrl: plainStartUrl(startUrl),
      region: ssoRegion,
    })
    const region = textIn(settings, 'DefaultRegion') ?? textIn(read.value, 'DefaultRegion')
    const portal: Portal = { name, signIn, region, accounts: mapIn(settings, 'Accounts') }
    for (const [id, account] of Object.entries(portal.accounts))
      readAccount(portal, id, isMap(account) ? account : {}, draft)
    loseOthers(draft, `SSOConfig ${name}`, settings, known.portal)
    if (settings.AuthUrlAction !== undefined)
      draft.lose(`SSOConfig ${name}`, 'AuthUrlAction is a setting of your browser and not carried over.')
  }
  const format = typeof rest.ProfileFormat === 'string' ? rest.ProfileFormat : undefined
  const profile = format === undefined ? undefined : profileFormat(format)
  if (profile === null)
    draft.lose(
      'ProfileFormat',
      `Profiles are not named by “${format}”, which computes more than a catalog does.`,
    )
  const personal = Object.keys(rest).filter(key => !['ProfileFormat', 'DefaultRegion'].includes(key))
  if (personal.length > 0)
    draft.lose('', `Settings of the tool itself are not carried over: ${personal.join(', ')}.`)
  return ok(draft.finish(profile === undefined || profile === null ? {} : { profile }))
}
