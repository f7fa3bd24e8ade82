// Follows a console link as a browser does, with a jar of its own, and reads who the demo's console says one is.

/** The page that the link ends at. */
export const visitConsole = async (url: string): Promise<string> => {
  const jar: string[] = []
  let at = url
  for (;;) {
    const response = await fetch(at, { redirect: 'manual', headers: { cookie: jar.join('; ') } })
    jar.push(...response.headers.getSetCookie().map(cookie => cookie.split(';')[0] ?? ''))
    const next = response.headers.get('location')
    if (next === null) return response.text()
    at = new URL(next, at).href
  }
}

/** The session's ARN, put together from what the page shows. */
export const consoleArn = (page: string): string => {
  const shown = (id: string): string => new RegExp(`<dd id="${id}">([^<]*)</dd>`).exec(page)?.[1] ?? ''
  return `arn:aws:sts::${shown('account-id')}:assumed-role/${shown('role')}/${shown('session-name')}`
}
