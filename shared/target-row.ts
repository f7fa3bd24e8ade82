// One row of the list of targets, as `ls --json` prints it and the window shows it.
import type { ChecklistItem, EnvironmentColor, Link, PersonalTarget } from './catalog.ts'
import type { AccountId, TargetId } from './names.ts'

export type TargetRow = {
  readonly target: TargetId
  readonly catalog: string
  readonly account: {
    readonly key: string
    readonly id: AccountId
    readonly name: string
    readonly unit: string | null
    readonly environment: string | null
  }
  readonly role: string
  readonly arn: string
  readonly signIn: string | null
  readonly hops: number
  /** The target of the hop before, when there is one. */
  readonly via?: TargetId
  readonly mfa: boolean
  readonly breakGlass: boolean
  /** null = not known. */
  readonly granted: boolean | null
  readonly pinned: string | null
  /** The account's or the person's own color, in place of its environment's. */
  readonly color?: EnvironmentColor
  /** The team's groups that may take the role; absent = it names none. */
  readonly groups?: readonly string[]
  /** Only a portal lists it: no catalog names its account, or not this permission set. */
  readonly unnamed?: 'account' | 'role'
  /** The person keeps it out of lists. */
  readonly hidden?: true
  readonly session: { readonly expiresAt: string; readonly profile: string | null } | null
}

/** What the window shows beside the row; never in the list itself, so that 50,000 rows stay small. */
export type TargetExtras = {
  readonly title: string | null
  readonly color: EnvironmentColor | null
  readonly region: string
  readonly profile: string
  readonly tags: Readonly<Record<string, string>>
  readonly facts: Readonly<Record<string, string>>
  readonly links: readonly Link[]
  readonly checklist: readonly ChecklistItem[]
  /** How long a session is wished to last, in seconds. */
  readonly duration: number
  /** What of it is the person's own. */
  readonly personal: PersonalTarget
}

/** The tags of accounts, by `catalog:account`; beside the rows, because ten roles share what one account says. */
export type AccountTags = Readonly<Record<string, Readonly<Record<string, string>>>>

/** The whole list as a window holds it; `revision` grows with every change. */
export type TargetList = {
  readonly revision: number
  readonly rows: readonly TargetRow[]
  readonly tags: AccountTags
}
