// Reads the tree of accounts from AWS Organizations, as slowly as it must be read.
import { ok, type Result } from '../../shared/result.ts'
import type { Caller } from './caller.ts'
import type { Credentials } from './credentials.ts'
import { partitionNamed } from './partition.ts'
import { createRate, type Rate } from './rate.ts'

export type Organization = { readonly id: string; readonly managementAccount: string }
export type Unit = { readonly id: string; readonly name: string }
export type OrganizationAccount = {
  readonly id: string
  readonly name: string
  readonly email: string | null
  /** ACTIVE, SUSPENDED, PENDING_CLOSURE, ... */
  readonly state: string
}

/** List calls work in the management account and in a delegated administrator's; elsewhere AWS refuses them. */
export interface Organizations {
  describe(by: Credentials, partition: string): Promise<Result<Organization>>
  roots(by: Credentials, partition: string): Promise<Result<readonly Unit[]>>
  /** The units directly below a root or unit. */
  units(by: Credentials, partition: string, parent: string): Promise<Result<readonly Unit[]>>
  /** The accounts directly below a root or unit; without one, all. */
  accounts(
    by: Credentials,
    partition: string,
    parent?: string,
  ): Promise<Result<readonly OrganizationAccount[]>>
  /** One account: is it suspended? */
  account(by: Credentials, partition: string, id: string): Promise<Result<OrganizationAccount>>
  tags(
    by: Credentials,
    partition: string,
    resource: string,
  ): Promise<Result<Readonly<Record<string, string>>>>
}

const sdk = () => import('@aws-sdk/client-organizations')

type Page<T> = { readonly items: readonly T[]; readonly next: string | undefined }

/**
 * An empty page may carry a token (Organizations API reference): only its absence ends the list. Each page waits for
 * its turn: an organization of thousands is thousands of calls, and AWS throttles all callers of it together.
 */
const allPages = async <T>(
  pace: Rate,
  turn: (token: { NextToken?: string }) => Promise<Result<Page<T>>>,
): Promise<Result<T[]>> => {
  const items: T[] = []
  let next: string | undefined
  do {
    const token = next === undefined ? {} : { NextToken: next }
    const turned = await pace.run(() => turn(token))
    if (!turned.ok) return turned
    items.push(...turned.value.items)
    next = turned.value.next
  } while (next !== undefined)
  return ok(items)
}

type SdkAccount = {
  Id?: string | undefined
  Name?: string | undefined
  Email?: string | undefined
  State?: string | undefined
  Status?: string | undefined
}

/** `Status` was retired on 2026-09-09 for `State`, which older regions do not send yet. */
const readAccount = (account: SdkAccount): OrganizationAccount[] =>
  account.Id === undefined
    ? []
    : [
        {
          id: account.Id,
          name: account.Name ?? account.Id,
          email: account.Email ?? null,
          state: account.State ?? account.Status ?? 'ACTIVE',
        },
      ]

const readUnit = (unit: { Id?: string | undefined; Name?: string | undefined }): Unit[] =>
  unit.Id === undefined ? [] : [{ id: unit.Id, name: unit.Name ?? unit.Id }]

/** AWS gives no number for Organizations; this is below what others report as the point of throttling. */
const listRate = { perSecond: 8, atOnce: 4, attempts: 3 }

export const createOrganizations = ({ call, incomplete }: Caller): Organizations => {
  const pace = createRate(listRate)
  const asked = (operation: string, by: Credentials, partition: string) => ({
    operation,
    service: 'organizations' as const,
    region: partitionNamed(partition).globalRegion,
    credentials: by,
    // Organizations throttles early and gives no number; its answers are worth a longer wait.
    attempts: 6,
  })
  return {
    async describe(by, partition) {
      const how = asked('DescribeOrganization', by, partition)
      const sent = await call(how, async (settings, options) => {
        const { OrganizationsClient, DescribeOrganizationCommand } = await sdk()
        return new OrganizationsClient(settings).send(new DescribeOrganizationCommand({}), options)
      })
      if (!sent.ok) return sent
      const organization = sent.value.output.Organization
      if (!organization?.Id || !organization.MasterAccountId) return incomplete(how)
      return ok({ id: organization.Id, managementAccount: organization.MasterAccountId })
    },
    roots: (by, partition) =>
      allPages(pace, async token => {
        const sent = await call(asked('ListRoots', by, partition), async (settings, options) => {
          const { OrganizationsClient, ListRootsCommand } = await sdk()
          return new OrganizationsClient(settings).send(new ListRootsCommand(token), options)
        })
        if (!sent.ok) return sent
        return ok({
          items: (sent.value.output.Roots ?? []).flatMap(readUnit),
          next: sent.value.output.NextToken,
        })
      }),
    units: (by, partition, parent) =>
      allPages(pace, async token => {
        const how = asked('ListOrganizationalUnitsForParent', by, partition)
        const sent = await call(how, async (settings, options) => {
          const { OrganizationsClient, ListOrganizationalUnitsForParentCommand } = await sdk()
          const command = new ListOrganizationalUnitsForParentCommand({ ParentId: parent, ...token })
          return new OrganizationsClient(settings).send(command, options)
        })
        if (!sent.ok) return sent
        const { OrganizationalUnits, NextToken } = sent.value.output
        return ok({ items: (OrganizationalUnits ?? []).flatMap(readUnit), next: NextToken })
      }),
    accounts: (by, partition, parent) =>
      allPages(pace, async token => {
        const how = asked(parent === undefined ? 'ListAccounts' : 'ListAccountsForParent', by, partition)
        const sent = await call(how, async (settings, options) => {
          const { OrganizationsClient, ListAccountsCommand, ListAccountsForParentCommand } = await sdk()
          const client = new OrganizationsClient(settings)
          return parent === undefined
            ? client.send(new ListAccountsCommand(token), options)
            : client.send(new ListAccountsForParentCommand({ ParentId: parent, ...token }), options)
        })
        if (!sent.ok) return sent
        const { Accounts, NextToken } = sent.value.output
        return ok({ items: (Accounts ?? []).flatMap(readAccount), next: NextToken })
      }),
    async account(by, partition, id) {
      // A refusal is an ordinary answer here, and who asks is waiting to learn what went wrong: one try.
      const how = { ...asked('DescribeAccount', by, partition), attempts: 1 }
      const sent = await call(how, async (settings, options) => {
        const { OrganizationsClient, DescribeAccountCommand } = await sdk()
        return new OrganizationsClient(settings).send(new DescribeAccountCommand({ AccountId: id }), options)
      })
      if (!sent.ok) return sent
      const [account] = sent.value.output.Account === undefined ? [] : readAccount(sent.value.output.Account)
      return account === undefined ? incomplete(how) : ok(account)
    },
    async tags(by, partition, resource) {
      const pairs = await allPages(pace, async token => {
        const sent = await call(asked('ListTagsForResource', by, partition), async (settings, options) => {
          const { OrganizationsClient, ListTagsForResourceCommand } = await sdk()
          const command = new ListTagsForResourceCommand({ ResourceId: resource, ...token })
          return new OrganizationsClient(settings).send(command, options)
        })
        if (!sent.ok) return sent
        const { Tags, NextToken } = sent.value.output
        return ok({
          items: (Tags ?? []).map(tag => [tag.Key ?? '', tag.Value ?? ''] as const),
          next: NextToken,
        })
      })
      return pairs.ok ? ok(Object.fromEntries(pairs.value)) : pairs
    },
  }
}
