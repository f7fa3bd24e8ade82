// The names a person may type, each as short as it can be said without meaning two; for completion.
import type { Estate } from '../../shared/catalog.ts'

export const nameKinds = ['targets', 'sign-ins', 'catalogs', 'selectors'] as const
export type NameKind = (typeof nameKinds)[number]

/** A shell expands what completion offers: names with other characters than these are left out. */
const plain = /^[\w+=,.@:/-]+$/

const shortest = (ids: Iterable<string>): readonly string[] => {
  const all = [...ids]
  const counts = new Map<string, number>()
  const short = (id: string): string => id.slice(id.indexOf(':') + 1)
  for (const id of all) counts.set(short(id), (counts.get(short(id)) ?? 0) + 1)
  return all.map(id => (counts.get(short(id)) === 1 ? short(id) : id))
}

/** What may stand in a SELECTOR, such as `environment=staging`. */
const selectorsIn = (estate: Estate): readonly string[] => {
  const words = new Set(['all'])
  for (const { catalog, account, role } of estate.targets.values()) {
    if (account.environment !== null) words.add(`environment=${account.environment}`)
    if (account.unit !== null) words.add(`unit=${account.unit}`)
    for (const [tag, value] of Object.entries(account.tags)) words.add(`tag:${tag}=${value}`)
    words.add(`role=${role}`)
    words.add(`catalog=${catalog}`)
  }
  return [...words].filter(word => plain.test(word))
}

export const namesIn = (estate: Estate, kind: NameKind): readonly string[] => {
  if (kind === 'catalogs')
    return estate.catalogs.map(({ name }) => name).filter(name => name !== 'personal' && plain.test(name))
  if (kind === 'selectors') return selectorsIn(estate)
  const named =
    kind === 'sign-ins'
      ? shortest(estate.signIns.keys())
      : [
          ...[...estate.pins.keys()].map(pin => `@${pin}`),
          ...shortest(
            [...estate.targets.values()].filter(({ personal }) => !personal.hidden).map(({ id }) => id),
          ),
        ]
  return named.filter(name => plain.test(name))
}
