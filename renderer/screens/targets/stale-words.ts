// Why targets are not of today, as the rest of a sentence that begins with the name of their catalog or portal.
import type { CatalogRow } from '../../../shared/catalog.ts'
import { explain } from '../../../shared/explain.ts'
import type { ListTrouble } from '../../../shared/snapshot.ts'

const hosts: { readonly [K in CatalogRow['kind']]: string } = {
  git: 'its git host did not answer',
  https: 'its host did not answer',
  file: 'its file is not there',
  folder: 'its folder is not there',
  personal: 'its file is not there',
}

/** @param from when the copy in use was made, in words; null = not known */
export const staleInWords = ({ state, kind }: CatalogRow, from: string | null): string => {
  const copy = `The copy ${from === null ? 'that was approved' : `from ${from}`} stays in use.`
  if (state === 'offline') return `could not sync: ${hosts[kind]}. ${copy}`
  if (state === 'untrusted') return `has an update that is not signed as it must be. ${copy}`
  return `has an update that is not valid. ${copy}`
}

/** @param from when its last whole list was read, in words; null = it never was */
export const troubleInWords = (trouble: ListTrouble, from: string | null): string => {
  if ('unread' in trouble) {
    const accounts = trouble.unread === 1 ? 'one account' : `${trouble.unread.toLocaleString('en')} accounts`
    return `did not answer for ${accounts}. What it grants elsewhere is shown.`
  }
  const { failure } = trouble
  const why =
    failure.kind === 'unreachable'
      ? 'it did not answer'
      : failure.kind === 'throttled'
        ? 'AWS asks for slower calls'
        : explain(failure).title
  const copy = from === null ? 'What the catalogs say of it is shown.' : `The list from ${from} stays in use.`
  return `could not be read: ${why}. ${copy}`
}
