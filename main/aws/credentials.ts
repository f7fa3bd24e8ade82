// What signs a request to AWS: long-term keys of a user, or temporary ones with an end.
import { Secret } from '../secret.ts'

export type Credentials = {
  readonly accessKeyId: string
  readonly secretAccessKey: Secret
  /** null = long-term keys. */
  readonly sessionToken: Secret | null
  /** Ms since the epoch; null = they do not end, or AWS did not say. */
  readonly expiresAt: number | null
}

/** The shape every SDK client takes. Reveals, so it is built at the moment of the call and kept nowhere. */
export const revealForSdk = (credentials: Credentials) => ({
  accessKeyId: credentials.accessKeyId,
  secretAccessKey: credentials.secretAccessKey.reveal(),
  ...(credentials.sessionToken === null ? {} : { sessionToken: credentials.sessionToken.reveal() }),
})

/** Reads what the query services and the credential providers of the SDK answer; null when a part is absent. */
export const credentialsFromSdk = (
  answered:
    | {
        AccessKeyId?: string | undefined
        SecretAccessKey?: string | undefined
        SessionToken?: string | undefined
        Expiration?: Date | undefined
      }
    | undefined,
): Credentials | null =>
  answered?.AccessKeyId && answered.SecretAccessKey
    ? {
        accessKeyId: answered.AccessKeyId,
        secretAccessKey: new Secret(answered.SecretAccessKey),
        sessionToken: answered.SessionToken ? new Secret(answered.SessionToken) : null,
        expiresAt: answered.Expiration ? answered.Expiration.getTime() : null,
      }
    : null
