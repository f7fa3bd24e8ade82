// The identifiers both sides use, and AWS's own rules for them.

/** `catalog:account/Role`, as in `ops-hub:acme/acme-production`. */
export type TargetId = string
/** `catalog:key`, as in `ops-hub:ops`. */
export type SignInId = string
/** Twelve digits, as a string: leading zeros count. */
export type AccountId = string

/** Keys of accounts, sign-ins, environments and groups. */
export const keyPattern = /^[a-z0-9][a-z0-9._-]{0,62}$/
export const catalogNamePattern = /^[a-z][a-z0-9-]{0,39}$/
export const accountIdPattern = /^\d{12}$/
/** IAM: names of users and roles (UG:IAM/reference_iam-quotas). */
export const iamNamePattern = /^[\w+=,.@-]{1,64}$/
/** STS: RoleSessionName and SourceIdentity. */
export const sessionNamePattern = /^[\w+=,.@-]{2,64}$/
export const externalIdPattern = /^[\w+=,.@:/-]{2,1224}$/
/** Names that the JS, Go and Python SDKs all read back; narrower than any one of them. */
export const profileNamePattern = /^[A-Za-z0-9_.@+%:/-]{1,64}$/
/** It goes into AWS files, addresses and lines that a shell evaluates. */
export const regionPattern = /^[a-z]{2,}(-[a-z0-9]+)+$/
export const roleArnPattern =
  /^arn:(aws[a-z-]*):iam::(\d{12}):role\/((?:[\x21-\x7E]{1,510}\/)?)([\w+=,.@-]{1,64})$/

export const targetId = (catalog: string, account: string, role: string): TargetId =>
  `${catalog}:${account}/${role}`

/** The three parts of a full target id, or null when it is not one. */
export const splitTargetId = (id: string): { catalog: string; account: string; role: string } | null => {
  const match = /^([a-z][a-z0-9-]{0,39}):([a-z0-9][a-z0-9._-]{0,62})\/([\w+=,.@-]{1,64})$/.exec(id)
  return match ? { catalog: match[1] as string, account: match[2] as string, role: match[3] as string } : null
}

export const signInId = (catalog: string, key: string): SignInId => `${catalog}:${key}`
