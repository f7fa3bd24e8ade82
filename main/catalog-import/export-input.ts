// Brings together what an export is made of: the catalog in force and, where it is wished for, what the person added to it.
import type { Estate } from '../../shared/catalog.ts'
import type { SignInView } from '../../shared/snapshot.ts'
import type { CatalogInForce } from '../catalog/in-force.ts'
import type { ExportInput } from './exported.ts'

/** Without anything personal. */
export const plainInput = ({ document, expanded }: CatalogInForce): ExportInput => ({
  document,
  expanded,
  personal: new Map(),
})

/** With the profile names and MFA devices of one person. */
export const personalInput = (
  { document, expanded }: CatalogInForce,
  estate: Estate,
  states: readonly SignInView[],
): ExportInput => {
  const personal = new Map(
    [...estate.signIns.values()].flatMap(one => {
      if (one.catalog !== expanded.catalog || one.kind !== 'iam-user') return []
      const state = states.find(each => each.id === one.id)
      const found = {
        userName: one.userName ?? state?.user ?? null,
        mfaSerial: one.mfaSerial ?? state?.mfaSerial ?? null,
      }
      return [[one.key, found] as const]
    }),
  )
  const targets = new Map([...expanded.targets].map(([id, target]) => [id, estate.targets.get(id) ?? target]))
  return { document, expanded: { ...expanded, targets }, personal }
}
