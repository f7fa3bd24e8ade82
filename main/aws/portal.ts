// The access portal: what a signed-in person may be, and the credentials for it.
import { ok, type Result } from '../../shared/result.ts'
import { Secret } from '../secret.ts'
import type { Caller } from './caller.ts'
import type { Credentials } from './credentials.ts'
import { createRate, type RateOptions } from './rate.ts'

export type PortalAccount = { readonly id: string; readonly name: string }
export type PortalPage<T> = { readonly items: readonly T[]; readonly next: string | null }
export type PortalCall = {
  readonly region: string
  readonly token: Secret
  readonly signal?: AbortSignal | undefined
}

/**
 * Refusals: UnauthorizedException (the token is no longer good), ForbiddenException "No access" (not assigned),
 * ResourceNotFoundException. All calls of all portals keep one pace below AWS's limit; those of a person who waits go
 * before those of a long list.
 */
export interface Portal {
  /** Somebody is about to sign in: what the first call is made with is read while they are on the page. */
  expect(): void
  accounts(by: PortalCall, next: string | null): Promise<Result<PortalPage<PortalAccount>>>
  roles(by: PortalCall, account: string, next: string | null): Promise<Result<PortalPage<string>>>
  roleCredentials(
    by: PortalCall,
    account: string,
    role: string,
  ): Promise<
    Result<{ readonly credentials: Credentials & { readonly expiresAt: number }; readonly requestId: string }>
  >
  /** Ends the portal session at AWS. Credentials of roles that were handed out live on to their end. */
  logout(by: PortalCall): Promise<Result<void>>
}

const sdk = () => import('@aws-sdk/client-sso')
const largestPage = 100

/** AWS: "a collective throttle of 20 TPS", not adjustable (Identity Center user guide, limits); others need room too. */
export const portalRate: RateOptions = { perSecond: 15, atOnce: 8, burst: 5 }

export const createPortal = ({ call, incomplete }: Caller): Portal => {
  const rate = createRate(portalRate)
  const asked = (operation: string, by: PortalCall, attempts: number) => ({
    operation,
    service: 'sso' as const,
    region: by.region,
    credentials: null,
    attempts,
    signal: by.signal,
  })
  const more = (next: string | null) => (next === null ? {} : { nextToken: next })
  return {
    expect() {
      // Should it fail, the call says so.
      sdk().catch(() => undefined)
    },

    async accounts(by, next) {
      const page = { accessToken: by.token.reveal(), maxResults: largestPage, ...more(next) }
      // A page leads to a hundred lists of roles: it goes before them.
      const sent = await rate.run(
        () =>
          call(asked('ListAccounts', by, 1), async (settings, options) => {
            const { SSOClient, ListAccountsCommand } = await sdk()
            return new SSOClient(settings).send(new ListAccountsCommand(page), options)
          }),
        { signal: by.signal, urgent: true },
      )
      if (!sent.ok) return sent
      const { accountList, nextToken } = sent.value.output
      const items = (accountList ?? []).flatMap(account =>
        account.accountId === undefined
          ? []
          : [{ id: account.accountId, name: account.accountName || account.accountId }],
      )
      return ok({ items, next: nextToken ?? null })
    },

    async roles(by, account, next) {
      const page = {
        accessToken: by.token.reveal(),
        accountId: account,
        maxResults: largestPage,
        ...more(next),
      }
      const sent = await rate.run(
        () =>
          call(asked('ListAccountRoles', by, 1), async (settings, options) => {
            const { SSOClient, ListAccountRolesCommand } = await sdk()
            return new SSOClient(settings).send(new ListAccountRolesCommand(page), options)
          }),
        { signal: by.signal },
      )
      if (!sent.ok) return sent
      const { roleList, nextToken } = sent.value.output
      return ok({ items: (roleList ?? []).flatMap(role => role.roleName ?? []), next: nextToken ?? null })
    },

    async roleCredentials(by, account, role) {
      const how = asked('GetRoleCredentials', by, 3)
      const wanted = { accessToken: by.token.reveal(), accountId: account, roleName: role }
      // The SDK repeats a throttled one itself; that it was throttled still slows the others down.
      const sent = await rate.run(
        () =>
          call(how, async (settings, options) => {
            const { SSOClient, GetRoleCredentialsCommand } = await sdk()
            return new SSOClient(settings).send(new GetRoleCredentialsCommand(wanted), options)
          }),
        { signal: by.signal, urgent: true, attempts: 1 },
      )
      if (!sent.ok) return sent
      const { roleCredentials } = sent.value.output
      // `expiration` is in milliseconds here, and only here.
      if (
        !roleCredentials?.accessKeyId ||
        !roleCredentials.secretAccessKey ||
        !roleCredentials.sessionToken ||
        !roleCredentials.expiration
      ) {
        return incomplete(how)
      }
      return ok({
        credentials: {
          accessKeyId: roleCredentials.accessKeyId,
          secretAccessKey: new Secret(roleCredentials.secretAccessKey),
          sessionToken: new Secret(roleCredentials.sessionToken),
          expiresAt: roleCredentials.expiration,
        },
        requestId: sent.value.requestId,
      })
    },

    async logout(by) {
      const sent = await call(asked('Logout', by, 2), async (settings, options) => {
        const { SSOClient, LogoutCommand } = await sdk()
        return new SSOClient(settings).send(new LogoutCommand({ accessToken: by.token.reveal() }), options)
      })
      return sent.ok ? ok(undefined) : sent
    },
  }
}
