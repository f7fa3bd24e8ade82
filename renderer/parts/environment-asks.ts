// What an environment asks for before it opens, found for a row and said in words.
import type { EnvironmentView } from '../../shared/snapshot.ts'

/** The environment of a row, as its catalog describes it; null when it is only a name or none at all. */
export const environmentOf = (
  environments: readonly EnvironmentView[],
  catalog: string,
  key: string | null,
): EnvironmentView | null =>
  environments.find(environment => environment.catalog === catalog && environment.key === key) ?? null

/** What an environment asks for before it opens: "asks for name and reason"; empty when it asks for nothing. */
export const asksFor = (environment: EnvironmentView | null): string => {
  if (!environment) return ''
  const asked = [
    environment.confirm && 'name',
    environment.reason && 'reason',
    environment.mfa && 'MFA',
  ].filter(word => word !== false)
  if (asked.length === 0) return ''
  const last = asked.pop()
  return asked.length === 0 ? `asks for ${last}` : `asks for ${asked.join(', ')} and ${last}`
}
