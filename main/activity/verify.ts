// Proves that nothing in the record was changed or removed, and says how far that proof reaches.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { failed, ok, type Result } from '../../shared/result.ts'
import { codeOf, unreadable } from '../disk/disk-failure.ts'
import { beginning, type Head, readRow } from './chain.ts'
import type { HeadMark } from './head-mark.ts'

export type Verification = {
  /** True when no row was found changed, missing or put in, and the mark agrees. */
  readonly ok: boolean
  readonly rows: number
  /** The last row that the sealed mark vouches for; later ones are only chained. */
  readonly provenUpTo: number
  /** What is wrong, each with its line in the file (from 1; 0 = the file as a whole). */
  readonly faults: readonly { readonly line: number; readonly said: string }[]
  /** What this proves, in one sentence. */
  readonly sentence: string
}

/**
 * The chain shows a row that was changed, taken out, put in or moved. It cannot show that the last rows
 * were cut off, nor that someone wrote the whole file anew: that takes the mark, which only the vault's
 * key can make. Not proven in any way: that the file and its mark were not both put back to the same
 * earlier state, and anything against a program that can open the vault.
 */
export const verifyActivity = async ({
  path,
  mark,
}: {
  path: string
  mark?: HeadMark
}): Promise<Result<Verification>> => {
  const head = (await mark?.read()) ?? ok(null)
  const headDamaged = !head.ok && head.failure.kind === 'vault-damaged'
  if (!head.ok && !headDamaged) return head
  const marked = head.ok ? head.value : null
  const faults: { line: number; said: string }[] = []
  const seen = await walk(path, marked, faults)
  if (!seen.ok) return seen
  const { rows, markFound } = seen.value
  if (headDamaged)
    faults.push({ line: 0, said: 'The sealed mark of the end was changed, or belongs to another vault.' })
  if (marked !== null && !markFound) {
    faults.push({
      line: 0,
      said: `The record once reached row ${marked.seq} as the mark knows it; that row is missing or another.`,
    })
  }
  if (marked === null && !headDamaged && mark !== undefined && rows > 0) {
    faults.push({ line: 0, said: 'There is no sealed mark of the end, so rows may have been cut off there.' })
  }
  const provenUpTo = faults.length === 0 && marked !== null ? marked.seq : 0
  return ok({
    ok: faults.length === 0,
    rows,
    provenUpTo,
    faults,
    sentence: sentenceFor(rows, provenUpTo, faults.length),
  })
}

const sentenceFor = (rows: number, provenUpTo: number, faults: number): string => {
  if (faults > 0)
    return `The record was changed or is incomplete: ${faults} ${faults === 1 ? 'fault' : 'faults'} found.`
  if (rows === 0) return 'The record is empty.'
  if (provenUpTo === 0)
    return `The ${rows} rows fit together; without a sealed mark nothing shows whether more followed them.`
  if (provenUpTo >= rows) return `All ${rows} rows are as they were written, and none is missing.`
  return `Rows 1 to ${provenUpTo} are as they were written; the ${rows - provenUpTo} after them fit, but were not sealed yet.`
}

type Seen = { rows: number; markFound: boolean }

const walk = async (
  path: string,
  marked: Head | null,
  faults: { line: number; said: string }[],
): Promise<Result<Seen>> => {
  let before: Head = { seq: 0, hash: beginning }
  let markFound = marked === null || marked.seq === 0
  let rows = 0
  let line = 0
  try {
    const input = createReadStream(path, 'utf8')
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      line++
      const row = readRow(text)
      if (row === null) {
        faults.push({ line, said: 'This line was changed, or is no row of the record.' })
        continue
      }
      rows++
      if (row.seq !== before.seq + 1) {
        faults.push({
          line,
          said: `Row ${row.seq} follows row ${before.seq}: rows were removed, repeated or moved.`,
        })
      } else if (row.prev !== before.hash) {
        faults.push({ line, said: `Row ${row.seq} does not continue the row before it.` })
      }
      if (marked !== null && row.seq === marked.seq && row.hash === marked.hash) markFound = true
      before = { seq: row.seq, hash: row.hash }
    }
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') return failed(unreadable(path, error))
  }
  return ok({ rows, markFound })
}
