// A partition for one console: in memory, granted next to nothing, and wiped to the last byte when the console ends.
import { randomUUID } from 'node:crypto'
import type { DownloadItem, Session } from 'electron'
import type { Electron } from './electron-parts.ts'

export type ConsolePartition = {
  /** No `persist:` in front: it never is on a disk. */
  readonly name: string
  /** Stops what is still being downloaded, and clears all that the pages kept. */
  wipe(): Promise<void>
}

/** What a page may have: a copy button that a person clicked, and the whole screen. */
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'fullscreen'])

/** Electron's name in the browser's own makes some sites refuse it. */
const plainAgent = (agent: string): string => agent.replaceAll(/ (Electron|switchyard)\/\S+/gi, '')

export const openConsolePartition = ({ session: sessions }: Pick<Electron, 'session'>): ConsolePartition => {
  const name = `console-${randomUUID()}`
  const session: Session = sessions.fromPartition(name)
  const downloads = new Set<DownloadItem>()
  session.setUserAgent(plainAgent(session.getUserAgent()))
  session.setPermissionRequestHandler((_contents, permission, decide) => decide(granted.has(permission)))
  session.setPermissionCheckHandler((_contents, permission) => granted.has(permission))
  session.setDevicePermissionHandler(() => false)
  // Nothing lands on the disk unseen: the person says where. Nothing of it is ever opened from here.
  session.on('will-download', (_event, item) => {
    item.setSaveDialogOptions({
      title: 'Save from the console',
      defaultPath: item.getFilename(),
      properties: ['showOverwriteConfirmation'],
    })
    downloads.add(item)
    item.once('done', () => downloads.delete(item))
  })
  return {
    name,
    async wipe() {
      for (const item of downloads) item.cancel()
      await Promise.all([session.clearStorageData(), session.clearCache(), session.clearAuthCache()])
      await session.closeAllConnections()
    },
  }
}
