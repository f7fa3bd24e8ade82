// Live temporary credentials for a target, as people may see them: never the credentials themselves.
import type { TargetId } from './names.ts'

export type ProfileMode = 'keys' | 'process'

export type SessionView = {
  readonly target: TargetId
  /** null while no profile was written for it (env, exec, console). */
  readonly profile: string | null
  readonly mode: ProfileMode | null
  readonly region: string
  readonly accountId: string
  readonly assumedRoleArn: string
  readonly accessKeyId: string
  /** ISO-8601 UTC. */
  readonly startedAt: string
  readonly expiresAt: string
  /** Will be renewed without a question before it ends. */
  readonly renews: boolean
  /** The opening's own end when its environment bounds it, ISO-8601 UTC. */
  readonly until: string | null
}
