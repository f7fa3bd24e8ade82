// Hands the person a file made in the window: the browser asks where it goes, or puts it with the downloads.

/** @param text of the file; nothing secret, as it stays readable where it is saved */
export const saveFile = (name: string, type: string, text: string): void => {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
