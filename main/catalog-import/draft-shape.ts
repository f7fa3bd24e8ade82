// What a draft is made of while a file is read, and how its entries are written at the end.
import type { AccountDefinition, RoleDefinition } from '../catalog/catalog-shape.ts'
import type { CatalogDocument } from '../catalog/personal-shape.ts'

export type SignInDefinition = NonNullable<CatalogDocument['signIns']>[string]

export type DraftOrigin = { readonly signIn: string } | { readonly account: string; readonly role: string }

/** Hops that a way may have while it is read: AWS has no use for as many, and a hostile file has twenty thousand. */
export const longestWay = 100
export const tooLongWay = `More than ${longestWay} others stand before it, so it is left out.`

export type DraftRole = {
  /** The account's id. */
  readonly account: string
  readonly role: string
  readonly from: DraftOrigin
  /** Where it stands in the file, for losses. */
  readonly where: string
  readonly partition?: string | undefined
  readonly path?: string | undefined
  readonly profile?: string | undefined
  readonly region?: string | undefined
  /** In seconds. */
  readonly duration?: number | undefined
  readonly sessionName?: string | undefined
  readonly externalId?: string | undefined
  readonly sourceIdentity?: string | undefined
  readonly tags?: Readonly<Record<string, string>> | undefined
  readonly transitiveTags?: readonly string[] | undefined
  readonly title?: string | undefined
  readonly mfa?: boolean | undefined
}

export type AccountHints = {
  readonly name?: string | undefined
  readonly label?: string | undefined
  readonly color?: AccountDefinition['color']
  readonly tags?: Readonly<Record<string, string>> | undefined
  readonly facts?: Readonly<Record<string, string>> | undefined
}

export type DraftAccount = {
  name: string | null
  readonly labels: string[]
  color: AccountDefinition['color']
  readonly tags: Map<string, string>
  readonly facts: Map<string, string>
}

/** Durations are kept in seconds by readers and written as `1h`: the document here is what stands in the file. */
export type WrittenRole = Omit<RoleDefinition, 'duration' | 'accounts' | 'from'> & {
  readonly duration?: string
  readonly accounts: string | readonly string[]
  readonly from: string | readonly string[]
}
export type WrittenCatalog = Omit<CatalogDocument, 'roles' | 'defaults'> & {
  readonly defaults?: { readonly region?: string; readonly profile?: string }
  readonly roles?: readonly WrittenRole[]
}
