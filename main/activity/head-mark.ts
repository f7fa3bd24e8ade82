// Keeps, sealed with the vault's key, how far the record reached, so that a cut end is seen.
import { failed, ok, type Result } from '../../shared/result.ts'
import { readBytes, writeAtomic } from '../disk/atomic-write.ts'
import type { Head } from './chain.ts'

/** What the mark needs of the vault's room; `ready` is true when sealing asks nobody. */
export interface HeadSealer {
  seal(bytes: Uint8Array): Promise<Result<Buffer>>
  open(sealed: Uint8Array): Promise<Result<Buffer>>
  ready(): boolean
}

export interface HeadMark {
  /** Null when there is no mark yet. */
  read(): Promise<Result<Head | null>>
  write(head: Head): Promise<Result<void>>
  /** False while the vault is closed: then rows are chained but not yet marked. */
  ready(): boolean
}

export const createHeadMark = ({ path, sealer }: { path: string; sealer: HeadSealer }): HeadMark => ({
  async read() {
    const bytes = await readBytes(path)
    if (!bytes.ok || bytes.value === null) return bytes.ok ? ok(null) : bytes
    const plain = await sealer.open(bytes.value)
    if (!plain.ok) return plain.failure.kind === 'vault-damaged' ? failed({ ...plain.failure, path }) : plain
    return ok(JSON.parse(plain.value.toString('utf8')) as Head)
  },
  async write(head) {
    const sealed = await sealer.seal(Buffer.from(JSON.stringify({ seq: head.seq, hash: head.hash })))
    // Not fsynced: after a power cut the mark may be older than the record, never newer, which proves less but nothing false.
    return sealed.ok ? writeAtomic(path, sealed.value, { durable: false, keepMode: false }) : sealed
  },
  ready: () => sealer.ready(),
})
