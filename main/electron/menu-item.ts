// What a menu shows and what a click on it asks for, as plain values; Electron's own menus are made from them.
import type { MenuItemConstructorOptions } from 'electron'
import type { Look } from '../../shared/environment-look.ts'
import type { SignInId, TargetId } from '../../shared/names.ts'

/** Where the window goes, as its address says it after the `#`. */
export type Place = string

export type Act =
  | { readonly do: 'show'; readonly place: Place | null }
  | {
      readonly do: 'assume' | 'console' | 'terminal' | 'copy-environment' | 'renew' | 'stop'
      readonly target: TargetId
    }
  | { readonly do: 'sign-in' | 'sign-out'; readonly signIn: SignInId }
  | { readonly do: 'end-everything' | 'lock' | 'unlock' | 'quit' }

export type Item =
  | { readonly kind: 'line' }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'act'; readonly text: string; readonly act: Act; readonly keys?: string }
  | { readonly kind: 'menu'; readonly text: string; readonly look?: Look; readonly items: readonly Item[] }
  /** What Electron itself does well: copy and paste, zoom, full screen, hide. */
  | { readonly kind: 'role'; readonly role: NonNullable<MenuItemConstructorOptions['role']> }

/** An `&` marks a letter in menus of Windows and Linux; a name keeps its own by being doubled. */
const plain = (text: string): string => text.replaceAll('&', '&&')

/** @param icon the small picture of an environment, or undefined where menus show none */
export const toElectronMenu = (
  items: readonly Item[],
  act: (act: Act) => void,
  icon: (look: Look) => MenuItemConstructorOptions['icon'],
): MenuItemConstructorOptions[] =>
  items.map(item => {
    if (item.kind === 'line') return { type: 'separator' }
    if (item.kind === 'heading') return { label: plain(item.text), enabled: false }
    if (item.kind === 'role') return { role: item.role }
    if (item.kind === 'menu') {
      const picture = item.look === undefined ? undefined : icon(item.look)
      return {
        label: plain(item.text),
        submenu: toElectronMenu(item.items, act, icon),
        ...(picture === undefined ? {} : { icon: picture }),
      }
    }
    return {
      label: plain(item.text),
      click: () => act(item.act),
      // Only shown: the global shortcut is registered elsewhere, and the page has its own keys.
      ...(item.keys === undefined ? {} : { accelerator: item.keys, registerAccelerator: false }),
    }
  })
