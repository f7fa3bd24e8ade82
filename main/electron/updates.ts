// Updates through signed releases only, and off until a publisher is packed with the app: then nothing here even starts a timer.
import { spawn } from 'node:child_process'
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Notice } from './notices.ts'
import {
  type FetchBytes,
  fetchFile,
  newestRelease,
  type Publisher,
  type Release,
  type ReleaseFile,
} from './update-feed.ts'

export type UpdateDeps = {
  readonly publisher: Publisher | null
  readonly version: string
  readonly platform: NodeJS.Platform
  readonly arch: string
  readonly env: NodeJS.ProcessEnv
  /** A private folder, for a file that waits for the end of the app. */
  readonly folder: string
  readonly fetch: FetchBytes
  readonly tell: (notice: Notice) => void
  readonly warn: (sentence: string) => void
}

export interface Updates {
  readonly on: boolean
  /** Looks now; quiet when there is nothing, or nobody answers. */
  look(): Promise<void>
  /** The app ends: an installer that waits may begin. */
  finish(): void
}

/** Not while the app starts, and then once a day, in ms. */
const firstLook = 60_000
const lookEvery = 86_400_000

/** The file that this installation can put in its own place; null = a person installs it (macOS, deb, rpm). */
const ownFile = ({ files }: Release, { platform, arch, env }: UpdateDeps): ReleaseFile | null => {
  const kind = platform === 'win32' ? 'nsis' : platform === 'linux' && env.APPIMAGE ? 'AppImage' : null
  return files.find(file => file.kind === kind && file.arch === arch) ?? null
}

export const createUpdates = (deps: UpdateDeps): Updates => {
  const { publisher, tell, warn } = deps
  if (publisher === null) return { on: false, look: () => Promise.resolve(), finish: () => undefined }
  let told: string | null = null
  let installer: string | null = null

  /** Beside the old file and then in its place: whoever starts it meanwhile meets one or the other. */
  const put = async (file: ReleaseFile): Promise<void> => {
    const bytes = await fetchFile(file, deps.fetch)
    const appImage = file.kind === 'AppImage'
    const place = appImage ? (deps.env.APPIMAGE ?? '') : join(deps.folder, `${file.sha256}.exe`)
    const fresh = join(dirname(place), `.${basename(place)}.new`)
    if (!appImage) await mkdir(deps.folder, { recursive: true, mode: 0o700 })
    try {
      await writeFile(fresh, bytes, { mode: 0o700, flag: 'wx' })
      if (appImage) await chmod(fresh, 0o755)
      await rename(fresh, place)
    } catch (error) {
      await rm(fresh, { force: true })
      throw error
    }
    if (!appImage) installer = place
  }
  const take = async (release: Release): Promise<void> => {
    if (told === release.version) return
    const file = ownFile(release, deps)
    if (file === null) {
      tell({
        title: `Switchyard ${release.version} is out`,
        body: 'Click to see it.',
        place: null,
        open: release.page,
      })
    } else {
      await put(file)
      const body =
        file.kind === 'AppImage' ? 'It is there at the next start.' : 'It is installed when you quit.'
      tell({ title: `Switchyard ${release.version} is ready`, body, place: null })
    }
    told = release.version
  }
  const look = async (): Promise<void> => {
    try {
      const newest = await newestRelease(publisher, deps.version, deps.fetch)
      if (!newest.ok) warn('An update was refused: the publisher’s key did not sign it.')
      else if (newest.value !== null) await take(newest.value)
    } catch (error) {
      // Another day; the app goes on as it is.
      warn(`No update could be had: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  setTimeout(() => void look(), firstLook).unref()
  setInterval(() => void look(), lookEvery).unref()
  return {
    on: true,
    look,
    finish() {
      if (installer === null) return
      // NSIS: silent, over the installation that is there (electron-builder's own switches).
      spawn(installer, ['/S', '--updated'], { detached: true, stdio: 'ignore' }).unref()
      installer = null
    },
  }
}
