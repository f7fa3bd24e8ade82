// Answers git over https for a repository, by git's own http-backend, when the right password is given.
import { spawn } from 'node:child_process'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { dirname } from 'node:path'

const readHead = (head: string): { status: number; headers: Record<string, string> } => {
  const pairs = head.split(/\r?\n/).flatMap(line => {
    const at = line.indexOf(':')
    return at < 0 ? [] : [[line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()] as const]
  })
  const headers = Object.fromEntries(pairs)
  const status = Number.parseInt(headers.status ?? '200', 10)
  delete headers.status
  return { status, headers }
}

/** @param password null = nobody is asked for one */
export const answerGit =
  (bare: string, password: string | null) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    const wanted = password && `Basic ${Buffer.from(`ana:${password}`).toString('base64')}`
    if (wanted && request.headers.authorization !== wanted)
      return void response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
    const url = new URL(request.url ?? '/', 'https://localhost')
    const child = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: dirname(bare),
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: url.pathname,
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    request.pipe(child.stdin)
    child.stdin.on('error', () => undefined)
    const parts: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => void parts.push(part))
    child.once('close', () => {
      const all = Buffer.concat(parts)
      const end = all.indexOf('\r\n\r\n')
      const { status, headers } = readHead(all.toString('latin1', 0, end))
      response.writeHead(status, headers).end(all.subarray(end + 4))
    })
  }
