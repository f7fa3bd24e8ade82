// Opens a page beside this one, cut off from it.

/**
 * A link is clicked in place of window.open, so that `noopener` holds and the browser counts it to the person's own
 * press, which is a few seconds old when main's answer comes.
 */
export const openPage = (path: string): void => {
  const link = document.createElement('a')
  link.href = path
  link.target = '_blank'
  link.rel = 'noopener noreferrer'
  link.click()
}
