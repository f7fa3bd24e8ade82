// The icon in the tray: its picture follows the state, its menu is made anew with every snapshot.
import { join } from 'node:path'
import type { NativeImage, Rectangle } from 'electron'
import type { Look } from '../../shared/environment-look.ts'
import type { Electron, TrayIcon } from './electron-parts.ts'
import { type Act, toElectronMenu } from './menu-item.ts'
import { type TrayState, type TrayView, trayMenu, trayState, trayTitle, trayTooltip } from './tray-menu.ts'

export type TrayDeps = {
  readonly electron: Electron
  readonly platform: NodeJS.Platform
  /** out/icons */
  readonly icons: string
  readonly act: (act: Act) => void
}

export interface TrayKeeper {
  show(view: TrayView): void
  /** Where the icon is, among all screens; of no size where the system does not say. */
  place(): Rectangle
  close(): void
}

export const openTray = ({ electron, platform, icons, act }: TrayDeps): TrayKeeper => {
  const pictures = new Map<string, NativeImage>()
  const picture = (name: string): NativeImage => {
    const made = pictures.get(name) ?? electron.createImage(join(icons, `${name}.png`))
    pictures.set(name, made)
    return made
  }
  /** macOS colors a template by itself; elsewhere panels are as dark as the system's theme. */
  const iconOf = (state: TrayState): NativeImage => {
    if (platform === 'darwin') return picture(`tray-${state}Template`)
    return picture(`tray-${state}-${electron.nativeTheme.shouldUseDarkColors ? 'light' : 'dark'}`)
  }
  const markOf = (look: Look): NativeImage => picture(`mark-${look}`)
  let state: TrayState = 'idle'
  const icon: TrayIcon = electron.createTray(iconOf(state))
  electron.nativeTheme.on('updated', () => icon.setImage(iconOf(state)))
  // Windows shows the menu on a right click; a click with the left shall do the same. Elsewhere the system does it.
  if (platform === 'win32') icon.on('click', () => icon.popUpContextMenu())

  return {
    show(view) {
      const { snapshot, rows, now } = view
      state = trayState(snapshot, now)
      icon.setImage(iconOf(state))
      icon.setToolTip(trayTooltip(snapshot, rows, now))
      if (platform === 'darwin') icon.setTitle(trayTitle(snapshot, now), { fontType: 'monospacedDigit' })
      icon.setContextMenu(electron.createMenu(toElectronMenu(trayMenu(view), act, markOf)))
    },
    place: () => icon.getBounds(),
    close: () => icon.destroy(),
  }
}
