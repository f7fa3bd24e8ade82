// A small or read-only file system of its own, for faults that a folder's permissions cannot make (root ignores them).
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'

const run = promisify(execFile)

/** Null when disks can be mounted here; else the sentence for skipping what needs one. */
export const whyNoDisk = (): string | null =>
  process.platform === 'linux' && process.getuid?.() === 0
    ? null
    : 'mounting a small disk needs root on Linux'

export type TempDisk = {
  readonly folder: string
  setReadOnly(readOnly: boolean): Promise<void>
}

/** Mounted for the running test; `bytes` is a multiple of 4096. */
export const tempDisk = async (bytes: number): Promise<TempDisk> => {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-disk-'))
  await run('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=0700`, 'switchyard-test', folder])
  onTestFinished(async () => {
    await run('umount', ['--lazy', folder])
    await rm(folder, { recursive: true, force: true })
  })
  const setReadOnly = async (readOnly: boolean): Promise<void> => {
    await run('mount', ['-o', `remount,${readOnly ? 'ro' : 'rw'}`, folder])
  }
  return { folder, setReadOnly }
}
