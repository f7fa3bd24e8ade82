// Decides what a person named as a catalog's source, and refuses every address that could be read as something else.
import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { failed, ok, type Result } from '../../../shared/result.ts'
import { hasUnseen } from '../unseen.ts'
import type { Source } from './source.ts'

export type SourceWish = { readonly ref?: string | undefined; readonly path?: string | undefined }

const refuse = <T>(message: string): Result<T> => failed({ kind: 'usage', message })

/** `git@host:team/catalog.git`; a drive letter of Windows is no host. */
const scpLike = /^(?:([\w][\w.+-]*)@)?([A-Za-z0-9][A-Za-z0-9.-]+):(?!\/\/|:)(.+)$/
/** What stands before the colon of an address with a slash too few; nobody calls a host so. */
const scheme = /^(https?|ssh|ftp|file|mailto)$/i
const hostName = /^([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])$/
const userName = /^[A-Za-z0-9_][\w.+-]*$/
const documentName = /\.(ya?ml|json)$/i

/** A name before a colon, and no drive letter: what an address begins with, however wrong it is. */
const beginsLikeAnAddress = /^[^/\\]{2,}:/

/** True for what is no path on this machine, so that a relative path is not made of it. */
export const looksRemote = (source: string): boolean => beginsLikeAnAddress.test(source)

/**
 * @param said as typed: a path, a file:// address, an https address of a document or repository, an ssh address.
 * Fails with usage for everything else, among it `ext::`, `http:`, and what git or ssh would take for an option.
 */
export const parseSource = (said: string, wish: SourceWish = {}): Result<Source> => {
  const source = said.trim()
  if (source === '') return refuse('Name the file, folder, repository or https address of the catalog.')
  if (hasUnseen(source)) return refuse('The source holds a character that cannot be seen.')
  if (source.startsWith('-')) return refuse('A source does not begin with "-".')
  const parsed = recognize(source, wish)
  if (!parsed.ok) return parsed
  const { kind } = parsed.value
  if (kind !== 'git' && (wish.ref !== undefined || wish.path !== undefined))
    return refuse('A branch (--ref) or a path in it (--path) is named only for a git repository.')
  const ref = wish.ref === undefined ? ok(null) : checkRef(wish.ref)
  if (!ref.ok) return ref
  const path = wish.path === undefined ? ok(null) : checkPath(wish.path)
  if (!path.ok) return path
  return ok({ ...parsed.value, ref: ref.value, path: path.value })
}

type Recognized = Result<Pick<Source, 'kind' | 'source'>>

