// What lies beside and inside an installed app: its command line with a Node, and who publishes it. A checkout has neither.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Publisher, readPublisher } from './update-feed.ts'

export type Installation = {
  /** Where the build lies: out/. */
  readonly folder: string
  readonly platform: NodeJS.Platform
  /** What lies beside an installed app; null in a checkout. */
  readonly resources: string | null
}

/** An installed app has its command line, and a Node for it, beside itself: no other program can read inside of it. */
export const commandLine = ({ folder, platform, resources }: Installation): { cli: string; node?: string } =>
  resources === null
    ? { cli: join(folder, 'cli.cjs') }
    : {
        cli: join(resources, 'cli', 'out', 'cli.cjs'),
        node: join(resources, 'cli', platform === 'win32' ? 'node.exe' : 'node'),
      }

/** Written into the app's own package.json where it is packed for a publisher (electron-builder, `extraMetadata`). */
export const publisherOf = ({ folder, resources }: Installation): Publisher | null => {
  if (resources === null) return null
  try {
    return readPublisher(JSON.parse(readFileSync(join(folder, '..', 'package.json'), 'utf8')))
  } catch {
    return null
  }
}
