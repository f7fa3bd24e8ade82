// Holds a text with every key of another tool against what importing it prints.
import type { ImportKind } from '../../main/catalog-import/imported.ts'
import { importPrinted } from './import-sample.ts'

/** What the tool may say, with a word that must stand in what is printed, losses included; null = the key's own name. */
export type Keys = { readonly [key: string]: string | null }

/** The words that are nowhere in it: each is a key that went in silence. */
export const missing = (kind: ImportKind, text: string, keys: Keys): readonly string[] => {
  const { yaml } = importPrinted(kind, text, { account: '100000000002' })
  return Object.entries(keys)
    .map(([key, word]) => word ?? key)
    .filter(word => !yaml.includes(word))
}
