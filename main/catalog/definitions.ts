// The environments, accounts and sign-ins that a catalog describes, as the rest of the house knows them.
import type { Account, Environment, EnvironmentColor, SignIn } from '../../shared/catalog.ts'
import { signInId } from '../../shared/names.ts'
import { partitionNamed } from '../aws/partition.ts'
import type { CatalogDocument } from './personal-shape.ts'

/** What people take these names for when the team names no color. */
const usualColors: Readonly<Record<string, EnvironmentColor>> = {
  production: 'red',
  staging: 'amber',
  development: 'green',
  sandbox: 'blue',
  identity: 'violet',
  management: 'slate',
}

export const environmentsOf = (document: CatalogDocument): Map<string, Environment> => {
  const named = Object.values(document.accounts ?? {}).flatMap(account => account.environment ?? [])
  const keys = new Set([...Object.keys(document.environments ?? {}), ...named])
  return new Map(
    [...keys].map(key => {
      const known = document.environments ?? {}
      const described = Object.hasOwn(known, key) ? known[key] : undefined
      const usual = Object.hasOwn(usualColors, key) ? usualColors[key] : undefined
      return [
        key,
        {
          key,
          color: described?.color ?? usual ?? null,
          mfa: described?.mfa === 'required',
          confirm: described?.confirm === 'name',
          reason: described?.reason === 'required',
          maxDuration: described?.maxDuration ?? null,
        },
      ] as const
    }),
  )
}

/** No tags, no facts: one value for all that have none. */
export const none: Readonly<Record<string, never>> = Object.freeze({})

export const accountsOf = (
  document: CatalogDocument,
  environments: ReadonlyMap<string, Environment>,
): Map<string, Account> =>
  new Map(
    Object.entries(document.accounts ?? {}).map(([key, one]) => {
      const environment = one.environment ?? null
      return [
        key,
        {
          key,
          id: one.id,
          name: one.name ?? key,
          unit: one.unit ?? null,
          environment,
          color: one.color ?? (environment === null ? null : (environments.get(environment)?.color ?? null)),
          tags: one.tags ?? none,
          facts: one.facts ?? none,
          links: one.links ?? [],
          checklist: (one.checklist ?? []).map(item => ({ title: item.title, done: item.done ?? false })),
        },
      ] as const
    }),
  )

export const signInsOf = (
  document: CatalogDocument,
  catalog: string,
  accounts: ReadonlyMap<string, Account>,
): Map<string, SignIn> => {
  const partition = document.partition ?? 'aws'
  const region = document.defaults?.region ?? partitionNamed(partition).globalRegion
  const signIns = new Map<string, SignIn>()
  for (const [key, one] of Object.entries(document.signIns ?? {})) {
    const head = { id: signInId(catalog, key), catalog, key, title: one.title ?? null, partition }
    if (one.kind === 'iam-user') {
      signIns.set(key, {
        ...head,
        kind: 'iam-user',
        account: accounts.get(one.account)?.id ?? '',
        accountKey: one.account,
        mfa: one.mfa === 'required',
        userName: one.userName ?? null,
        mfaSerial: one.mfaSerial ?? null,
        groups: one.groups ?? null,
        region,
      })
    } else if (one.kind === 'identity-center')
      signIns.set(key, { ...head, kind: 'identity-center', startUrl: one.startUrl, region: one.region })
    else if (one.kind === 'profile')
      signIns.set(key, { ...head, kind: 'profile', profile: one.profile, region: one.region ?? region })
    else signIns.set(key, { ...head, kind: 'command', command: one.command, region: one.region ?? region })
  }
  return signIns
}
