// Collects what a file says about accounts, sign-ins and roles, and makes a catalog of it that is valid.
import { formatDuration } from '../../shared/duration.ts'
import {
  accountIdPattern,
  externalIdPattern,
  iamNamePattern,
  profileNamePattern,
  roleArnPattern,
  sessionNamePattern,
} from '../../shared/names.ts'
import { freeKey, keyFrom, plainWords, wordsFrom } from './clean-text.ts'
import type { AccountHints, DraftAccount, DraftRole, SignInDefinition } from './draft-shape.ts'
import { finishDraft } from './finish-draft.ts'
import type { Imported, ImportOptions, Loss } from './imported.ts'
import { leaveSecrets } from './leave-secrets.ts'

type Droppable = 'profile' | 'externalId' | 'sessionName' | 'sourceIdentity' | 'duration'

export type Draft = {
  /** Tells of an account, again and again as more is known. False (and a loss) when the id is none. */
  account(id: string, where: string, hints?: AccountHints): boolean
  /** @returns the key it was given */
  signIn(wanted: string, definition: SignInDefinition): string
  /** Roles behind this sign-in need a code. */
  needsMfa(signIn: string): void
  role(role: DraftRole): void
  lose(where: string, what: string): void
  /** @param defaults `profile`: how profiles are named, where a role does not say it */
  finish(defaults?: { readonly profile?: string }): Imported
}

/** The account, the path and the name in a role's ARN; null when it is none. */
export const readRoleArn = (
  arn: string,
): {
  readonly partition: string
  readonly account: string
  readonly path: string
  readonly role: string
} | null => {
  const [, partition = '', account = '', path = '', role = ''] = roleArnPattern.exec(arn) ?? []
  return role === '' ? null : { partition, account, path: `/${path}`, role }
}

/** The account and the user in the ARN of a virtual MFA device; null when it is something else. */
export const readMfaSerial = (serial: string): { readonly account: string; readonly user: string } | null => {
  const [, account, name] = /^arn:aws[a-z-]*:iam::(\d{12}):mfa\/(?:.*\/)?([^/]+)$/.exec(serial) ?? []
  return account === undefined || name === undefined ? null : { account, user: name }
}

/** A tool may have some forty settings, and each one that is lost is named. */
const mostOfLoss = 2_000

export const createDraft = (options: ImportOptions): Draft => {
  const accounts = new Map<string, DraftAccount>()
  const signIns = new Map<string, SignInDefinition>()
  const withMfa = new Set<string>()
  const roles: DraftRole[] = []
  const losses: Loss[] = []
  const said = new Set<string>()
  const lose = (where: string, what: string): void => {
    const loss = { where: leaveSecrets(wordsFrom(where)), what: leaveSecrets(wordsFrom(what, mostOfLoss)) }
    const words = `${loss.where}: ${loss.what}`
    if (said.has(words)) return
    said.add(words)
    losses.push(loss)
  }

  const account: Draft['account'] = (id, where, hints = {}) => {
    if (!accountIdPattern.test(id)) {
      lose(where, `“${id}” is no account id of 12 digits.`)
      return false
    }
    const known: DraftAccount = accounts.get(id) ?? {
      name: null,
      labels: [],
      color: undefined,
      tags: new Map(),
      facts: new Map(),
    }
    accounts.set(id, known)
    const name = wordsFrom(hints.name ?? '')
    if (name !== '') known.name ??= name
    if (hints.label !== undefined) known.labels.push(hints.label)
    known.color ??= hints.color
    for (const [key, value] of Object.entries(hints.tags ?? {})) known.tags.set(key, value)
    for (const [key, value] of Object.entries(hints.facts ?? {})) known.facts.set(key, wordsFrom(value))
    return true
  }

  /** Keeps what AWS and a catalog allow; the rest of the role goes on without it. */
  const checked = (role: DraftRole): DraftRole => {
    const kept: { -readonly [K in keyof DraftRole]: DraftRole[K] } = { ...role }
    const drop = (key: Droppable, why: string): void => {
      lose(role.where, why)
      delete kept[key]
    }
    const { profile, externalId, sessionName, sourceIdentity, duration } = role
    if (profile !== undefined && !profileNamePattern.test(profile))
      drop('profile', `Its name, “${profile}”, cannot be the name of a profile here; it gets another one.`)
    if (externalId !== undefined && !externalIdPattern.test(externalId))
      drop('externalId', 'Its external id is none that AWS would take.')
    if (sessionName !== undefined && !sessionNamePattern.test(sessionName))
      drop('sessionName', `Its session name, “${sessionName}”, is none that AWS would take.`)
    if (sourceIdentity !== undefined && !sessionNamePattern.test(sourceIdentity))
      drop('sourceIdentity', `Its source identity, “${sourceIdentity}”, is none that AWS would take.`)
    if (duration !== undefined && !(duration >= 900 && duration <= 43_200))
      drop('duration', `Its duration, ${formatDuration(duration)}, is outside of AWS’s 15m to 12h.`)
    if (role.title !== undefined) kept.title = plainWords(role.title)
    return kept
  }

  return {
    account,
    lose,
    signIn(wanted, definition) {
      const key = freeKey(keyFrom(wanted), one => signIns.has(one))
      signIns.set(key, definition)
      return key
    },
    needsMfa: signIn => void withMfa.add(signIn),
    role(role) {
      if (!iamNamePattern.test(role.role))
        lose(role.where, `“${role.role}” is no role name that AWS would take.`)
      else if (account(role.account, role.where)) roles.push(checked(role))
    },
    finish: (defaults = {}) =>
      finishDraft({ options, accounts, signIns, withMfa, roles, losses, lose, defaults }),
  }
}
