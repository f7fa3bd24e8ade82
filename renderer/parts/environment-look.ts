// How careful to be, as a color and a shape: the team's own word for an environment, drawn the same on every surface.
import type { EnvironmentColor } from '../../shared/catalog.ts'
import type { EnvironmentView } from '../../shared/snapshot.ts'

/** `unknown` = nobody said: a dashed ring. */
export type Look = EnvironmentColor | 'unknown'

/** What names usually mean, for teams that name an environment without a color. */
const usual: readonly (readonly [RegExp, EnvironmentColor])[] = [
  [/^(non-?prod|preprod)/, 'amber'],
  [/^prod/, 'red'],
  [/^(stag|uat|qa|test)/, 'amber'],
  [/^dev/, 'green'],
  [/^(sandbox|demo|play)/, 'blue'],
  [/^(identity|ops|users)/, 'violet'],
  [/^(management|root|master|security|logging)/, 'slate'],
]

/** @param key the environment's name, or null when the account has none */
export const lookOf = (key: string | null, color: EnvironmentColor | null): Look => {
  if (color) return color
  if (key === null) return 'unknown'
  return usual.find(([pattern]) => pattern.test(key))?.[1] ?? 'unknown'
}

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
