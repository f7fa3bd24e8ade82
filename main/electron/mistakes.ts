// What nobody foresaw is noted in the log and told by its reference: Electron's own box shows all that an error says, secrets too.
import { explain } from '../../shared/explain.ts'
import { createClock } from '../clock.ts'
import { resolvePaths } from '../disk/paths.ts'
import { createLog } from '../log.ts'
import type { Electron } from './electron-parts.ts'

/** Each is noted; a person is told of the first one only, because one mistake may come a hundred times. */
export const createMistakes = (
  dialog: Pick<Electron['dialog'], 'showErrorBox'>,
  env: NodeJS.ProcessEnv,
): ((error: unknown) => void) => {
  const log = createLog({ folder: resolvePaths(env).log, clock: createClock() })
  let told = false
  return error => {
    const reference = log.bug(error)
    if (told) return
    told = true
    const { title, detail } = explain({ kind: 'bug', reference })
    dialog.showErrorBox(title, detail)
  }
}
