// `switchyard catalog validate` and `catalog schema`: about one file, without any room; they run in a team's CI.
import { readFileSync } from 'node:fs'
import type { Problem } from '../../../shared/failure.ts'
import { catalogJsonSchema } from '../../catalog/json-schema.ts'
import { validateCatalog } from '../../catalog/validate.ts'
import type { Command } from '../command.ts'

const line = (file: string, { line, column, path, message, warning }: Problem): string =>
  `${file}:${line}:${column}: ${warning ? 'warning: ' : ''}${path ? `${path}: ` : ''}${message}`

export const catalogValidate: Command = {
  usage: 'catalog validate FILE',
  summary: 'Checks a catalog file; each problem with its line, column and path. Exit 0 or 7.',
  example: 'switchyard catalog validate switchyard.yaml',
  words: [1, 1],
  run({ positionals, io }) {
    const file = positionals[0] ?? ''
    let bytes: Buffer
    try {
      bytes = readFileSync(file)
    } catch (error) {
      return Promise.resolve(
        io.fail({
          kind: 'file-unreadable',
          path: file,
          said: error instanceof Error ? error.message : String(error),
        }),
      )
    }
    const problems = validateCatalog(bytes)
    const valid = problems.every(problem => problem.warning)
    const document = {
      ok: valid,
      problems: problems.map(({ line, column, path, message }) => ({ line, column, path, message })),
    }
    io.print(document, () =>
      problems.length > 0 ? problems.map(problem => line(file, problem)) : [`${file} is a valid catalog`],
    )
    return Promise.resolve(valid ? 0 : 7)
  },
}

export const catalogSchema: Command = {
  usage: 'catalog schema',
  summary: 'Prints the JSON Schema (2020-12) of catalogs, for completion in editors.',
  example: 'switchyard catalog schema > switchyard.schema.json',
  words: [0, 0],
  run({ io }) {
    io.out(`${JSON.stringify(catalogJsonSchema(), null, 2)}\n`)
    return Promise.resolve(0)
  },
}
