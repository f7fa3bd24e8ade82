// The two AWS files as one: read together, locked together, and changed so that a crash in between does no harm.
import { join } from 'node:path'
import { ok, type Result } from '../../shared/result.ts'
import { hashOf } from '../disk/atomic-write.ts'
import { type Lease, withLock } from '../disk/lock.ts'
import { type Edit, editFile, hashOfText, readAwsFile, readSettled } from './aws-file.ts'
import type { AwsTexts } from './owned-profiles.ts'
import type { AwsFile } from './section-names.ts'

export type Edits = Readonly<Record<AwsFile, Edit>>
export type Applied = {
  readonly before: AwsTexts
  readonly after: AwsTexts
  readonly changed: readonly string[]
}

/** The files while no other Switchyard of this home writes them. */
export type HeldPair = {
  /** The texts, once no program is in the middle of writing them. Fails with file-unreadable. */
  read(): Promise<Result<AwsTexts>>
  /** Makes both edits or none. Fails as editFile does. */
  apply(edits: Edits): Promise<Result<Applied>>
}

export type FilePair = {
  readonly paths: Readonly<Record<AwsFile, string>>
  read(): Promise<Result<AwsTexts>>
  /** Fails with file-busy when another Switchyard holds the files for too long. */
  hold<T>(run: (held: HeldPair) => Promise<Result<T>>): Promise<Result<T>>
}

/**
 * The credentials file goes first, always. Writing: a crash leaves new keys and no region yet, which a tool says;
 * the other order would leave a profile without keys, and the SDKs' chains go on to other credentials then.
 * Removing: the keys vanish first. From keys to a command: keys would beat the command, so they go first as well.
 */
const order: readonly AwsFile[] = ['credentials', 'config']

export const createFilePair = (paths: Readonly<Record<AwsFile, string>>, locks: string): FilePair => {
  /** Contents we left behind or saw whole, so that only changes by others are looked at twice. */
  const seen: Partial<Record<AwsFile, string | null>> = {}
  const both = async (read: (file: AwsFile) => Promise<Result<string | null>>): Promise<Result<AwsTexts>> => {
    const credentials = await read('credentials')
    if (!credentials.ok) return credentials
    const config = await read('config')
    return config.ok ? ok({ config: config.value, credentials: credentials.value }) : config
  }

  const heldBy = (leases: Readonly<Record<AwsFile, Lease>>): HeldPair => ({
    read: () =>
      both(async file => {
        const text = await readSettled(paths[file], seen[file])
        if (text.ok) seen[file] = hashOfText(text.value)
        return text
      }),
    async apply(edits) {
      const before = { config: null as string | null, credentials: null as string | null }
      const after = { ...before }
      const changed: string[] = []
      for (const file of order) {
        const edited = await editFile(paths[file], edits[file], leases[file], seen[file])
        if (!edited.ok) {
          // Best effort: on a full disk the file that was just replaced may not go back; its block is listed then.
          if (file === 'config' && changed.length > 0)
            await editFile(
              paths.credentials,
              text => ok(text === after.credentials ? before.credentials : text),
              leases.credentials,
            )
          return edited
        }
        before[file] = edited.value.before
        after[file] = edited.value.after
        if (before[file] !== after[file]) changed.push(paths[file])
        seen[file] = hashOfText(after[file])
      }
      return ok({ before, after, changed: changed.reverse() })
    },
  })

  const lockOf = (file: AwsFile): string => join(locks, `aws-${hashOf(paths[file]).slice(0, 16)}`)
  // Two homes' settings may share one of the two files: the locks are taken in an order all agree on.
  const [first, second] = lockOf('config') < lockOf('credentials') ? order.toReversed() : order
  return {
    paths,
    read: () => both(file => readAwsFile(paths[file])),
    hold: run =>
      withLock(lockOf(first as AwsFile), one =>
        withLock(lockOf(second as AwsFile), two =>
          run(
            heldBy(
              first === 'config' ? { config: one, credentials: two } : { config: two, credentials: one },
            ),
          ),
        ),
      ),
  }
}
