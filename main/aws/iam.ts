// The little of IAM that is asked: who a user is, with which devices, groups and keys, and what a role's own rules are.
import { ok, type Result } from '../../shared/result.ts'
import type { Caller } from './caller.ts'
import type { Credentials } from './credentials.ts'
import { partitionNamed } from './partition.ts'

export type IamUser = { readonly name: string; readonly arn: string; readonly id: string }
export type IamRole = {
  readonly arn: string
  /** 3600 to 43200, in seconds. */
  readonly maxSeconds: number
  /** The trust policy as JSON text; null when IAM did not send it. */
  readonly trustPolicy: string | null
}
export type AccessKey = {
  readonly accessKeyId: string
  readonly status: string
  readonly createdAt: number | null
}
export type Simulated = {
  readonly action: string
  readonly resource: string | null
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny'
  readonly missingContext: readonly string[]
}

/** All of these need a permission that many users lack: a refusal is an ordinary answer. */
export interface Iam {
  /** Without a name, the caller: then `by` must be a user's, not a role's. */
  user(by: Credentials, partition: string, userName?: string): Promise<Result<IamUser>>
  /** Serials of the devices STS takes codes of. */
  mfaDevices(by: Credentials, partition: string, userName?: string): Promise<Result<readonly string[]>>
  groups(by: Credentials, partition: string, userName: string): Promise<Result<readonly string[]>>
  role(by: Credentials, partition: string, roleName: string): Promise<Result<IamRole>>
  accessKeys(by: Credentials, partition: string, userName?: string): Promise<Result<readonly AccessKey[]>>
  /** null = nobody used it. IAM notes a use with a delay of some minutes; `at` in ms. */
  keyLastUsed(
    by: Credentials,
    partition: string,
    accessKeyId: string,
  ): Promise<Result<{ readonly at: number; readonly service: string } | null>>
  /**
   * Judges identity policies, boundary and SCPs of `principal` (a user or role ARN, no session's), and never the trust
   * policy of a role: "allowed" does not prove that a role can be taken.
   */
  simulate(
    by: Credentials,
    partition: string,
    input: {
      readonly principal: string
      readonly actions: readonly string[]
      readonly resources: readonly string[]
    },
  ): Promise<Result<readonly Simulated[]>>
}

const sdk = () => import('@aws-sdk/client-iam')
const named = (userName: string | undefined) => (userName === undefined ? {} : { UserName: userName })

/** Pages no further than any real user has entries: AWS allows 8 devices, 10 groups and 2 keys. */
const mostPages = 10

type Page<T> = { readonly items: readonly T[]; readonly next: string | undefined }

const allPages = async <T>(
  turn: (marker: string | undefined) => Promise<Result<Page<T>>>,
): Promise<Result<T[]>> => {
  const items: T[] = []
  let marker: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const turned = await turn(marker)
    if (!turned.ok) return turned
    items.push(...turned.value.items)
    marker = turned.value.next
    if (marker === undefined) break
  }
  return ok(items)
}

