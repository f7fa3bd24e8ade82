// How rows about many targets are read and said on the command line: the limit, a cause in one line, how it ended.
import { explainCause } from '../../shared/explain-cause.ts'
import { mostAtOnce, type Trouble, usualAtOnce } from '../../shared/fleet.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { textOf, type Values } from './command.ts'

export const readLimit = (values: Values): Result<number> => {
  const typed = textOf(values, 'limit')
  if (typed === undefined) return ok(usualAtOnce)
  const limit = Number(typed)
  return Number.isInteger(limit) && limit >= 1 && limit <= mostAtOnce
    ? ok(limit)
    : failed({
        kind: 'usage',
        message: `--limit is how many are worked on at once, from 1 to ${mostAtOnce}.`,
      })
}

/** Why one did not work: the proved cause, or the likeliest; else what is missing. */
export const troubleLine = (row: Trouble & { readonly hop?: number }): string => {
  const [first] = row.causes ?? []
  const hop = row.hop === undefined ? '' : `hop ${row.hop}: `
  if (!first) return `${hop}${row.message ?? ''}`
  return `${hop}${first.certain ? '' : 'maybe '}${explainCause(first.cause)}. ${first.why}`
}

/** `35 of 40 good, 5 failed.` */
export const endLine = (done: number, bad: number, of: number): string => {
  const left = of - done
  return [
    `${done - bad} of ${of} good`,
    ...(bad > 0 ? [`${bad} failed`] : []),
    ...(left > 0 ? [`${left} not tried`] : []),
  ].join(', ')
}
