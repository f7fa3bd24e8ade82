// A landing zone as large as they get: its portal grants one person three permission sets in as many accounts as wanted.

/** @typedef {import('../../main/demo/description.ts').Organization} Organization */
/** @template T @typedef {{ -readonly [K in keyof T]: T[K] }} Writable */

const sets = ['Auditor', 'Billing', 'Developer']

/**
 * Changes the organization in place, before its demo is started. The person is ines, who had seven accounts.
 * @param {Organization} organization @param {number} count
 */
export const widenPortal = (organization, count) => {
  const added = Array.from({ length: count }, (_, index) => ({
    key: `wide-${String(index).padStart(4, '0')}`,
    id: String(810_000_000_000 + index * 7),
    name: `Wide ${String(index).padStart(4, '0')}`,
    unit: `Wide/Unit ${index % 20}`,
  }))
  const [portal] = organization.portals
  if (portal === undefined) throw new Error(`${organization.name} has no portal.`)
  /** @type {Writable<Organization>} */
  const wide = organization
  wide.accounts = [...organization.accounts, ...added]
  /** @type {Writable<typeof portal>} */
  const widened = portal
  widened.assignments = [
    ...portal.assignments,
    ...sets.map(permissionSet => ({ person: 'ines', permissionSet, accounts: added.map(({ key }) => key) })),
  ]
}
