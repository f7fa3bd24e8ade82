// `switchyard catalog import`: makes a catalog of another tool's file, and names everything it could not carry over.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { accountIdPattern, catalogNamePattern } from '../../../shared/names.ts'
import { failed, ok, type Result } from '../../../shared/result.ts'
import { showUnseen } from '../../catalog/unseen.ts'
import { foreignText } from '../../catalog-import/foreign-text.ts'
import { importCatalog } from '../../catalog-import/import-catalog.ts'
import { type ImportKind, importKinds } from '../../catalog-import/imported.ts'
import { isSalted } from '../../catalog-import/leapp-cipher.ts'
import { findMachineKey, machineKey } from '../../catalog-import/machine-id.ts'
import { relatedFiles } from '../../catalog-import/related-files.ts'
import { sayLoss, writeYaml } from '../../catalog-import/write-yaml.ts'
import { unreadable } from '../../disk/disk-failure.ts'
import { type Command, isSet, textOf } from '../command.ts'

const isKind = (text: string): text is ImportKind => (importKinds as readonly string[]).includes(text)

const read = (path: string): Result<string> => {
  try {
    return ok(foreignText(readFileSync(path === '-' ? 0 : path)))
  } catch (error) {
    return failed(unreadable(path, error))
  }
}

export const catalogImport: Command = {
  usage: `catalog import ${importKinds.join('|')} FILE [--name N] [--personal] [--account ID] [--machine-id ID]`,
  summary:
    'Prints a catalog (YAML) made of another tool’s file; what it could not carry over stands on stderr and on top.',
  example: 'switchyard catalog import aws-config ~/.aws/config > switchyard.yaml',
  options: {
    name: { type: 'string' },
    personal: { type: 'boolean' },
    account: { type: 'string' },
    'machine-id': { type: 'string' },
  },
  words: [2, 2],
  async run({ values, positionals, io, env }) {
    const [kind = '', file = ''] = positionals
    const usage = (message: string): number => io.fail({ kind: 'usage', message, command: 'catalog import' })
    if (!isKind(kind)) return usage(`“${kind}” is no kind of file; it is one of ${importKinds.join(', ')}.`)
    const name = textOf(values, 'name') ?? kind
    if (!catalogNamePattern.test(name) || name === 'personal')
      return usage(`“${name}” cannot be a catalog’s name: lower-case letters, digits and “-”.`)
    const account = textOf(values, 'account') ?? null
    if (account !== null && !accountIdPattern.test(account))
      return usage('--account takes an account id of 12 digits.')
    const text = read(file)
    if (!text.ok) return io.fail(text.failure)
    const given = textOf(values, 'machine-id')
    const encrypted = kind === 'leapp' && isSalted(text.value)
    const machineId =
      given !== undefined ? machineKey(given) : encrypted ? await findMachineKey(process.platform, env) : null
    const imported = importCatalog(kind, text.value, {
      name,
      personal: isSet(values, 'personal'),
      account,
      source: file,
      related: kind === 'granted' ? await relatedFiles(file, text.value) : new Map(),
      machineId,
    })
    if (!imported.ok) return io.fail(imported.failure)
    const { catalog, losses } = imported.value
    for (const loss of losses) io.say(`not carried over: ${sayLoss(loss)}`)
    if (io.json) io.print({ catalog, losses }, () => [])
    else
      io.out(
        writeYaml(catalog, [`Imported by Switchyard from ${kind}: ${showUnseen(basename(file))}`], losses),
      )
    return 0
  },
}
