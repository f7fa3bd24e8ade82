// `switchyard catalog discover`: the accounts of AWS Organizations as a catalog, or how they differ from one.
import type { Discovery } from '../../../shared/catalog-exchange.ts'
import { failed, ok } from '../../../shared/result.ts'
import { type NotInCatalog, notInCatalogSentences } from '../../../shared/unnamed.ts'
import { type Command, textOf } from '../command.ts'
import { given, guardOptions, guardUsage, readGuardFlags } from '../guard-flags.ts'
import { withHouse } from '../house-connection.ts'
import type { Io } from '../output.ts'

type Found = Discovery & { readonly notInCatalog: readonly NotInCatalog[] }

/** With --json: the accounts; compared, the differences beside them, and what a portal grants that the catalog lacks. */
const documentOf = ({ organization, accounts, against, differences, notInCatalog, yaml }: Found): unknown =>
  against === null
    ? { organization, accounts, yaml }
    : { organization, accounts, against, differences, notInCatalog, yaml }

/** The differences are comments of the YAML of what is new, so that the whole can be kept as one file. */
const printDifference = (io: Io, { against, differences, notInCatalog, yaml }: Found): void => {
  if (differences.length === 0) io.say(`No difference: ${against} says what AWS Organizations says.`)
  const sentences = [
    ...differences.map(({ sentence }) => sentence),
    ...notInCatalogSentences(against ?? '', notInCatalog),
  ]
  for (const sentence of sentences) io.out(`# ${sentence}\n`)
  if (yaml !== '') io.out(`${yaml}`)
}

export const catalogDiscover: Command = {
  usage: `catalog discover TARGET [--against NAME] ${guardUsage}`,
  summary:
    'Reads AWS Organizations as a target: prints its accounts (YAML), or how a catalog differs from them.',
  example: 'switchyard catalog discover management/OrgAndAccountInfoReader --against audit-hub',
  options: { against: { type: 'string' }, ...guardOptions },
  words: [1, 1],
  run: ({ values, positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const flags = readGuardFlags(values)
      if (!flags.ok) return failed(flags.failure)
      const found = await client.call.catalogDiscover({
        target: positionals[0] ?? '',
        ...given({ against: textOf(values, 'against') }),
        ...flags.value,
      })
      if (!found.ok) return found
      for (const notice of found.value.notices) io.say(notice)
      if (io.json) io.print(documentOf(found.value), () => [])
      else if (found.value.against === null) io.out(found.value.yaml)
      else printDifference(io, found.value)
      return ok(0)
    }),
}
