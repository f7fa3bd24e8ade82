// How careful to be, as a color's name: the team's own word for an environment, drawn the same on every surface.
import type { EnvironmentColor } from './catalog.ts'

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
