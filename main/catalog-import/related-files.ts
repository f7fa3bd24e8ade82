// The files that a Granted registry names: only those that lie beside it or below, wherever a link points.
import { dirname, join } from 'node:path'
import { isRegistry, registryFiles } from './granted.ts'
import { readOwnFile } from './own-file.ts'

/** Texts by the name the registry uses. What cannot be read is absent: the import says which file it went without. */
export const relatedFiles = async (file: string, text: string): Promise<ReadonlyMap<string, string>> => {
  const named = isRegistry(text) ? registryFiles(text, file) : null
  const texts = new Map<string, string>()
  const folder = dirname(file)
  for (const path of named?.ok ? named.value : []) {
    const related = await readOwnFile(join(folder, path), [folder])
    if (related !== null) texts.set(path, related)
  }
  return texts
}
