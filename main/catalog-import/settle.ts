// Takes out of a made catalog whatever would not pass its check, and says so: what is printed is always valid.
import type { Problem } from '../../shared/failure.ts'
import { readCatalog } from '../catalog/read-catalog.ts'
import type { WrittenCatalog } from './draft-shape.ts'

type Loose = {
  signIns?: Record<string, unknown>
  accounts?: Record<string, Record<string, unknown>>
  roles?: Record<string, unknown>[]
  [key: string]: unknown
}

/** What a problem's path names: the entry that goes. */
const removal = (path: string): readonly (string | number)[] => {
  const role = /^roles\[(\d+)\]/.exec(path)
  if (role) return ['roles', Number(role[1])]
  // Keys may hold dots, so the longest known one is looked for where it is removed.
  const inside = /^(signIns|accounts)\.(.+)$/.exec(path)
  return inside ? [inside[1] as string, inside[2] as string] : [path.split('.')[0] ?? path]
}

const nameOf = (document: Loose, where: readonly (string | number)[]): string => {
  const [part, at] = where
  if (part === 'roles' && typeof at === 'number') return `role ${String(document.roles?.[at]?.name ?? at)}`
  return where.join(' ')
}

const remove = (document: Loose, problem: Problem, dropped: Set<number>): string => {
  const where = removal(problem.path)
  const [part, at] = where
  const name = nameOf(document, where)
  if (part === 'roles' && typeof at === 'number') {
    dropped.add(at)
    return name
  }
  if ((part === 'accounts' || part === 'signIns') && typeof at === 'string') {
    const entries = document[part] ?? {}
    const key = Object.keys(entries)
      .filter(one => at === one || at.startsWith(`${one}.`))
      .sort((a, b) => b.length - a.length)[0]
    if (key === undefined) return name
    const field = at.slice(key.length + 1).split(/[.[]/)[0]
    const entry = entries[key] as Record<string, unknown>
    if (part === 'accounts' && field !== undefined && field !== '' && field !== 'id') delete entry[field]
    else delete entries[key]
    return `${part} ${key}`
  }
  delete document[String(part)]
  return name
}

/** Each round takes out what is wrong; what stood on it is wrong in the next one. */
export const settle = (
  catalog: WrittenCatalog,
  lose: (where: string, what: string) => void,
): WrittenCatalog => {
  const document = structuredClone(catalog) as unknown as Loose
  for (;;) {
    const read = readCatalog(JSON.stringify(document), 'import', 'either')
    if (read.ok || read.failure.kind !== 'catalog-invalid') return document as unknown as WrittenCatalog
    const errors = read.failure.problems.filter(problem => problem.warning !== true)
    const dropped = new Set<number>()
    for (const problem of errors) {
      const said = remove(document, problem, dropped)
      lose(said, `It is left out: ${problem.message}`)
    }
    if (document.roles) document.roles = document.roles.filter((_, at) => !dropped.has(at))
    if (document.roles?.length === 0) delete document.roles
    if (errors.length === 0) return document as unknown as WrittenCatalog
  }
}
