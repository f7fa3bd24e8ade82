// `switchyard catalog add|ls|diff|approve|rm`: the sources of the team's accounts.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Change } from '../../../shared/catalog.ts'
import { ok } from '../../../shared/result.ts'
import { type Command, textOf } from '../command.ts'
import { given } from '../guard-flags.ts'
import { withHouse } from '../house-connection.ts'
import { columns } from '../output.ts'

const changeLines = (changes: readonly Change[]): readonly string[] =>
  changes.flatMap(({ sentence, path, before, after }) => [
    `- ${sentence}`,
    `    ${path}: ${before ?? '(none)'} -> ${after ?? '(none)'}`,
  ])

export const catalogAdd: Command = {
  usage: 'catalog add SOURCE [--name N]',
  summary: 'Adds a catalog from a file. Adding is the first approval: its summary is shown.',
  example: 'switchyard catalog add ./switchyard.yaml',
  options: { name: { type: 'string' } },
  words: [1, 1],
  run: ({ values, positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const said = positionals[0] ?? ''
      // A relative path counts from here, not from where the running app was started.
      const source = /^[a-z][a-z0-9+.-]+:\/\//i.test(said) && !existsSync(said) ? said : resolve(said)
      const added = await client.call.catalogAdd({ source, ...given({ name: textOf(values, 'name') }) })
      if (!added.ok) return added
      io.print(added.value, () => [
        `${added.value.name} added`,
        ...added.value.summary.map(line => `  ${line}`),
      ])
      return ok(0)
    }),
}

export const catalogLs: Command = {
  usage: 'catalog ls',
  summary: 'Lists the catalogs and their state.',
  example: 'switchyard catalog ls',
  words: [0, 0],
  run: ({ io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const found = await client.call.catalogList({})
      if (!found.ok) return found
      const rows = found.value.map(({ title: _, ...row }) => row)
      io.print(rows, () =>
        columns(
          rows.map(row => [row.name, row.state, `${row.targets} targets`, row.source, row.problem ?? '']),
        ),
      )
      if (found.value.length === 0 && !io.json) io.say('No catalogs. Add one: switchyard catalog add FILE')
      return ok(0)
    }),
}

export const catalogDiff: Command = {
  usage: 'catalog diff NAME',
  summary: 'Shows what a waiting update would change; what steers credentials comes first.',
  example: 'switchyard catalog diff ops-hub',
  words: [1, 1],
  run: ({ positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const found = await client.call.catalogDifference({ name: positionals[0] ?? '' })
      if (!found.ok) return found
      const { steering, cosmetic } = found.value
      io.print(found.value, () => [
        ...(steering.length > 0 ? ['Steering, waits for approval:', ...changeLines(steering)] : []),
        ...(cosmetic.length > 0 ? ['Cosmetic:', ...changeLines(cosmetic)] : []),
      ])
      if (steering.length + cosmetic.length === 0 && !io.json) io.say('No difference.')
      return ok(0)
    }),
}

export const catalogApprove: Command = {
  usage: 'catalog approve NAME',
  summary: 'Lets a waiting update take effect.',
  example: 'switchyard catalog approve ops-hub',
  words: [1, 1],
  run: ({ positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const approved = await client.call.catalogApprove({ name: positionals[0] ?? '' })
      if (!approved.ok) return approved
      io.print({ approved: approved.value }, () => [
        `${positionals[0]} approved`,
        ...changeLines(approved.value),
      ])
      return ok(0)
    }),
}

export const catalogRm: Command = {
  usage: 'catalog rm NAME',
  summary: 'Removes a catalog from this machine; its source is not touched.',
  example: 'switchyard catalog rm ops-hub',
  words: [1, 1],
  run: ({ positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const removed = await client.call.catalogRemove({ name: positionals[0] ?? '' })
      if (!removed.ok) return removed
      io.print({ removed: positionals[0] }, () => [`${positionals[0]} removed`])
      return ok(0)
    }),
}
