// What goes in and out of the demo over HTTP: a read request, a reply, and a refusal in AWS's words.

export type Incoming = {
  readonly method: string
  readonly path: string
  /** As it came, without the question mark: signatures cover these bytes. */
  readonly rawQuery: string
  readonly query: URLSearchParams
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
}

export type Reply = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Buffer
}

/** An error as AWS names it; each protocol writes it in its own way. */
export type Refusal = {
  readonly refused: true
  readonly status: number
  readonly code: string
  readonly message: string
}

export const refuse = (status: number, code: string, message: string): Refusal => ({
  refused: true,
  status,
  code,
  message,
})

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value && value.refused === true

/** The parameters of a form POST, or of the query string where the service takes GET as well. */
export const formOf = (request: Incoming): URLSearchParams =>
  request.method === 'POST' && request.body.length > 0
    ? new URLSearchParams(request.body.toString('utf8'))
    : request.query

export const json = (value: unknown, status = 200, headers: Reply['headers'] = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
})

/** The JSON object of a body, or null when it is none. */
export const jsonBody = (request: Incoming): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(request.body.toString('utf8') || '{}')
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}

export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

export const cookiesOf = (request: Incoming): ReadonlyMap<string, string> =>
  new Map(
    (request.headers.cookie ?? '').split(';').flatMap(pair => {
      const at = pair.indexOf('=')
      return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const]
    }),
  )

/** An absolute URL, or null. (`URL.parse` is not in Node 20.) */
export const parseUrl = (written: string): URL | null => (URL.canParse(written) ? new URL(written) : null)
