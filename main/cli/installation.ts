// Where this very installation lies: its bundle, its window, its examples, and whether the desktop can be had.
import { join } from 'node:path'
import { findDesktop, topOf } from './desktop.ts'

const top = (): string => topOf(__dirname) ?? join(__dirname, '..')

/** The command line's bundle, which a profile's launcher runs. */
export const cliBundle = (): string => join(top(), 'out', 'cli.cjs')
export const windowFolder = (): string => join(top(), 'out', 'renderer')
export const exampleCatalog = (organization: string): string =>
  join(top(), 'examples', organization, 'switchyard.yaml')

/** For the doctor: is there a desktop, and if not, why. */
export const desktopHere =
  (env: NodeJS.ProcessEnv) => (): { readonly found: boolean; readonly detail: string } => {
    const found = findDesktop({
      env,
      platform: process.platform,
      uid: process.getuid?.() ?? null,
      from: __dirname,
    })
    return found.found ? { found: true, detail: found.desktop.runtime } : { found: false, detail: found.why }
  }
