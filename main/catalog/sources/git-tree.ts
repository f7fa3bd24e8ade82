// Reads one commit of our bare copy: who made it, and the documents in it, as the bytes that were committed.
import type { Commit } from '../../../shared/catalog.ts'
import { failed, ok, type Result } from '../../../shared/result.ts'
import { mostBytes, tooLarge } from '../decode-text.ts'
import { oneLine, sourceInvalid } from './failures.ts'
import type { GitEnded } from './git-command.ts'
import { inNameOrder, isDocumentName, mostDocuments, type SourceDocument } from './source.ts'

type Local = (...args: readonly string[]) => Promise<Result<GitEnded>>

type Entry = {
  readonly mode: string
  readonly id: string
  readonly size: number
  /** Without its folders. */
  readonly name: string
}

export type Tree = {
  readonly commit: Commit
  /** Those that `path` names: a document, or all documents of a folder. Fails with catalog-invalid. */
  documents(path: string | null, signed: boolean): Promise<Result<readonly SourceDocument[]>>
}

const ordinary = new Set(['100644', '100755'])

/** Fails with catalog-invalid when `ref` leads to no commit. */
export const openTree = async (local: Local, ref: string, source: string): Promise<Result<Tree>> => {
  const invalid = <T>(message: string): Result<T> => failed(sourceInvalid(source, message))
  const shown = await local(
    'log',
    '-1',
    '--no-mailmap',
    '--format=%H%x00%an%x00%ct%x00%s',
    `${ref}^{commit}`,
    '--',
  )
  if (!shown.ok) return shown
  const [id = '', author = '', seconds = '', subject = ''] = shown.value.stdout.toString('utf8').split('\0')
  if (shown.value.code !== 0 || !/^[0-9a-f]{40,64}$/.test(id)) return invalid('This is no commit.')
  const commit: Commit = {
    id,
    author: oneLine(author, 100),
    at: new Date(Number(seconds) * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
    subject: oneLine(subject, 200),
  }

  const list = async (path: string): Promise<Result<readonly Entry[]>> => {
    const ran = await local('ls-tree', '-z', '-l', '--full-tree', id, ...(path === '.' ? [] : ['--', path]))
    if (!ran.ok) return ran
    const lines = ran.value.stdout.toString('utf8').split('\0').filter(Boolean)
    return ok(
      lines.flatMap(line => {
        const parts = /^(\d{6}) \w+ ([0-9a-f]+) +(\d+|-)\t(.+)$/s.exec(line)
        const [, mode = '', object = '', size = '', full = ''] = parts ?? []
        return parts
          ? [{ mode, id: object, size: Number(size) || 0, name: full.split('/').at(-1) ?? '' }]
          : []
      }),
    )
  }

  const read = async (entry: Entry): Promise<Result<Uint8Array>> => {
    const { mode, name, size } = entry
    if (mode === '120000') return invalid(`${name} is a link; a catalog is the file itself.`)
    if (!ordinary.has(mode)) return invalid(`${name} is no ordinary file.`)
    if (size > mostBytes) return failed(tooLarge(size, source))
    const ran = await local('cat-file', 'blob', entry.id)
    if (!ran.ok) return ran
    if (ran.value.code !== 0) return invalid(`${name} cannot be read: ${ran.value.said}`)
    if (ran.value.stdout.subarray(0, 60).toString('latin1').startsWith('version https://git-lfs.github.com/'))
      return invalid(`${name} is kept in Git LFS; a catalog is kept in git itself.`)
    return ok(ran.value.stdout)
  }

  const gather = async (
    entries: readonly Entry[],
    names: readonly string[],
    signed: boolean,
  ): Promise<Result<readonly SourceDocument[]>> => {
    if (names.length > mostDocuments) return invalid(`The folder holds more than ${mostDocuments} documents.`)
    const documents: SourceDocument[] = []
    let total = 0
    for (const name of names) {
      const entry = entries.find(one => one.name === name)
      if (entry === undefined) continue
      const bytes = await read(entry)
      if (!bytes.ok) return bytes
      total += bytes.value.length
      if (total > mostBytes) return failed(tooLarge(total, source))
      const beside = signed ? entries.find(one => one.name === `${name}.minisig`) : undefined
      const signature = beside === undefined ? ok(null) : await read(beside)
      if (!signature.ok) return signature
      documents.push({ name, bytes: bytes.value, signature: signature.value })
    }
    return ok(documents)
  }

  const folder = async (path: string, signed: boolean): Promise<Result<readonly SourceDocument[]>> => {
    const entries = await list(path === '.' ? '.' : `${path}/`)
    if (!entries.ok) return entries
    const names = inNameOrder(entries.value.map(entry => entry.name).filter(isDocumentName))
    return names.length === 0
      ? invalid('There is no document (.yaml, .yml or .json) there.')
      : gather(entries.value, names, signed)
  }

  return ok({
    commit,
    async documents(path, signed) {
      if (path === '.') return folder('.', signed)
      if (path === null) {
        const top = await list('.')
        if (!top.ok) return top
        const usual = ['switchyard.yaml', 'switchyard.yml', 'switchyard.json'].find(name =>
          top.value.some(entry => entry.name === name),
        )
        return usual === undefined ? folder('.', signed) : gather(top.value, [usual], signed)
      }
      const found = await list(path)
      if (!found.ok) return found
      const [entry] = found.value
      if (entry === undefined) return invalid(`There is no ${path} in it.`)
      if (entry.mode === '040000') return folder(path, signed)
      const beside = signed ? await list(`${path}.minisig`) : ok([])
      return beside.ok ? gather([...found.value, ...beside.value], [entry.name], signed) : beside
    },
  })
}
