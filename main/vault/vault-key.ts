// The names under which rooms keep secrets in the vault, each bound to the type of what lies there.

declare const holds: unique symbol

/** A kind (the section of the vault that is read at once) and a name within it; T is what lies there, as plain JSON. */
export type VaultKey<T> = { readonly kind: string; readonly id: string; readonly [holds]?: T }

/** An IAM user's long-term key, with what IAM or the person said about the user. Times are ms since the epoch. */
export type IamKeyRecord = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly user?: string
  readonly mfaSerial?: string
  readonly groups?: readonly string[]
  readonly addedAt: number
  /** Made by a rotation and not yet in use. */
  readonly next?: { readonly accessKeyId: string; readonly secretAccessKey: string }
}

/** A client registration with an Identity Center portal and the tokens of the person who signed in. */
export type PortalRecord = {
  readonly clientId: string
  readonly clientSecret: string
  readonly registrationExpiresAt: number
  readonly grantTypes: readonly string[]
  readonly accessToken?: string
  readonly accessTokenExpiresAt?: number
  /** When AWS gave that token. */
  readonly accessTokenFrom?: number
  readonly refreshToken?: string
  readonly user?: string
  readonly signedInAt?: number
}

/** Temporary credentials of one hop, and what its renewal and its owner need to know about them. */
export type SessionRecord = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiresAt: number
  readonly [more: string]: unknown
}

export const iamKey = (signIn: string): VaultKey<IamKeyRecord> => ({ kind: 'iam-key', id: signIn })
export const portalKey = (signIn: string): VaultKey<PortalRecord> => ({ kind: 'portal', id: signIn })
export const sessionKey = (hop: string): VaultKey<SessionRecord> => ({ kind: 'session', id: hop })
/** What a portal lists, kept beside its tokens because it names every account a person may enter. */
export const portalListKey = <T>(signIn: string): VaultKey<T> => ({ kind: 'portal-list', id: signIn })
/** What came and went in a portal's list: small, and read far more often than the list. */
export const portalAccessKey = <T>(signIn: string): VaultKey<T> => ({ kind: 'portal-access', id: signIn })
/** Any other JSON; the caller answers for its type. */
export const jsonKey = <T>(kind: string, id: string): VaultKey<T> => ({ kind, id })
