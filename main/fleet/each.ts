// Runs one piece of work for each of many targets and regions: all are tried, no more at once than the limit.
import type { Failure } from '../../shared/failure.ts'
import type { EachRow, FleetTarget } from '../../shared/fleet.ts'
import { failed, type Result } from '../../shared/result.ts'
import { type Ending, inRounds } from './in-flight.ts'
import { isPassing, troubleOf } from './trouble.ts'

export type Piece = { readonly at: FleetTarget; readonly region: string | null }

/** What a piece of work came to: its exit code and what is kept of its output. */
export type PieceEnded = Pick<EachRow, 'stdout' | 'stderr' | 'truncated'> & { readonly code: Result<number> }

export type EachOptions<Lent extends { readonly expiresAt: string }> = {
  /** Empty = each target's own region, once. */
  readonly regions: readonly string[]
  readonly limit: number
  readonly signal: AbortSignal
  /** Ms since the epoch. */
  readonly now: () => number
  /** Credentials of a target; asked once per target while they live long enough. */
  readonly lend: (target: FleetTarget) => Promise<Result<Lent>>
  readonly run: (lent: Lent, piece: Piece) => Promise<PieceEnded>
  readonly onRow: (row: EachRow, piece: Piece) => void
}

/** The last region of a slow target still gets credentials that outlast a usual command. */
const leastLeftMs = 15 * 60_000

/** What was asked for once for all regions of a target; a refusal holds for all of them too. */
const createLender = <Lent extends { readonly expiresAt: string }>({
  lend,
  now,
}: Pick<EachOptions<Lent>, 'lend' | 'now'>) => {
  const lent = new Map<string, Promise<Result<Lent>>>()
  const begin = (target: FleetTarget): Promise<Result<Lent>> => {
    const lending = lend(target)
    lent.set(target.target, lending)
    return lending
  }
  return async (target: FleetTarget): Promise<Result<Lent>> => {
    const lending = lent.get(target.target)
    if (lending === undefined) return begin(target)
    const before = await lending
    const does = before.ok
      ? Date.parse(before.value.expiresAt) - now() > leastLeftMs
      : !isPassing(troubleOf(before.failure))
    // Another region may have asked anew meanwhile.
    if (does || lent.get(target.target) !== lending) return lent.get(target.target) ?? lending
    return begin(target)
  }
}

/** Told as they end. Pieces that were not begun when `signal` was aborted have no row. @returns how many failed and ran */
export const runEach = async <Lent extends { readonly expiresAt: string }>(
  targets: readonly FleetTarget[],
  options: EachOptions<Lent>,
): Promise<{ readonly of: number; readonly done: number; readonly failed: number }> => {
  const { regions, limit, signal, run, onRow } = options
  const places: readonly (string | null)[] = regions.length === 0 ? [null] : regions
  const pieces: readonly Piece[] = targets.flatMap(at => places.map(region => ({ at, region })))
  const lender = createLender(options)
  const interrupted = new Promise<null>(resolve => {
    signal.addEventListener('abort', () => resolve(null), { once: true })
  })
  let done = 0
  let bad = 0
  const work = async (piece: Piece): Promise<Ending> => {
    const began = performance.now()
    const lent = await Promise.race([lender(piece.at), interrupted])
    if (lent === null || signal.aborted) return { passing: false, settle: () => undefined }
    const ended = lent.ok ? await run(lent.value, piece) : { code: lent }
    const row = rowOf(piece, ended, signal.aborted, performance.now() - began)
    const settle = (): void => {
      done += 1
      if (!row.ok) bad += 1
      onRow(row, piece)
    }
    return { passing: !lent.ok && isPassing(row), settle }
  }
  await inRounds(pieces, limit, signal, work)
  return { of: pieces.length, done, failed: bad }
}

const rowOf = (
  { at, region }: Piece,
  { code, ...output }: PieceEnded,
  interrupted: boolean,
  ms: number,
): EachRow => {
  const about = { target: at.target, ...(region === null ? {} : { region }) }
  const seconds = Math.round(ms) / 1_000
  const cut: Result<number> = interrupted && code.ok && code.value !== 0 ? stopped(code.value) : code
  if (!cut.ok) {
    const ran = code.ok ? { code: code.value } : {}
    return { ...about, ok: false, ...ran, ...output, ...troubleOf(cut.failure), seconds }
  }
  return { ...about, ok: cut.value === 0, code: cut.value, ...output, seconds }
}

const stopped = (code: number): Result<never> => {
  const failure: Failure = { kind: 'cancelled', what: `It was interrupted and ended with ${code}.` }
  return failed(failure)
}
