// Why a catalog's targets are not of today, as the rest of a sentence that begins with its name.
import type { CatalogRow } from '../../../shared/catalog.ts'

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
