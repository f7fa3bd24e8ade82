// Hands the window's address to the browser through a private file, so that its key stands in no argument list.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ok, type Result } from '../../shared/result.ts'
import { type Opened, openBrowser } from '../delivery/browser.ts'
import { writeAtomic } from '../disk/atomic-write.ts'

/** Long enough for a cold browser to start; the key in it works once anyway. */
const fileLifetime = 60_000

const asAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

/** Opens `url` in the browser by way of a 0600 file in `folder`, which is removed after a minute or by `cleanUp`. */
export const openThroughFile = async (
  url: string,
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<Result<{ readonly opened: Opened; cleanUp(): Promise<void> }>> => {
  const path = join(folder, 'open-window.html')
  const page = `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${asAttribute(url)}"><title>Switchyard</title>`
  const written = await writeAtomic(path, page, { mode: 0o600 })
  if (!written.ok) return written
  const remove = (): Promise<void> => rm(path, { force: true })
  const opened = await openBrowser(pathToFileURL(path).href, env)
  if (!opened.ok || opened.value === 'printed') await remove()
  if (!opened.ok) return opened
  const timer = setTimeout(() => void remove(), fileLifetime)
  timer.unref()
  return ok({
    opened: opened.value,
    cleanUp() {
      clearTimeout(timer)
      return remove()
    },
  })
}
