// Whether a program is on this machine: by its path, or by its name in the folders of PATH.
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/** The path of a program; null when it is not there. */
export const findProgram = (name: string, env: NodeJS.ProcessEnv): string | null => {
  if (isAbsolute(name)) return existsSync(name) ? name : null
  for (const folder of (env.PATH ?? env.Path ?? '').split(delimiter)) {
    if (folder === '') continue
    try {
      accessSync(join(folder, name), constants.X_OK)
      return join(folder, name)
    } catch {
      // The next folder may have it.
    }
  }
  return null
}
