// The rooms put together, as the desk and the agent see them; compose.ts is who puts them together.

import type { Result } from '../shared/result.ts'
import type { Activity } from './activity/record.ts'
import type { Verification } from './activity/verify.ts'
import type { Aws } from './aws/aws.ts'
import type { CatalogStore } from './catalog/store.ts'
import type { MovableClock } from './clock.ts'
import type { Clipboard } from './delivery/clipboard.ts'
import type { ConsoleBroker } from './delivery/console.ts'
import type { Terminals } from './delivery/terminal.ts'
import type { Paths } from './disk/paths.ts'
import type { Doctor } from './doctor/doctor.ts'
import type { Fleet } from './fleet/fleet.ts'
import type { Log } from './log.ts'
import type { ProfileFiles } from './profiles/profile-files.ts'
import type { PromptBook } from './prompt-book.ts'
import type { SessionBook } from './sessions/sessions.ts'
import type { Targets } from './sessions/targets.ts'
import type { SettingsFile } from './settings-file.ts'
import type { SignIns } from './sign-ins/sign-ins.ts'
import type { Uses } from './uses.ts'
import type { Vault } from './vault/vault.ts'

/** The demo world this house lives in, if it does. */
export type DemoFacts = { readonly organization: string; readonly phoneUrl: string }

export type House = {
  readonly env: NodeJS.ProcessEnv
  readonly paths: Paths
  readonly clock: MovableClock
  readonly log: Log
  readonly version: string
  /** This process goes on and renews by itself. */
  readonly resident: boolean
  readonly demo: DemoFacts | null
  readonly vault: Vault
  readonly settings: SettingsFile
  readonly catalogs: CatalogStore
  readonly aws: Aws
  readonly signIns: SignIns
  readonly book: SessionBook
  readonly targets: Targets
  readonly fleet: Fleet
  readonly profiles: ProfileFiles
  readonly activity: Activity
  readonly verifyActivity: () => Promise<Result<Verification>>
  readonly console: ConsoleBroker
  readonly terminals: Terminals
  /** Of this machine; the desktop has one of its own. */
  readonly clipboard: Clipboard
  readonly doctor: Doctor
  readonly prompts: PromptBook
  readonly uses: Uses
  /** Path of the command line's bundle. */
  readonly commandLine: string
  /** Who acts, for the record: the name on this machine. */
  readonly person: string
  /** Sentences that stay visible: endpoints that were replaced, a clock that is wrong. */
  notices(): readonly string[]
  close(): Promise<void>
}
