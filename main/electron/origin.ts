// The address of the window's page: a scheme of our own, so that no other page and no file shares its origin.

export const scheme = 'app'
export const host = 'switchyard'
export const pageAddress = `${scheme}://${host}/index.html`
/** The small window of a question, by the tray. */
export const promptAddress = `${scheme}://${host}/prompt.html`
/** The strip above a console page. */
export const stripAddress = `${scheme}://${host}/strip.html`

/** True for an address whose origin is the window's own. `new URL().origin` is "null" for such schemes in Node, so parts are compared. */
export const isOurPage = (address: string): boolean => {
  const url = URL.canParse(address) ? new URL(address) : null
  return url?.protocol === `${scheme}:` && url.host === host && url.username === '' && url.password === ''
}
