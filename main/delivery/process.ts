// Writes credentials as the document that AWS's credential_process protocol asks for.
import type { AccountId } from '../../shared/names.ts'
import type { Secret } from '../secret.ts'

export type ProcessCredentials = {
  readonly accessKeyId: string
  readonly secretAccessKey: Secret
  readonly sessionToken: Secret
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

/**
 * One line of JSON without a line end.
 *
 * `Version` must be the number 1, and without `Expiration` no SDK would ever ask again
 * (AWS SDKs and Tools Reference, "Process credential provider"); `AccountId` is used where endpoints hold it.
 */
export const processDocument = (credentials: ProcessCredentials, accountId?: AccountId): string =>
  JSON.stringify({
    Version: 1,
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey.reveal(),
    SessionToken: credentials.sessionToken.reveal(),
    Expiration: new Date(credentials.expiresAt).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    ...(accountId === undefined ? {} : { AccountId: accountId }),
  })
