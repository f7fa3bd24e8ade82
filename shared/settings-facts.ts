// What the screen of settings shows beside the settings themselves: what is in force on this machine, and who says so.
import type { SpaceBrowser } from './settings.ts'
/** One thing in force; `from` is a sentence: who says so. */
export type FactInForce = { readonly name: string; readonly value: string; readonly from: string }

/** One change of ours to the AWS files that can be taken back, the latest first. `at` is ISO-8601 UTC. */
export type EarlierState = {
  readonly at: string
  readonly what: 'write' | 'remove' | 'undo'
  readonly profiles: readonly string[]
  /** It was taken back, and can be made again. */
  readonly undone: boolean
}

export type UndoEffect = {
  readonly back: readonly string[]
  readonly gone: readonly string[]
  readonly other: readonly string[]
  readonly files: readonly string[]
  readonly notices: readonly string[]
}

export type SettingsFacts = {
  readonly file: {
    readonly path: string
    /** A sentence when the file does not fit. */
    readonly problem: string | null
    readonly unknown: readonly string[]
  }
  readonly profiles: {
    readonly states: readonly EarlierState[]
    readonly owned: number
    /** Names whose keys have ended. */
    readonly stale: readonly string[]
    /** What one target's profile is called. */
    readonly example: { readonly target: string; readonly profile: string } | null
  }
  readonly vault: { readonly keptBy: 'os' | 'passphrase'; readonly path: string }
  readonly network: readonly FactInForce[]
  readonly agent: {
    readonly pid: number
    readonly socket: string
    readonly launchers: string
    readonly commandLine: string
    /** Calls that are open now, and how many came since the start. */
    readonly callers: {
      readonly windows: number
      readonly now: number
      readonly commands: number
      readonly profiles: number
    }
  }
  readonly terminals: {
    /** Those of this machine, by name. */
    readonly found: readonly string[]
    /** A sentence when no window can be opened from here, or the one that is chosen is gone. */
    readonly problem: string | null
  }
  readonly spaces: {
    /** Programs of this machine that can keep clients apart. */
    readonly found: readonly { readonly browser: SpaceBrowser; readonly program: string }[]
    /** A sentence when none of them can be opened from here, or another is named. */
    readonly problem: string | null
    /** Keys of tags that accounts have. */
    readonly tags: readonly string[]
    /** What one target's space is called. */
    readonly example: { readonly target: string; readonly space: string } | null
  }
}
