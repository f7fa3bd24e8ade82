// Imports the text of the browser extension AWS Extend Switch Roles: base accounts, target roles, colors.

import type { EnvironmentColor } from '../../shared/catalog.ts'
import { accountIdPattern } from '../../shared/names.ts'
import { ok } from '../../shared/result.ts'
import { createDraft, type Draft, readRoleArn } from './draft.ts'
import type { DraftOrigin } from './draft-shape.ts'
import type { Import, ImportOptions } from './imported.ts'
import { type IniSection, readIni } from './read-ini.ts'

const nameOf = (section: IniSection): string => section.header.replace(/^profile\s+/i, '').trim()
const where = (section: IniSection): string => `[${nameOf(section)}]`

/** What its parser keeps of a section (its aesr-config, type.ts), and of those what only a base account has. */
const known = new Set([
  'aws_account_id',
  'aws_account_alias',
  'role_arn',
  'role_name',
  'source_profile',
  'target_role_name',
  'target_region',
  'region',
  'color',
  'image',
])
const ofBases = ['aws_account_alias', 'target_role_name', 'target_region']

/** The nearest of the six colors that a catalog knows, by hue; null when it is no color of three or six hex digits. */
export const nearestColor = (hex: string): EnvironmentColor | null => {
  const written = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(hex)?.[1]
  if (written === undefined) return null
  const digits = written.length === 3 ? written.replace(/./g, '$&$&') : written
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map(at => Number.parseInt(digits.slice(at, at + 2), 16) / 255)
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)]
  const spread = most - least
  if (spread < 0.12) return 'slate'
  const turn =
    most === r ? ((g - b) / spread + 6) % 6 : most === g ? (b - r) / spread + 2 : (r - g) / spread + 4
  const hue = turn * 60
  if (hue < 20 || hue >= 335) return 'red'
  if (hue < 70) return 'amber'
  if (hue < 175) return 'green'
  return hue < 250 ? 'blue' : 'violet'
}

type Base = { readonly section: IniSection; readonly origin: DraftOrigin | null }

/** Where people of a base account sign in: the extension works in a console that is open already, so it does not say. */
const baseOrigin = (section: IniSection, draft: Draft): DraftOrigin | null => {
  const target = targetOf(section, undefined)
  const account = target?.account ?? section.values.get('aws_account_id') ?? ''
  const name = nameOf(section)
  const hints = {
    label: name,
    name: section.values.get('aws_account_alias'),
    color: readLook(section, draft),
  }
  if (!draft.account(account, where(section), hints)) return null
  const signIn = draft.signIn(name, { kind: 'iam-user', account, title: `Sign-in of ${name}` })
  draft.lose(
    where(section),
    `The text does not say how one signs in there: an IAM user is written as the sign-in “${signIn}”. Where it is Identity Center, put its portal in; where a code is needed, add mfa: required.`,
  )
  const region = section.values.get('region')
  if (target === null) {
    if (region !== undefined)
      draft.lose(where(section), `Its region, ${region}, is not carried over: no role of it is in the text.`)
    return { signIn }
  }
  draft.role({ ...target, from: { signIn }, where: where(section), profile: name, region })
  return { account, role: target.role }
}

const targetOf = (
  section: IniSection,
  base: IniSection | undefined,
): { account: string; role: string; path?: string; partition?: string } | null => {
  const get = (key: string) => section.values.get(key)
  const arn = get('role_arn')
  if (arn !== undefined) return readRoleArn(arn)
  const [account, written] = [get('aws_account_id'), get('role_name') ?? base?.values.get('target_role_name')]
  if (account === undefined || written === undefined) return null
  // A role's name may come with its path, as the console takes it: `clients/Operations`.
  const [, path, role] = /^\/?((?:[^/]+\/)*)([^/]+)$/.exec(written) ?? []
  return role === undefined ? null : { account, role, path: `/${path ?? ''}` }
}