const recognize = (source: string, wish: SourceWish): Recognized => {
  if (/^file:\/\//i.test(source)) {
    try {
      return local(fileURLToPath(source), wish)
    } catch {
      return refuse(`"${source}" names nothing on this machine.`)
    }
  }
  if (/^https:\/\//i.test(source)) return web(source, wish)
  if (/^ssh:\/\//i.test(source)) return secureShell(source)
  if (existsSync(source)) return local(resolve(source), wish)
  if (/^[a-z][a-z0-9+.-]+:(:|\/\/)/i.test(source))
    return refuse(
      `A catalog comes by https or ssh, or from this machine; "${source.split(':')[0]}" is not taken.`,
    )
  const parts = scpLike.exec(source)
  if (parts === null || (parts[1] === undefined && scheme.test(parts[2] ?? '')))
    return beginsLikeAnAddress.test(source)
      ? refuse(`"${withoutUser(source)}" is neither here nor an address.`)
      : local(resolve(source), wish)
  return parts[3]?.startsWith('-')
    ? refuse('A path on a host does not begin with "-".')
    : ok({ kind: 'git', source })
}

/** A path that cannot even be looked at is said to be so by whoever reads it. */
const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/** A bare repository is known by what is in it, or by its name while it is away; a checkout is one when a branch of it is named. */
const local = (path: string, wish: SourceWish): Recognized => {
  const folder = isFolder(path)
  const has = (name: string): boolean => existsSync(join(path, name))
  const bare = folder && ['HEAD', 'objects', 'refs'].every(has)
  const checkout = folder && (wish.ref !== undefined || wish.path !== undefined) && has('.git')
  if (bare || checkout || /\.git[\\/]?$/.test(path)) return ok({ kind: 'git', source: path })
  return ok({ kind: folder ? 'folder' : 'file', source: path })
}

/** A user that is a token, as hosts of git take it in place of a name and password; by their beginnings, or by their looks. */
const tokenName =
  /^(gh[a-z]_|github_pat_|gl[a-z]+-|ATBB|ATCTT)|^(?=[^\d]*\d)(?=[^A-Za-z]*[A-Za-z])[\w.+-]{24,}$/
/** Parameters that let somebody in: GitHub's `token`, the signatures of S3 and Azure, keys of an interface. */
const lettingIn =
  /^(?:[\w-]*[-_])?(?:token|sig|signature|secret|password|passwd|pwd|auth|credential|api-?_?key|access-?_?key)$/i

const holdsSecret = ({ protocol, username, password, searchParams }: URL): boolean =>
  password !== '' ||
  (protocol === 'https:' && tokenName.test(decodeURIComponentOr(username))) ||
  [...searchParams].some(([name, value]) => value !== '' && lettingIn.test(name))

/** Somebody may have typed a password, and what is refused is shown. */
const withoutUser = (source: string): string => source.replace(/^([a-z][\w+.-]*:\/+)?.*@/i, '$1')

const checkUrl = (source: string): Result<URL> => {
  if (!URL.canParse(source) || /[\s\\]/.test(source)) return refuse(`"${withoutUser(source)}" is no address.`)
  const url = new URL(source)
  if (holdsSecret(url))
    return refuse('No password or token in the address: it would be kept and shown. Use a credential helper.')
  // Option-like hosts and users have made ssh run commands (CVE-2017-1000117).
  const typed = /^[a-z]+:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(source)?.[1] ?? ''
  if (!hostName.test(typed)) return refuse(`"${typed}" is no name of a host.`)
  if (url.username !== '' && !userName.test(decodeURIComponentOr(url.username)))
    return refuse('The user in the address is no user name.')
  return ok(url)
}

const decodeURIComponentOr = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

const secureShell = (source: string): Recognized => {
  const url = checkUrl(source)
  if (!url.ok) return url
  const path = url.value.pathname
  if (path === '' || path === '/') return refuse('Name the repository on the host.')
  if (/^\/(~[^/]*\/)?-/.test(decodeURIComponentOr(path)))
    return refuse('A path on a host does not begin with "-".')
  return ok({ kind: 'git', source })
}

/** A document is known by its ending; an address without one is a repository's, as people copy it. */
const web = (source: string, wish: SourceWish): Recognized => {
  const url = checkUrl(source)
  if (!url.ok) return url
  const { pathname, search, hash, username } = url.value
  if (hash !== '') return refuse('An address with "#" is none of a document or a repository.')
  const last = pathname.replace(/\/+$/, '').split('/').at(-1) ?? ''
  const repository = last.endsWith('.git') || wish.ref !== undefined || wish.path !== undefined
  if (!repository && (documentName.test(last) || search !== '' || last.includes('.'))) {
    if (username !== '') return refuse('No user in the address of a document.')
    return ok({ kind: 'https', source })
  }
  return last === ''
    ? refuse('Name the document or the repository on the host.')
    : ok({ kind: 'git', source })
}

/** git's own rules for names (git check-ref-format), and nothing that reads as an option or an expression. */
const checkRef = (ref: string): Result<string> =>
  /^[A-Za-z0-9_][\w./+@-]{0,199}$/.test(ref) && !/\.\.|@\{|\/\/|\.lock(\/|$)|[./]$|\/\./.test(ref)
    ? ok(ref)
    : refuse(`"${ref}" is no name of a branch, tag or commit.`)

/** A path in a repository, from its top: `teams/ops.yaml`, `teams`, `.` for its top. */
const checkPath = (path: string): Result<string> => {
  const trimmed = path.replace(/\/+$/, '')
  if (trimmed === '.') return ok('.')
  const parts = trimmed.split('/')
  const good =
    trimmed.length <= 500 &&
    !/[\\:*?"<>|]/.test(trimmed) &&
    !hasUnseen(trimmed) &&
    parts.every(part => part !== '' && part !== '.' && part !== '..' && !part.startsWith('-')) &&
    !parts.some(part => part.toLowerCase() === '.git')
  return good ? ok(trimmed) : refuse(`"${path}" is no path in a repository.`)
}
