// `switchyard catalog add|sync|ls|diff|approve|rm`: the sources of the team's accounts.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CatalogRow, Change } from '../../../shared/catalog.ts'
import { exitCodes } from '../../../shared/exit-code.ts'
import type { Failure } from '../../../shared/failure.ts'
import { failed, ok, type Result } from '../../../shared/result.ts'
import { notInCatalogSentences } from '../../../shared/unnamed.ts'
import { looksRemote } from '../../catalog/sources/parse-source.ts'
import { codeOf, unreadable } from '../../disk/disk-failure.ts'
import { type Command, textOf } from '../command.ts'
import { given } from '../guard-flags.ts'
import { withHouse } from '../house-connection.ts'
import { columns } from '../output.ts'

const changeLines = (changes: readonly Change[]): readonly string[] =>
  changes.flatMap(({ sentence, path, before, after }) => [
    `- ${sentence}`,
    `    ${path}: ${before ?? '(none)'} -> ${after ?? '(none)'}`,
  ])

/** A key is given as minisign's line or by the name of its file; the file is read here, where its path counts. */
const readKey = (said: string | undefined): Result<string | undefined> => {
  if (said === undefined || /^RW[A-Za-z0-9+/=]{54}$/.test(said)) return ok(said)
  try {
    return ok(readFileSync(said, 'utf8').slice(0, 1_000))
  } catch (error) {
    const failure = unreadable(said, error)
    return failed(
      codeOf(error) === 'ENOENT' && failure.kind === 'file-unreadable'
        ? { ...failure, said: 'It is neither a minisign public key nor a file that holds one.' }
        : failure,
    )
  }
}

export const catalogAdd: Command = {
  usage: 'catalog add SOURCE [--name N] [--ref R] [--path P] [--key PUBKEY]',
  summary:
    'Adds a catalog: a file, a folder, a git repository (https, ssh, local) or an https document. Adding is the first approval: its summary is shown.',
  example: 'switchyard catalog add git@github.com:example/accounts.git --ref main --key minisign.pub',
  options: {
    name: { type: 'string' },
    ref: { type: 'string' },
    path: { type: 'string' },
    key: { type: 'string' },
  },
  words: [1, 1],
  run: ({ values, positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const said = positionals[0] ?? ''
      // A relative path counts from here, not from where the running app was started.
      const source = said === '' || (looksRemote(said) && !existsSync(said)) ? said : resolve(said)
      const key = readKey(textOf(values, 'key'))
      if (!key.ok) return key
      const added = await client.call.catalogAdd({
        source,
        ...given({
          name: textOf(values, 'name'),
          ref: textOf(values, 'ref'),
          path: textOf(values, 'path'),
          key: key.value,
        }),
      })
      if (!added.ok) return added
      io.print(added.value, () => [
        `${added.value.name} added`,
        ...added.value.summary.map(line => `  ${line}`),
      ])
      return ok(0)
    }),
}

/** The one failure of many: itself when all say the same, else that some failed. */
const together = (failures: readonly Failure[], total: number): Failure | null => {
  const [first] = failures
  if (first === undefined) return null
  const same = failures.every(({ kind }) => exitCodes[kind] === exitCodes[first.kind])
  return same ? first : { kind: 'some-failed', failed: failures.length, total }
}

/** What is in force all the same; of the personal layer it is what could last be read. */
const staysIn = ({ kind, state }: CatalogRow): string | null => {
  if (state === 'current') return null
  return kind === 'personal' ? 'the last good copy stays in force' : 'the approved copy stays in force'
}

const rowLine = (row: CatalogRow): readonly string[] => [
  row.name,
  row.state,
  `${row.targets} ${row.targets === 1 ? 'target' : 'targets'}`,
  row.source,
  [
    row.approvedCommit && `${row.approvedCommit.id.slice(0, 12)} by ${row.approvedCommit.author}`,
    row.signature === 'good' && 'signed',
    row.problem,
    staysIn(row),
  ]
    .filter(Boolean)
    .join(' · '),
]

/** A portal may grant hundreds that a catalog does not name: so many of each are told, and all with --json. */
const fewest = 5

export const catalogSync: Command = {
  usage: 'catalog sync [NAME] [--key PUBKEY]',
  summary:
    'Asks the sources what they hold now, and the portals that are signed in what they grant. Ends with 11 when an update waits, 7 when it cannot be taken, 8 when a host is silent. --key: another signing key, which waits for approval.',
  example: 'switchyard catalog sync ops-hub',
  options: { key: { type: 'string' } },
  words: [0, 1],
  run: ({ values, positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const [name] = positionals
      const key = readKey(textOf(values, 'key'))
      if (!key.ok) return key
      if (key.value !== undefined && name === undefined)
        return failed({
          kind: 'usage',
          message: 'A key is for one catalog: name it.',
          command: 'catalog sync',
        })
      const ended = await client.call.catalogSync(given({ name, key: key.value }))
      if (!ended.ok) return ended
      const { rows, synced, notices } = ended.value
      for (const notice of notices) io.say(notice)
      const failure = together(
        synced.flatMap(one => one.failure ?? []),
        synced.length,
      )
      if (failure === null || !io.json) io.print(rows, () => columns(rows.map(rowLine)))
      for (const { name: catalog, notInCatalog = [] } of rows)
        for (const sentence of notInCatalogSentences(catalog, notInCatalog, fewest)) io.say(sentence)
      return failure === null ? ok(0) : failed(failure)
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
      // What only the window shows stays out of the promised fields.
      const rows = found.value.map(({ title: _title, copiedAt: _copiedAt, ...row }) => row)
      io.print(rows, () => columns(found.value.map(rowLine)))
      if (found.value.length === 0 && !io.json) io.say('No catalogs. Add one: switchyard catalog add SOURCE')
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
      const { steering, cosmetic, from, to } = found.value
      io.print(found.value, () => [
        ...(from === to ? [] : [`${from} -> ${to}`]),
        ...(steering.length > 0 ? ['Steering, waits for approval:', ...changeLines(steering)] : []),
        ...(cosmetic.length > 0 ? ['Cosmetic:', ...changeLines(cosmetic)] : []),
      ])
      if (steering.length + cosmetic.length === 0 && !io.json) io.say('No difference.')
      return ok(0)
    }),
}

export const catalogApprove: Command = {
  usage: 'catalog approve NAME [--ref REF]',
  summary: 'Lets a waiting update take effect. --ref: only the one that `catalog diff` showed.',
  example: 'switchyard catalog approve ops-hub',
  options: { ref: { type: 'string' } },
  words: [1, 1],
  run: ({ values, positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const approved = await client.call.catalogApprove({
        name: positionals[0] ?? '',
        ...given({ ref: textOf(values, 'ref') }),
      })
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
