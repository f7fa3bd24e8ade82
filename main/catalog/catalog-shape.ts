// What may stand in a catalog: the one table that reading, checking and the JSON Schema are drawn from.
import { catalogNamePattern } from '../../shared/names.ts'
import { byKind, list, object, record, variants } from './nested-shapes.ts'
import { choice, flag, text } from './scalar-shapes.ts'
import { may, must, refused, type Shape, type ValueOf } from './shape.ts'
import {
  accountId,
  color,
  duration,
  httpsUrl,
  key,
  keyRules,
  partition,
  policy,
  policyArn,
  portalUrl,
  region,
  required,
  rolePath,
  tagKey,
  tagKeyRules,
  tagText,
  template,
  unit,
  unitPattern,
  words,
} from './value-shapes.ts'

export const version = choice(['1'])
export const catalogName = text({
  what: 'a catalog name: lower-case letters, digits and "-", at most 40 of them, beginning with a letter',
  pattern: catalogNamePattern,
})

const oneOrMany = (what: string, of: Shape<string>) =>
  byKind<string, readonly string[]>(`${what}, or a list of them`, { scalar: of, list: list(of, 1000, 1) })

export const defaults = object({
  region: may(region, 'The region of profiles and consoles, such as eu-west-1.'),
  duration: may(
    duration,
    'How long a session is wished to last, 15m to 12h; the rules of the route may shorten it.',
  ),
  sessionName: may(template, 'The role session name: {user}, {account}, {role}, {ticket}. Default "{user}".'),
  profile: may(template, 'The name of a written profile. Default "{account}-{role}".'),
})

export const environment = object({
  color: may(color, 'The color by which people know it.'),
  mfa: may(required, 'required: nothing opens here without an MFA code.'),
  confirm: may(choice(['name', 'none']), "name: the account's key is typed before anything opens."),
  reason: may(required, 'required: a reason is given before anything opens.'),
  maxDuration: may(duration, 'The longest opening, renewals included.'),
})

const title = may(words, 'Words for people.')
const ownOnly = (what: string): string =>
  `${what} is personal: it belongs into the personal layer, not into a shared catalog.`
const iamUser = {
  title,
  account: must(key, 'The key of the account in which the user lives.'),
  mfa: may(required, 'required: the user has an MFA device, and its code is asked for.'),
}
const identityCenter = {
  title,
  startUrl: must(portalUrl, 'The address of the access portal, such as https://example.awsapps.com/start.'),
  region: must(region, 'The region of the Identity Center instance.'),
}
const whichSignIn = 'what kind of sign-in this is.'
const noCommands =
  'A shared catalog cannot run commands or use profiles of one machine: this sign-in belongs into the personal layer.'

export const signIn = variants(whichSignIn, {
  'iam-user': {
    ...iamUser,
    userName: refused(ownOnly('userName')),
    mfaSerial: refused(ownOnly('mfaSerial')),
    groups: refused(ownOnly('groups')),
  },
  'identity-center': identityCenter,
  profile: noCommands,
  command: noCommands,
})
export const signInParts = { iamUser, identityCenter, title, whichSignIn }

export const group = object({
  signIn: must(key, 'The key of the sign-in whose users are in this group.'),
  name: may(
    text({ what: 'an IAM group name', pattern: /^[\w+=,.@-]{1,128}$/ }),
    "The IAM group's name, when it is not the key.",
  ),
  title,
})

const link = object({ title: must(words, 'What it leads to.'), url: must(httpsUrl, 'An https URL.') })
const item = object({ title: must(words, 'What is to be done.'), done: may(flag, 'Whether it is.') })
const factName = { what: 'a name of 1 to 64 characters', pattern: /^.{1,64}$/u }

