// How an import is spoken of before it is made: what would come, and where it would go.
import type { ImportDone, ImportPlace, ImportPreview, ImportReading } from '../../../shared/found-source.ts'

const count = (number: number, one: string): string =>
  `${number.toLocaleString('en')} ${one}${number === 1 ? '' : 's'}`

/** "12 accounts, 18 roles, 2 sign-ins"; null when nothing can be carried over. */
export const comingOf = ({ accounts, roles, signIns }: ImportReading): string | null =>
  roles === 0 && signIns.length === 0
    ? null
    : [count(accounts, 'account'), count(roles, 'role'), count(signIns.length, 'sign-in')].join(', ')

export const lossesOf = (number: number): string =>
  number === 1 ? '1 thing is not carried over' : `${number.toLocaleString('en')} things are not carried over`

export type ImportChoice = { readonly into: ImportPlace; readonly name: string }

/** What somebody chose, or what is suggested. */
export const choiceOf = (preview: ImportPreview, choices: ReadonlyMap<string, ImportChoice>): ImportChoice =>
  choices.get(preview.id) ?? { into: preview.suggested, name: preview.catalog }

/** Those of which something would come. */
export const importable = (
  previews: readonly ImportPreview[],
  choices: ReadonlyMap<string, ImportChoice>,
): readonly (ImportChoice & { readonly id: string })[] =>
  previews.flatMap(preview => {
    const choice = choiceOf(preview, choices)
    const reading = preview.readings?.[choice.into]
    return reading && comingOf(reading) !== null ? [{ id: preview.id, ...choice }] : []
  })

export const nothingDone = ({ catalogs, personal }: ImportDone): boolean => catalogs.length === 0 && !personal
