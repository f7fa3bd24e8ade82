// Locks the window to its page: it navigates nowhere, opens no window, embeds nothing and is granted nothing.
import type { Session, Shell, WebContents } from 'electron'
import { isOurPage } from './origin.ts'

/** An https link of the page (a catalog's dashboard, say) opens in the person's browser; every other one goes nowhere. */
const openElsewhere = (address: string, shell: Pick<Shell, 'openExternal'>): void => {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return
  // A browser that does not start is the person's to notice; nothing here depends on it.
  shell.openExternal(url.href).catch(() => undefined)
}

export const lockNavigation = (contents: WebContents, shell: Pick<Shell, 'openExternal'>): void => {
  contents.setWindowOpenHandler(({ url }) => {
    openElsewhere(url, shell)
    return { action: 'deny' }
  })
  contents.on('will-navigate', details => {
    // A reload is a navigation to the page itself.
    if (details.isMainFrame && isOurPage(details.url)) return
    details.preventDefault()
    if (details.isMainFrame) openElsewhere(details.url, shell)
  })
  contents.on('will-frame-navigate', details => {
    if (!details.isMainFrame) details.preventDefault()
  })
  contents.on('will-redirect', details => {
    if (!isOurPage(details.url)) details.preventDefault()
  })
  contents.on('will-attach-webview', event => event.preventDefault())
}

/** All a page of ours may do: put an account's id on the clipboard. Secrets go there from main alone, and none comes back. */
const granted = 'clipboard-sanitized-write'
/** Several windows share a session; it is locked once. */
const locked = new WeakSet<Session>()

/** The page needs no camera, location, notification or device. */
export const denyPermissions = (session: Session): void => {
  if (locked.has(session)) return
  locked.add(session)
  session.setPermissionRequestHandler((_contents, permission, decide) => decide(permission === granted))
  session.setPermissionCheckHandler((_contents, permission) => permission === granted)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', event => event.preventDefault())
}
