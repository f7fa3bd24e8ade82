// Changes an IAM user's access keys: make one, switch one off or on, delete one.
import { ok, type Result } from '../../shared/result.ts'
import { Secret } from '../secret.ts'
import type { Caller } from './caller.ts'
import type { Credentials } from './credentials.ts'
import { partitionNamed } from './partition.ts'

export type WhoseKeys = {
  /** A user's own key, or an MFA session of the user: IAM refuses GetSessionToken sessions made without MFA. */
  readonly by: Credentials
  readonly partition: string
  readonly user: string
}
export type NewAccessKey = { readonly accessKeyId: string; readonly secretAccessKey: Secret }

export interface IamKeys {
  /** AWS shows the secret this once. A user has at most two keys: aws-refused with LimitExceeded. */
  create(whose: WhoseKeys): Promise<Result<NewAccessKey>>
  setActive(whose: WhoseKeys, accessKeyId: string, active: boolean): Promise<Result<void>>
  remove(whose: WhoseKeys, accessKeyId: string): Promise<Result<void>>
}

const sdk = () => import('@aws-sdk/client-iam')

export const createIamKeys = ({ call, incomplete }: Caller): IamKeys => {
  const asked = (operation: string, { by, partition }: WhoseKeys) => ({
    operation,
    service: 'iam' as const,
    region: partitionNamed(partition).globalRegion,
    credentials: by,
  })
  return {
    async create(whose) {
      const how = asked('CreateAccessKey', whose)
      const sent = await call(how, async (settings, options) => {
        const { IAMClient, CreateAccessKeyCommand } = await sdk()
        return new IAMClient(settings).send(new CreateAccessKeyCommand({ UserName: whose.user }), options)
      })
      if (!sent.ok) return sent
      const key = sent.value.output.AccessKey
      if (!key?.AccessKeyId || !key.SecretAccessKey) return incomplete(how)
      return ok({ accessKeyId: key.AccessKeyId, secretAccessKey: new Secret(key.SecretAccessKey) })
    },
    async setActive(whose, accessKeyId, active) {
      const sent = await call(asked('UpdateAccessKey', whose), async (settings, options) => {
        const { IAMClient, UpdateAccessKeyCommand } = await sdk()
        const input = {
          UserName: whose.user,
          AccessKeyId: accessKeyId,
          Status: active ? ('Active' as const) : ('Inactive' as const),
        }
        return new IAMClient(settings).send(new UpdateAccessKeyCommand(input), options)
      })
      return sent.ok ? ok(undefined) : sent
    },
    async remove(whose, accessKeyId) {
      const sent = await call(asked('DeleteAccessKey', whose), async (settings, options) => {
        const { IAMClient, DeleteAccessKeyCommand } = await sdk()
        const input = { UserName: whose.user, AccessKeyId: accessKeyId }
        return new IAMClient(settings).send(new DeleteAccessKeyCommand(input), options)
      })
      return sent.ok ? ok(undefined) : sent
    },
  }
}