/** What keeps a target out; null when nothing does. */
const refusal = (section: IniSection, base: Base | null, from: DraftOrigin | null): string | null => {
  const target = targetOf(section, base?.section)
  if (target === null) return 'It names neither a role_arn nor an account with a role_name.'
  if (!accountIdPattern.test(target.account))
    return `Its account is the alias “${target.account}”; a catalog needs the account’s id.`
  if (from !== null) return null
  return base === null
    ? 'It has no source_profile, so the text does not say which account leads to it; name that account with --account ID.'
    : `Its base account ${where(base.section)} could not be carried over; so its role is left out.`
}

/** How it looks in the extension's list: a catalog has colors, and no images. */
const readLook = (section: IniSection, draft: Draft): EnvironmentColor | undefined => {
  if (section.values.has('image')) draft.lose(where(section), 'Its image is not carried over.')
  const written = section.values.get('color')
  if (written === undefined) return undefined
  const color = nearestColor(written)
  draft.lose(
    where(section),
    color
      ? `Its color, ${written}, becomes the nearest a catalog has: ${color}.`
      : `Its color, “${written}”, is none.`,
  )
  return color ?? undefined
}

const writeTarget = (
  section: IniSection,
  base: Base | null,
  draft: Draft,
  alone: () => DraftOrigin | null,
): void => {
  const target = targetOf(section, base?.section)
  const from = base === null ? alone() : base.origin
  const refused = refusal(section, base, from)
  const color = readLook(section, draft)
  const idle = ofBases.filter(key => section.values.has(key))
  if (idle.length > 0)
    draft.lose(where(section), `Only a base account has ${idle.join(', ')}; so it is not carried over.`)
  if (
    section.values.has('role_arn') &&
    (section.values.has('aws_account_id') || section.values.has('role_name'))
  )
    draft.lose(
      where(section),
      'Its role_arn says its account and role; what it says of them besides is not read.',
    )
  if (target !== null && accountIdPattern.test(target.account))
    draft.account(target.account, where(section), { label: nameOf(section), color })
  if (refused !== null) draft.lose(where(section), refused)
  if (refused !== null || target === null || from === null) return
  draft.role({
    ...target,
    from,
    where: where(section),
    profile: nameOf(section),
    region: section.values.get('region') ?? base?.section.values.get('target_region'),
    title: nameOf(section),
  })
}

/** The sign-in for roles without a base account, once somebody said where its users live. */
const signInAlone = (draft: Draft, { account }: ImportOptions): (() => DraftOrigin | null) => {
  let made: DraftOrigin | null = null
  return () => {
    if (account !== null && draft.account(account, '--account'))
      made ??= { signIn: draft.signIn('sign-in', { kind: 'iam-user', account }) }
    return made
  }
}

export const importAesr: Import = (text, options) => {
  const draft = createDraft(options)
  const { sections, junk } = readIni(text, { by: 'aesr' })
  for (const line of junk) draft.lose(`line ${line}`, 'It is neither a section nor a setting.')
  const sources = new Set(sections.flatMap(section => section.values.get('source_profile') ?? []))
  const bases = new Map<string, Base>()
  for (const section of sections) {
    for (const key of section.values.keys())
      if (!known.has(key)) draft.lose(where(section), `Its setting ${key} is not carried over.`)
    // A base account is one that others name, or that has an account and nothing to switch to; it has none of its own.
    if (section.values.has('source_profile')) continue
    const plain = !section.values.has('role_arn') && !section.values.has('role_name')
    if (sources.has(nameOf(section)) || plain)
      bases.set(nameOf(section), { section, origin: baseOrigin(section, draft) })
  }
  const alone = signInAlone(draft, options)
  for (const section of sections) {
    const source = section.values.get('source_profile')
    if (source === undefined && bases.has(nameOf(section))) continue
    const base = source === undefined ? null : bases.get(source)
    if (base === undefined)
      draft.lose(
        where(section),
        sections.some(one => nameOf(one) === source)
          ? `Its source_profile, “${source}”, has one itself, and the extension knows no chains; so its role is left out.`
          : `Its source_profile, “${source}”, is not in the text; so its role is left out.`,
      )
    else writeTarget(section, base, draft, alone)
  }
  return ok(draft.finish())
}
