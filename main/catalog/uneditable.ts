// Says why a person's own file cannot be changed from here although it is read: for how it is written, at that place.
import { type Document, isAlias, isCollection } from 'yaml'
import type { FailureOf } from '../../shared/failure.ts'
import { linesOf } from './document-tree.ts'

type Keys = readonly (string | number)[]
type Place = { readonly at: number; readonly message: string }

/** On the way to `keys`: a part that stands for another one, or for which another one stands. Both would change. */
const sharedOn = (document: Document, keys: Keys, text: string): Place | null => {
  let node: unknown = document.contents
  for (const key of keys) {
    if (!isCollection(node)) return null
    node = node.get(key, true)
    if (isAlias(node))
      return {
        at: node.range?.[0] ?? 0,
        message: `This stands for what is written at &${node.source}: write it out, then it can be changed by itself.`,
      }
    if (isCollection(node) && node.anchor !== undefined && text.includes(`*${node.anchor}`))
      return {
        at: node.range?.[0] ?? 0,
        message: `What is written here stands at *${node.anchor} too: write it out there, then each can be changed by itself.`,
      }
  }
  return null
}

/** `text` was read by the reader of catalogs; `document` is what the library that edits makes of it. Null when all is well. */
export const whyUneditable = (
  document: Document,
  ways: readonly Keys[],
  text: string,
  source: string,
): FailureOf<'catalog-invalid'> | null => {
  const [error] = document.errors
  const place =
    error === undefined
      ? ways.map(keys => sharedOn(document, keys, text)).find(one => one !== null)
      : {
          at: error.pos[0],
          message:
            'Written like this it can be read, and not be changed from here: write it in lines of its own.',
        }
  if (place === undefined) return null
  const problem = { ...linesOf(text)(place.at), path: '(document)', message: place.message }
  return { kind: 'catalog-invalid', source, problems: [problem] }
}
