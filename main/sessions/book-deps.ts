// What the room of sessions is built from.
import type { Estate } from '../../shared/catalog.ts'
import type { TargetId } from '../../shared/names.ts'
import type { Result } from '../../shared/result.ts'
import type { ProfileMode } from '../../shared/session.ts'
import type { Activity } from '../activity/record.ts'
import type { CallerBook } from '../callers.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { ProfileFiles } from '../profiles/profile-files.ts'
import type { Travel } from '../routes/journey.ts'
import type { Roots } from '../routes/roots.ts'
import type { Vault } from '../vault/vault.ts'

export type SessionBookDeps = {
  readonly estate: () => Estate
  readonly travel: Travel
  readonly signIns: Roots
  readonly vault: Vault
  readonly profiles: ProfileFiles
  readonly activity: Activity
  readonly clock: Clock
  /** Where everybody who comes for a session is noted, so that a question can say whom it serves. */
  readonly callers: CallerBook
  readonly log: Log
  /** Folder of the locks that all processes of this home share. */
  readonly locks: string
  /** The value of `credential_process` for a target. */
  readonly processCommand: (target: TargetId) => Promise<Result<string>>
  /** How a profile is written when nobody says. */
  readonly profileMode: () => ProfileMode
  /** How profiles are called, where the person has a template of their own. */
  readonly profileName: () => string | null
  /** How long a shared MFA session is asked for, in seconds. */
  readonly mfaSeconds: () => number
  /** This process goes on and renews by itself. */
  readonly resident: boolean
  /** Who acts, for the record: the name on this machine. */
  readonly person: string
}
