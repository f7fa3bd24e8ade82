// A source that is a git repository: fetches it into a bare copy of our own, and takes documents out without a work tree.
import { existsSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Failure } from '../../../shared/failure.ts'
import { failed, ok, type Result } from '../../../shared/result.ts'
import { closeToOthers, isOpenToOthers } from '../../disk/private-folder.ts'
import { sourceInvalid } from './failures.ts'
import type { Git, GitProtocol } from './git-command.ts'
import { openTree } from './git-tree.ts'
import { httpsWords } from './git-words.ts'
import type { Found, Known, LookOptions, Source } from './source.ts'
import { sshWords } from './ssh-words.ts'

export type GitLook = LookOptions & {
  readonly git: Git
  /** Our bare copy; it is made when it is not there. */
  readonly folder: string
  readonly known: Known
}

const fetchedRef = 'refs/switchyard/fetched'

/** What git is told, and what it may speak on the way. */
const addressOf = (source: string): { url: string; protocol: GitProtocol; host: string } => {
  if (isAbsolute(source)) return { url: pathToFileURL(source).href, protocol: 'file', host: source }
  if (/^https:/i.test(source)) return { url: source, protocol: 'https', host: new URL(source).host }
  const host = /^ssh:/i.test(source)
    ? new URL(source).host
    : (/^(?:[^@]*@)?([^:]+):/.exec(source)?.[1] ?? source)
  return { url: source, protocol: 'ssh', host }
}

/**
 * A branch comes before a tag of the same name: whoever may add a tag need not be one who may change the branch.
 * Without a name it is what the repository shows first.
 */
const namesFor = (ref: string | null): readonly string[] => {
  if (ref === null) return ['HEAD']
  if (ref.startsWith('refs/') || /^[0-9a-f]{40}$/.test(ref)) return [ref]
  return [`refs/heads/${ref}`, `refs/tags/${ref}`]
}

/**
 * Fails with unreachable, command-missing, catalog-invalid (nothing of that name, links, large-file pointers), and with
 * catalog-untrusted when its history does not contain the approved commit: somebody went back, or rewrote it.
 */
export const readGitSource = async (source: Source, look: GitLook): Promise<Result<Found>> => {
  const { git, folder, known, signal } = look
  const local = async (...args: readonly string[]) =>
    git.run({ args: ['--git-dir', folder, ...args], protocol: null, signal })
  // Earlier versions made copies that the person's umask left open; `init` does no harm to one that is there.
  const open = isOpenToOthers(folder)
  if (open || !existsSync(join(folder, 'HEAD'))) {
    const made = await git.run({
      // Whatever the person's umask is: nothing under the home is for other eyes (git-init, --shared).
      args: ['init', '--quiet', '--bare', '--template=', '--shared=0600', folder],
      protocol: null,
      signal,
    })
    if (!made.ok) return made
    if (made.value.code !== 0)
      return failed({ kind: 'file-unwritable', path: folder, said: made.value.said, code: 'EIO' })
    const closed = open ? await closeToOthers(folder) : ok(undefined)
    if (!closed.ok) return closed
  }
  const fetched = await fetch(source, look)
  if (!fetched.ok) return fetched

  const tree = await openTree(local, fetchedRef, source.source)
  if (!tree.ok) return tree
  const { commit } = tree.value
  if (known.commit !== null && commit.id !== known.commit) {
    const follows = await local('merge-base', '--is-ancestor', known.commit, commit.id)
    if (!follows.ok) return follows
    if (follows.value.code !== 0) return failed(wentBack(source, known.commit, commit.id))
  }
  const documents = await tree.value.documents(source.path, look.signed)
  return documents.ok ? ok({ documents: documents.value, commit, etag: null, modified: null }) : documents
}

const wentBack = ({ source }: Source, approved: string, now: string): Failure => ({
  kind: 'catalog-untrusted',
  source,
  because: 'rollback',
  said: `Its commit ${now.slice(0, 12)} does not follow the approved ${approved.slice(0, 12)}: it is older, or history was rewritten.`,
})

/** The first time only the newest commit; from then on what came after it, which is what shows that it follows. */
const fetch = async (source: Source, { git, folder, known, signal }: GitLook): Promise<Result<void>> => {
  const { url, protocol, host } = addressOf(source.source)
  const silent = (said: string): Failure => ({
    kind: 'unreachable',
    host,
    said:
      protocol === 'ssh'
        ? sshWords(said, source.source)
        : protocol === 'https'
          ? httpsWords(said, source.source)
          : said,
  })
  let said = ''
  for (const name of namesFor(source.ref)) {
    const ran = await git.run({
      args: [
        '--git-dir',
        folder,
        'fetch',
        '--quiet',
        '--no-tags',
        '--no-recurse-submodules',
        '--no-write-fetch-head',
        ...(known.commit === null ? ['--depth=1'] : []),
        '--',
        url,
        `+${name}:${fetchedRef}`,
      ],
      protocol,
      signal,
    })
    if (!ran.ok) return ran.failure.kind === 'unreachable' ? failed(silent(ran.failure.said)) : ran
    if (ran.value.code === 0) return ok(undefined)
    said = ran.value.said
    if (!/find remote ref|not our ref/i.test(said)) return failed(silent(said || 'git could not fetch it'))
  }
  const what =
    source.ref === null ? 'The repository is empty.' : `It has no branch or tag called ${source.ref}.`
  return failed(sourceInvalid(source.source, what))
}
