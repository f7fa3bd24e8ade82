// The words for a name that nothing has, and for a selector that fits nothing.
import type { FailureOf } from './failure.ts'
import { type Explanation, run, todo } from './remedy.ts'

/** As in `role=Headroom`: no name holds an equals sign at the end of such a word. */
const isSelector = (name: string): boolean => /^(environment|unit|role|catalog|tag:[^=\s]+)=/.test(name)

export const explainUnknown = (f: FailureOf<'unknown-name'>): Explanation => ({
  title: isSelector(f.name) ? `No target fits “${f.name}”` : `No ${f.what} is called “${f.name}”`,
  detail: isSelector(f.name)
    ? 'Targets that are not granted to you are left out, and so are break-glass roles that no role= names.'
    : f.nearest.length > 0
      ? `Near it: ${f.nearest.join(', ')}.`
      : `There is no ${f.what} of that name.`,
  remedy:
    f.what === 'catalog'
      ? run('List the catalogs', 'switchyard catalog ls')
      : f.what === 'sign-in'
        ? run('List the sign-ins', 'switchyard sign-ins')
        : f.what === 'command'
          ? run('See the commands', 'switchyard --help')
          : f.what === 'user'
            ? run('See who lives in the demo', 'switchyard demo users')
            : f.what === 'pin'
              ? run('List the pins', 'switchyard ls --pins')
              : f.what === 'organization'
                ? todo('Name one of these')
                : run('List the targets', 'switchyard ls --all'),
})