export const account = object({
  id: must(accountId, 'The AWS account id, 12 digits.'),
  name: may(words, 'The name that people know it by. Default: the key.'),
  unit: may(unit, 'Its organizational unit, such as Envs/Production.'),
  environment: may(key, 'The key of an environment: how careful to be.'),
  color: may(color, "A color of its own instead of its environment's."),
  tags: may(record(tagKeyRules, tagText), 'Tags, for selectors and {tag:KEY}.'),
  facts: may(record(factName, words), 'What else people want to see, such as a budget.'),
  links: may(list(link, 100), 'Pages that belong to it.'),
  checklist: may(list(item, 200), 'What is done for it and what is not.'),
})

const selector = object({
  unit: may(oneOrMany('a unit', unitPattern), 'A unit: X itself, X/* its children, X/** it and all below.'),
  environment: may(oneOrMany('an environment', key), 'The key of an environment.'),
  tag: may(record(tagKeyRules, tagText), 'Tags that all must match.'),
  except: may(list(key, 10_000), 'Keys of accounts that are left out.'),
})
export type Selector = ValueOf<typeof selector>

const origin = text({ what: 'a sign-in or "account/Role"', most: 300 })

export const role = object({
  name: must(
    template,
    "The role's name, or the permission set's; {account}, {account.id}, {account.name} and {tag:KEY} are filled in.",
  ),
  accounts: must(
    byKind<string, readonly string[], Selector>(
      'an account, a list of accounts, "all", or a map with unit, environment, tag, except',
      {
        scalar: key,
        list: list(key, 10_000, 1),
        map: selector,
      },
    ),
    'Which accounts have it: a key, a list of keys, all, or { unit, environment, tag, except }.',
  ),
  from: must(
    byKind<string, readonly string[]>('a sign-in or "account/Role", or a list of them', {
      scalar: origin,
      list: list(origin, 20, 1),
    }),
    'Where it is reached from: a sign-in, "account/Role", or a list in order of preference.',
  ),
  groups: may(list(key, 100), 'Groups whose members may take it.'),
  mfa: may(required, "required: the role's trust policy asks for MFA."),
  breakGlass: may(flag, 'true: for emergencies; always last in lists, asks for a reason.'),
  externalId: may(template, "The external id that the role's trust policy asks for. Not a secret."),
  duration: may(duration, 'How long a session is wished to last, 15m to 12h.'),
  sessionName: may(template, 'The role session name.'),
  sourceIdentity: may(template, 'The source identity, which stays through the whole chain.'),
  profile: may(template, 'The name of a written profile.'),
  tags: may(record(tagKeyRules, template), 'Session tags.'),
  transitiveTags: may(list(tagKey, 50), 'Keys of session tags that go on to the next role.'),
  policyArns: may(list(policyArn, 10), 'Session policies: managed policies that narrow the session.'),
  policy: may(policy, 'A session policy in JSON that narrows the session.'),
  path: may(rolePath, "The role's IAM path."),
  region: may(region, 'The region of its profile and console.'),
  title,
})

export const catalogFields = {
  switchyard: must(version, 'The version of this format: 1.'),
  name: must(catalogName, 'The name of the catalog.'),
  title,
  partition: may(partition, 'The AWS partition. Default: aws.'),
  defaults: may(defaults, 'What holds for roles that do not say otherwise.'),
  environments: may(record(keyRules, environment), "The team's environments, and how careful to be in each."),
  groups: may(record(keyRules, group), 'Groups of people.'),
  accounts: may(record(keyRules, account), 'The accounts, by key.'),
  roles: may(list(role, 10_000), 'The roles in them, and how they are reached.'),
}

export const teamCatalog = object({
  ...catalogFields,
  signIns: may(record(keyRules, signIn), 'The roots of trust from which routes start.'),
  catalogs: refused('"catalogs" is personal: it belongs into the personal layer.'),
})

export type RoleDefinition = ValueOf<typeof role>
export type AccountDefinition = ValueOf<typeof account>
export type EnvironmentDefinition = ValueOf<typeof environment>
export type TeamCatalog = ValueOf<typeof teamCatalog>
