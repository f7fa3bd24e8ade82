// What stands around the window: the system's own buttons in our page, and the page told which, so that it keeps clear of them.
import type { BrowserWindowConstructorOptions, TitleBarOverlayOptions } from 'electron'
import type { Settings } from '../../shared/settings.ts'

/** `mac`: three lights above the mark. `overlay`: buttons over the right end of the head, in our colors. */
export type Frame = 'mac' | 'overlay'
export const frameOf = (platform: NodeJS.Platform): Frame => (platform === 'darwin' ? 'mac' : 'overlay')

/** The page's own head and text, of which the buttons are a part: --bg-window and --text-2 of its styles. A test compares. */
const colors = {
  light: { color: '#ffffff', symbolColor: '#465159' },
  dark: { color: '#161c20', symbolColor: '#b3bec6' },
} as const
/** The head is 52 px; the line at its end, two pixels while one types there, runs on below the buttons. */
const height = 49

export const overlayOf = (dark: boolean): TitleBarOverlayOptions => ({
  ...colors[dark ? 'dark' : 'light'],
  height,
})

/** In the middle of the 36 px above the mark, and in line with it; a light is 12 px. */
const lights = { x: 18, y: 12 }

export const frameOptions = (platform: NodeJS.Platform, dark: boolean): BrowserWindowConstructorOptions =>
  frameOf(platform) === 'mac'
    ? { titleBarStyle: 'hidden', trafficLightPosition: lights }
    : { titleBarStyle: 'hidden', titleBarOverlay: overlayOf(dark) }

/** What the page shows: the person's choice, or the system's. */
export const isDark = (theme: Settings['theme'], system: boolean): boolean =>
  theme === 'system' ? system : theme === 'dark'

/** Writes the frame into the root of the window's page, where its styles read it before anything is drawn. */
export const withFrame = (html: string, frame: Frame): string =>
  html.replace('<html ', `<html data-frame="${frame}" `)
