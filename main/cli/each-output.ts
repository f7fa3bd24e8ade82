// What `each` prints: lines that say whose they are as they come, or one JSON line per target when it is done.
import type { EachRow } from '../../shared/fleet.ts'
import type { Piece } from '../fleet/each.ts'
import { troubleLine } from './fleet-words.ts'
import type { Io } from './output.ts'

type Stream = 'stdout' | 'stderr'

/** One program may say more than this machine can hold; what is printed as it comes is never cut. */
const mostKept = 8 * 1024 * 1024

export type PieceOutput = {
  take(stream: Stream, text: string): void
  /** What belongs into the row. */
  kept(): Pick<EachRow, 'stdout' | 'stderr' | 'truncated'>
}
export type EachOutput = {
  begin(piece: Piece): PieceOutput
  row(row: EachRow, piece: Piece): void
}

const asJson = (io: Io): EachOutput => ({
  begin() {
    const texts = { stdout: '', stderr: '' }
    let truncated = false
    return {
      take(stream, text) {
        const room = mostKept - texts[stream].length
        texts[stream] += text.slice(0, room)
        if (text.length > room) truncated = true
      },
      kept: () => ({ ...texts, ...(truncated ? { truncated } : {}) }),
    }
  },
  row: row => io.out(`${JSON.stringify(row)}\n`),
})

const asLines = (io: Io, width: number): EachOutput => {
  const label = ({ at, region }: Piece): string => `${nameOf({ at, region }).padEnd(width)} | `
  const writers: { readonly [K in Stream]: (text: string) => void } = {
    stdout: text => io.out(`${text}\n`),
    stderr: text => io.insist(text),
  }
  return {
    begin(piece) {
      const rest = { stdout: '', stderr: '' }
      return {
        take(stream, text) {
          const lines = (rest[stream] + text).split('\n')
          rest[stream] = lines.pop() ?? ''
          for (const line of lines) writers[stream](label(piece) + line.replace(/\r$/, ''))
        },
        kept() {
          for (const stream of ['stdout', 'stderr'] as const)
            if (rest[stream] !== '') writers[stream](label(piece) + rest[stream])
          return {}
        },
      }
    },
    row(row, piece) {
      if (row.ok) return
      const why = row.causes || row.message ? troubleLine(row) : `It ended with ${row.code}.`
      io.insist(`${label(piece)}failed: ${why}`)
    },
  }
}

/** A target, and its region where more than one is worked on. */
export const nameOf = ({ at, region }: Piece): string => (region === null ? at.name : `${at.name} ${region}`)

/** @param width of the longest name, so that the lines of all stand under each other */
export const createEachOutput = (io: Io, width: number): EachOutput =>
  io.json ? asJson(io) : asLines(io, width)
