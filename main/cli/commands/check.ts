// `switchyard check`: tries the routes of many targets and says for each what is in the way.
import type { CheckRow } from '../../../shared/fleet.ts'
import { failed, ok } from '../../../shared/result.ts'
import { type Command, isSet } from '../command.ts'
import { endLine, readLimit, troubleLine } from '../fleet-words.ts'
import { given, guardOptions, readGuardFlags } from '../guard-flags.ts'
import { withHouse } from '../house-connection.ts'

const line = (row: CheckRow): string =>
  row.ok ? `ok      ${row.target}` : `failed  ${row.target}  ${troubleLine(row)}`

export const check: Command = {
  usage: 'check [SELECTOR] [--limit N] [--all] [--mfa-code N]',
  summary: 'Tries every route that fits and keeps none; each refusal with its cause. Exit 1 when any failed.',
  example: 'switchyard check role=Headroom',
  options: { limit: { type: 'string' }, all: { type: 'boolean' }, 'mfa-code': guardOptions['mfa-code'] },
  words: [0, 20],
  run: ({ values, positionals, io, env }) =>
    withHouse({ io, env }, async ({ client, onInterrupt }) => {
      const limit = readLimit(values)
      if (!limit.ok) return limit
      const flags = readGuardFlags(values)
      if (!flags.ok) return failed(flags.failure)
      const seen: CheckRow[] = []
      let of = 0
      client.on('checked', told => {
        seen.push(told.row)
        of = told.of
        if (!io.json) io.out(`${line(told.row)}\n`)
      })
      const finish = (rows: readonly CheckRow[], say: (sentence: string) => void, all: number): number => {
        const bad = rows.filter(row => !row.ok).length
        if (io.json) io.print(rows, () => [])
        else say(endLine(rows.length, bad, all))
        return bad > 0 ? 1 : 0
      }
      onInterrupt(() => {
        finish(seen, io.insist, of)
        return Promise.resolve(130)
      })
      const checked = await client.call.check({
        selector: positionals.join(' ') || 'all',
        all: isSet(values, 'all'),
        limit: limit.value,
        ...given({ mfaCode: flags.value.mfaCode }),
      })
      if (!checked.ok) return checked
      const { rows, notices } = checked.value
      for (const notice of notices) io.say(notice)
      if (rows.length === 0 && !io.json) io.say('There is nothing to check yet: add a catalog, or sign in.')
      return ok(finish(rows, io.say, rows.length))
    }),
}
