// `switchyard profiles write`: the profiles of many targets at once, the difference first.
import type { ProfileRow } from '../../../shared/fleet.ts'
import { failed, ok } from '../../../shared/result.ts'
import { type Command, isSet, textOf } from '../command.ts'
import { troubleLine } from '../fleet-words.ts'
import { given, guardOptions, guardUsage, readGuardFlags } from '../guard-flags.ts'
import { withHouse } from '../house-connection.ts'
import { columns } from '../output.ts'

const marks: { readonly [K in ProfileRow['change']]: string } = {
  new: '+',
  changed: '~',
  same: '=',
  none: '!',
}

const cells = (row: ProfileRow): readonly string[] => [
  marks[row.change],
  row.profile,
  row.mode,
  row.target,
  row.change === 'none' ? troubleLine(row) : row.differences.join(', '),
]

const endOf = (rows: readonly ProfileRow[], dryRun: boolean): string => {
  const count = (change: ProfileRow['change']): number => rows.filter(row => row.change === change).length
  const bad = count('none')
  return [
    `${count('new')} new`,
    `${count('changed')} changed`,
    `${count('same')} as they were`,
    ...(bad > 0 ? [`${bad} not written`] : []),
    ...(dryRun ? ['nothing was written (--dry-run)'] : []),
  ].join(', ')
}

export const profilesWrite: Command = {
  usage: `profiles write SELECTOR [--mode keys|process] [--dry-run] [--replace] ${guardUsage}`,
  summary: 'Writes the profiles of all targets that fit and prints what changes; --dry-run only prints it.',
  example: 'switchyard profiles write environment=staging --mode process',
  options: {
    mode: { type: 'string' },
    'dry-run': { type: 'boolean' },
    replace: { type: 'boolean' },
    ...guardOptions,
  },
  words: [1, 20],
  run: ({ values, positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const flags = readGuardFlags(values)
      if (!flags.ok) return failed(flags.failure)
      const mode = textOf(values, 'mode')
      if (mode !== undefined && mode !== 'keys' && mode !== 'process')
        return failed({ kind: 'usage', message: '--mode is keys or process.' })
      const dryRun = isSet(values, 'dry-run')
      const written = await client.call.profilesWrite({
        selector: positionals.join(' '),
        dryRun,
        replaceForeign: isSet(values, 'replace'),
        ...given({ mode }),
        ...flags.value,
      })
      if (!written.ok) return written
      const { rows, notices } = written.value
      for (const notice of notices) io.say(notice)
      io.print(rows, () => columns(rows.map(cells)))
      if (!io.json) io.say(endOf(rows, dryRun))
      return ok(rows.some(row => row.change === 'none') ? 1 : 0)
    }),
}
