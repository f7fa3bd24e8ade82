// Prints the list of a release's files that an installed app may take by itself; a publisher signs it with minisign.
// node build/release-list.mjs FOLDER VERSION BASE-URL PAGE > release.json
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder = '', version = '', base = '', page = ''] = process.argv.slice(2)
if (!folder || !version || !base.endsWith('/') || !page)
  throw new Error('node build/release-list.mjs FOLDER VERSION BASE-URL/ PAGE')

/** The names that electron-builder.yml gives; AppImages say x86_64 for x64. */
const kinds = { AppImage: /-(x86_64|arm64)\.AppImage$/, nsis: /-Setup-.*-(x64|arm64)\.exe$/ }

const files = readdirSync(folder)
  .toSorted()
  .flatMap(name =>
    Object.entries(kinds).flatMap(([kind, pattern]) => {
      const arch = pattern.exec(name)?.[1]
      if (arch === undefined) return []
      const bytes = readFileSync(join(folder, name))
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return [
        {
          kind,
          arch: arch === 'x86_64' ? 'x64' : arch,
          url: base + encodeURIComponent(name),
          sha256,
          size: bytes.length,
        },
      ]
    }),
  )
process.stdout.write(`${JSON.stringify({ version, page, files }, null, 2)}\n`)
