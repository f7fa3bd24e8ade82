// Which organizations the demo can be, by name.
import type { Organization, OrganizationName } from './description.ts'
import { atmos } from './worlds/atmos.ts'
import { auditHub } from './worlds/audit-hub.ts'
import { opsHub } from './worlds/ops-hub.ts'
import { ssoLandingZone } from './worlds/sso-landing-zone.ts'
import { uniformRoles } from './worlds/uniform-roles.ts'

export const knownOrganizations: Readonly<Record<OrganizationName, Organization>> = {
  'ops-hub': opsHub,
  'sso-landing-zone': ssoLandingZone,
  'uniform-roles': uniformRoles,
  atmos,
  'audit-hub': auditHub,
}

export const isOrganizationName = (name: string): name is OrganizationName =>
  Object.hasOwn(knownOrganizations, name)
