// What other tools left on this machine that can become a catalog, and what becoming one would add and lose.
import type { Failure } from './failure.ts'

export type FoundKind = 'aws-config' | 'leapp' | 'granted' | 'aws-vault' | 'aws-sso-cli' | 'aesr'

export type FoundSource = {
  /** Names it when it is chosen: main finds it again, so a window cannot name a file of its own. */
  readonly id: string
  readonly kind: FoundKind
  readonly name: string
  /** The file, below `~` where it is in the home. */
  readonly path: string
  /** "14 profiles, 3 with role_arn". */
  readonly holds: string
  readonly suggested: boolean
}

/** Where an import goes: a catalog of its own, or into the personal layer, which alone may hold commands and profiles. */
export type ImportPlace = 'catalog' | 'personal'

export type ImportReading = {
  readonly accounts: number
  readonly roles: number
  /** Each in words: where its credentials come from. */
  readonly signIns: readonly string[]
  /** The first targets by name, `acme / Admin`. */
  readonly targets: readonly string[]
  /** Each thing that is not carried over, as a sentence. */
  readonly losses: readonly string[]
}

export type ImportPreview = {
  readonly id: string
  readonly name: string
  readonly path: string
  /** A name that is free, for a catalog of its own. */
  readonly catalog: string
  readonly suggested: ImportPlace
  /** It holds IAM users and does not say where they live: an account id would carry them over. */
  readonly asksAccount: boolean
  readonly readings: { readonly [P in ImportPlace]: ImportReading } | null
  /** Why it cannot be read. */
  readonly failure: Failure | null
}

export type ImportDone = {
  /** Names of the catalogs that were added. */
  readonly catalogs: readonly string[]
  /** The personal layer holds more than before. */
  readonly personal: boolean
  /** What was added, as sentences. */
  readonly summary: readonly string[]
  readonly failures: readonly { readonly name: string; readonly failure: Failure }[]
}
