// `switchyard catalog export`: prints a catalog for another tool, with what that tool cannot hold on top.
import { failed, ok } from '../../../shared/result.ts'
import { type ExportForm, exportForms } from '../../catalog-import/exported.ts'
import { type Command, isSet, textOf } from '../command.ts'
import { withHouse } from '../house-connection.ts'

const isForm = (text: string): text is ExportForm => (exportForms as readonly string[]).includes(text)

export const catalogExport: Command = {
  usage: `catalog export NAME --as ${exportForms.join('|')} [--personal]`,
  summary: 'Prints a catalog for another tool, or as it is; no key is ever in it.',
  example: 'switchyard catalog export ops-hub --as aws-config',
  options: { as: { type: 'string' }, personal: { type: 'boolean' } },
  words: [1, 1],
  run: ({ values, positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const form = textOf(values, 'as') ?? ''
      if (!isForm(form))
        return failed({
          kind: 'usage',
          message: `--as is one of ${exportForms.join(', ')}.`,
          command: 'catalog export',
        })
      const name = positionals[0] ?? ''
      const exported = await client.call.catalogExport({
        name,
        as: form,
        personal: isSet(values, 'personal'),
      })
      if (!exported.ok) return exported
      const { text, losses } = exported.value
      for (const { where, what } of losses)
        io.say(`not carried over: ${where === '' ? '' : `${where}: `}${what}`)
      if (io.json) io.print({ name, as: form, text, losses }, () => [])
      else io.out(text)
      return ok(0)
    }),
}
