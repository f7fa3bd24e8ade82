// The command line's two streams: data on stdout, words for people on stderr. The only file that writes to them.

import { exitCodes } from '../../shared/exit-code.ts'
import { explain } from '../../shared/explain.ts'
import { explainCause } from '../../shared/explain-cause.ts'
import type { Failure } from '../../shared/failure.ts'
import { remedyInWords } from '../../shared/remedy.ts'
import { showUnseen } from '../catalog/unseen.ts'

export type Io = {
  readonly json: boolean
  readonly quiet: boolean
  readonly color: boolean
  /** Data, as it is. */
  out(text: string): void
  /** A sentence for the person; silent with --quiet. */
  say(sentence: string): void
  /** The same, also with --quiet: without it the person could not go on. */
  insist(text: string): void
  /** One JSON document, or the lines for people, both on stdout. */
  print(value: unknown, lines: () => readonly string[]): void
  /** Words on stderr (and the failure as JSON on stdout with --json). @returns its exit code */
  fail(failure: Failure): number
}

const bold = (text: string, color: boolean): string => (color ? `\u001b[1m${text}\u001b[22m` : text)

const remedyText = (failure: Failure): string | null => {
  const { remedy } = explain(failure)
  return remedy && remedyInWords(remedy)
}

/** A failure as `--json` shows it: its words, and its own fields, so that a script can read candidates and causes. */
export const failureDocument = (failure: Failure): unknown => {
  const { title, detail } = explain(failure)
  const [first] = 'causes' in failure ? failure.causes : []
  return {
    ok: false,
    failure: {
      ...failure,
      title,
      detail,
      remedy: remedyText(failure),
      ...(first ? { cause: first.cause } : {}),
    },
  }
}

/** The detail, a line each where it is a list: a sentence of forty names is not read. */
const detailLines = (failure: Failure): readonly string[] => {
  if ('candidates' in failure)
    return ['It may be one of:', ...failure.candidates.map(candidate => `  ${candidate}`)]
  if ('problems' in failure)
    return failure.problems.map(
      ({ line, column, path, message, warning }) =>
        `${line}:${column} ${warning ? 'warning: ' : ''}${path ? `${path}: ` : ''}${message}`,
    )
  if ('causes' in failure) {
    const [first] = failure.causes
    // Once one is proved the others are ruled out for a person; `--json` keeps them.
    const told = first?.certain ? [first] : failure.causes
    const causes = told.map(
      ({ cause, certain, why }) => `  ${certain ? 'proved' : 'maybe'}: ${explainCause(cause)}. ${why}`,
    )
    return [
      `${failure.awsCode}: ${failure.awsMessage}`,
      ...causes,
      ...(failure.requestId ? [`Request id ${failure.requestId}`] : []),
    ]
  }
  const { detail } = explain(failure)
  return detail ? [detail] : []
}

export const createIo = (
  {
    command,
    ...flags
  }: {
    readonly json: boolean
    readonly quiet: boolean
    readonly color: boolean
    /** The one that runs: its help is what a usage failure points to. */
    readonly command?: string
  },
  streams: { readonly stdout: NodeJS.WritableStream; readonly stderr: NodeJS.WritableStream } = process,
): Io => {
  const line = (text: string): void => void streams.stderr.write(`${text}\n`)
  /** A failure names what others chose: a file's name may hold what cannot be seen, or steers a terminal. */
  const safe = (text: string): string => text.split('\n').map(showUnseen).join('\n')
  const out = (text: string): void => void streams.stdout.write(text)
  return {
    ...flags,
    out,
    say(sentence) {
      if (!flags.quiet) line(sentence)
    },
    insist: line,
    print(value, lines) {
      if (flags.json) out(`${JSON.stringify(value, null, 2)}\n`)
      else for (const text of lines()) out(`${text}\n`)
    },
    fail(found) {
      const failure = found.kind === 'usage' && command !== undefined ? { command, ...found } : found
      const remedy = remedyText(failure)
      line(`switchyard: ${bold(safe(explain(failure).title), flags.color)}`)
      for (const text of detailLines(failure)) line(`  ${safe(text)}`)
      if (remedy) line(`  ${safe(remedy)}`)
      if (flags.json) out(`${JSON.stringify(failureDocument(failure), null, 2)}\n`)
      return exitCodes[failure.kind]
    },
  }
}

/** Rows in columns, each as wide as its longest cell, two blanks apart. */
export const columns = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths: number[] = []
  for (const row of rows)
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length)
  return rows.map(row =>
    row
      .map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}
