// Puts text on the clipboard of the person's browser; never a secret, those go from main's own.

/** False when the browser refuses, as it does without focus or on a page it does not trust. */
export const writeClipboard = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