export const createIam = ({ call, incomplete }: Caller): Iam => {
  const asked = (operation: string, by: Credentials, partition: string) => ({
    operation,
    service: 'iam' as const,
    region: partitionNamed(partition).globalRegion,
    credentials: by,
  })
  return {
    async user(by, partition, userName) {
      const how = asked('GetUser', by, partition)
      const sent = await call(how, async (settings, options) => {
        const { IAMClient, GetUserCommand } = await sdk()
        return new IAMClient(settings).send(new GetUserCommand(named(userName)), options)
      })
      if (!sent.ok) return sent
      const user = sent.value.output.User
      // For the root user IAM answers a user without a name.
      if (!user?.Arn || !user.UserId) return incomplete(how)
      return ok({ name: user.UserName ?? 'root', arn: user.Arn, id: user.UserId })
    },

    mfaDevices: async (by, partition, userName) =>
      allPages(async marker => {
        const sent = await call(asked('ListMFADevices', by, partition), async (settings, options) => {
          const { IAMClient, ListMFADevicesCommand } = await sdk()
          const input = { ...named(userName), ...(marker === undefined ? {} : { Marker: marker }) }
          return new IAMClient(settings).send(new ListMFADevicesCommand(input), options)
        })
        if (!sent.ok) return sent
        const serials = (sent.value.output.MFADevices ?? []).flatMap(device => device.SerialNumber ?? [])
        // FIDO keys and passkeys cannot be used with STS (IAM User Guide, "MFA device types").
        return ok({
          items: serials.filter(serial => !serial.includes(':u2f/')),
          next: sent.value.output.Marker,
        })
      }),

    groups: async (by, partition, userName) =>
      allPages(async marker => {
        const sent = await call(asked('ListGroupsForUser', by, partition), async (settings, options) => {
          const { IAMClient, ListGroupsForUserCommand } = await sdk()
          const input = { UserName: userName, ...(marker === undefined ? {} : { Marker: marker }) }
          return new IAMClient(settings).send(new ListGroupsForUserCommand(input), options)
        })
        if (!sent.ok) return sent
        const names = (sent.value.output.Groups ?? []).flatMap(group => group.GroupName ?? [])
        return ok({ items: names, next: sent.value.output.Marker })
      }),

    async role(by, partition, roleName) {
      const how = asked('GetRole', by, partition)
      const sent = await call(how, async (settings, options) => {
        const { IAMClient, GetRoleCommand } = await sdk()
        return new IAMClient(settings).send(new GetRoleCommand({ RoleName: roleName }), options)
      })
      if (!sent.ok) return sent
      const role = sent.value.output.Role
      if (!role?.Arn) return incomplete(how)
      return ok({
        arn: role.Arn,
        maxSeconds: role.MaxSessionDuration ?? 3600,
        trustPolicy: role.AssumeRolePolicyDocument ? decode(role.AssumeRolePolicyDocument) : null,
      })
    },

    accessKeys: async (by, partition, userName) =>
      allPages(async marker => {
        const sent = await call(asked('ListAccessKeys', by, partition), async (settings, options) => {
          const { IAMClient, ListAccessKeysCommand } = await sdk()
          const input = { ...named(userName), ...(marker === undefined ? {} : { Marker: marker }) }
          return new IAMClient(settings).send(new ListAccessKeysCommand(input), options)
        })
        if (!sent.ok) return sent
        const keys = (sent.value.output.AccessKeyMetadata ?? []).flatMap(key =>
          key.AccessKeyId === undefined
            ? []
            : [
                {
                  accessKeyId: key.AccessKeyId,
                  status: key.Status ?? 'Active',
                  createdAt: key.CreateDate?.getTime() ?? null,
                },
              ],
        )
        return ok({ items: keys, next: sent.value.output.Marker })
      }),

    async keyLastUsed(by, partition, accessKeyId) {
      const sent = await call(asked('GetAccessKeyLastUsed', by, partition), async (settings, options) => {
        const { IAMClient, GetAccessKeyLastUsedCommand } = await sdk()
        return new IAMClient(settings).send(
          new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId }),
          options,
        )
      })
      if (!sent.ok) return sent
      const used = sent.value.output.AccessKeyLastUsed
      return ok(
        used?.LastUsedDate ? { at: used.LastUsedDate.getTime(), service: used.ServiceName ?? 'N/A' } : null,
      )
    },

    async simulate(by, partition, input) {
      const sent = await call(asked('SimulatePrincipalPolicy', by, partition), async (settings, options) => {
        const { IAMClient, SimulatePrincipalPolicyCommand } = await sdk()
        return new IAMClient(settings).send(
          new SimulatePrincipalPolicyCommand({
            PolicySourceArn: input.principal,
            ActionNames: [...input.actions],
            ResourceArns: [...input.resources],
          }),
          options,
        )
      })
      if (!sent.ok) return sent
      return ok(
        (sent.value.output.EvaluationResults ?? []).map(result => ({
          action: result.EvalActionName ?? '',
          resource: result.EvalResourceName ?? null,
          decision: result.EvalDecision ?? 'implicitDeny',
          missingContext: result.MissingContextValues ?? [],
        })),
      )
    },
  }
}

/** IAM sends policies URL-encoded (RFC 3986). */
const decode = (document: string): string => {
  try {
    return decodeURIComponent(document)
  } catch {
    return document
  }
}
