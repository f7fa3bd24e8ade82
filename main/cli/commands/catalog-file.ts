// `switchyard catalog validate` and `catalog schema`: about one file, without any room; they run in a team's CI.
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '../../../shared/failure.ts'
import { mostBytes, tooLarge } from '../../catalog/decode-text.ts'
import { catalogJsonSchema, personalJsonSchema } from '../../catalog/json-schema.ts'
import { showUnseen } from '../../catalog/unseen.ts'
import { type PlacedProblem, validateCatalog, validateFolder } from '../../catalog/validate.ts'
import type { Command } from '../command.ts'

const line = (file: string, { document, line, column, path, message, warning }: PlacedProblem): string =>
  `${showUnseen(document === undefined ? file : join(file, document))}:${line}:${column}: ${warning ? 'warning: ' : ''}${path ? `${path}: ` : ''}${message}`

/** Reads no more than a catalog may have, because a pipe or a device could go on for ever. Throws what the disk says. */
const readAndCheck = (file: string): readonly Problem[] => {
  const handle = file === '-' ? 0 : openSync(file, 'r')
  try {
    const { size } = fstatSync(handle)
    if (size > mostBytes) return tooLarge(size, file).problems
    const bytes = Buffer.alloc(mostBytes + 1)
    let read = 0
    for (let more = 1; more > 0 && read < bytes.length; read += more)
      more = readSync(handle, bytes, read, bytes.length - read, null)
    return validateCatalog(bytes.subarray(0, read))
  } finally {
    if (handle !== 0) closeSync(handle)
  }
}

/** A file that cannot be read is a problem like any other: a team's CI gets one form of answer. */
const problemsOf = async (file: string): Promise<readonly PlacedProblem[]> => {
  try {
    return file !== '-' && statSync(file).isDirectory() ? await validateFolder(file) : readAndCheck(file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (typeof code !== 'string') throw error
    const said = code === 'ENOENT' ? 'There is no such file.' : `The file cannot be read (${code}).`
    return [{ line: 1, column: 1, path: '', message: said }]
  }
}

export const catalogValidate: Command = {
  usage: 'catalog validate FILE',
  summary: 'Checks a catalog, a file or a folder; each problem with its line, column and path. Exit 0 or 7.',
  example: 'switchyard catalog validate switchyard.yaml',
  words: [1, 1],
  async run({ positionals, io }) {
    const file = positionals[0] ?? ''
    const problems = await problemsOf(file)
    const valid = problems.every(problem => problem.warning)
    const document = {
      ok: valid,
      problems: problems.map(({ document, line, column, path, message }) => ({
        ...(document !== undefined && { file: join(file, document) }),
        line,
        column,
        path,
        message,
      })),
    }
    io.print(document, () =>
      problems.length > 0
        ? problems.map(problem => line(file, problem))
        : [`${showUnseen(file)} is a valid catalog`],
    )
    return valid ? 0 : 7
  },
}

export const catalogSchema: Command = {
  usage: 'catalog schema [--personal]',
  summary:
    'Prints the JSON Schema (2020-12) of catalogs, or of the personal layer, for completion in editors.',
  example: 'switchyard catalog schema > switchyard.schema.json',
  options: { personal: { type: 'boolean' } },
  words: [0, 0],
  run({ io, values }) {
    const schema = values.personal === true ? personalJsonSchema() : catalogJsonSchema()
    io.out(`${JSON.stringify(schema, null, 2)}\n`)
    return Promise.resolve(0)
  },
}
