// How a catalog's state, source and changes are spoken of.
import type { CatalogRow, Commit } from '../../../shared/catalog.ts'
import type { Review, ReviewedChange } from '../../../shared/review.ts'
import type { IconName } from '../../parts/icon.tsx'
import { clockTime } from '../../time/countdown.ts'

export const counted = (count: number, word: string): string =>
  `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`

const isHost = (kind: CatalogRow['kind']): boolean => kind === 'git' || kind === 'https'

export const stateInWords = (catalog: CatalogRow): { readonly icon: IconName; readonly words: string } => {
  if (catalog.state === 'awaiting-approval')
    return catalog.declined
      ? { icon: 'minus', words: 'Old copy kept, an update waits' }
      : { icon: 'alert', words: 'Update waiting for approval' }
  if (catalog.state === 'offline')
    return isHost(catalog.kind)
      ? { icon: 'offline', words: 'Offline, the last copy is in use' }
      : { icon: 'alert', words: 'Not found, the last copy is in use' }
  if (catalog.state === 'invalid') return { icon: 'alert', words: 'Not valid, the last good copy is in use' }
  if (catalog.state === 'untrusted')
    return { icon: 'alert', words: 'Not trusted, the last good copy is in use' }
  if (catalog.kind === 'personal') return { icon: 'check', words: 'On this machine' }
  return { icon: 'check', words: catalog.signature === 'good' ? 'In sync, signature good' : 'In sync' }
}

/** "git, fetched 14:02", "file, copy of 14:02", "https, host did not answer", "may run commands". */
export const fromInWords = (
  {
    kind,
    state,
    key,
    syncedAt,
    copiedAt,
  }: Pick<CatalogRow, 'kind' | 'state' | 'key' | 'syncedAt' | 'copiedAt'>,
  now: number,
): string => {
  if (kind === 'personal') return 'may run commands'
  if (state === 'offline') return isHost(kind) ? `${kind}, host did not answer` : kind
  if (key !== undefined && state === 'current') return `${kind}, signed by ${key}`
  // A file is followed: it is never asked at a time, and its copy is of when it last changed.
  if (syncedAt === undefined)
    return copiedAt === undefined ? kind : `${kind}, copy of ${clockTime(copiedAt, now)}`
  return `${kind}, ${isHost(kind) ? 'fetched' : 'read'} ${clockTime(syncedAt, now)}`
}

/** "just now", "12 min ago", "2 h ago", "14 Nov". */
export const agoInWords = (iso: string, now: number): string => {
  const minutes = Math.floor((now - Date.parse(iso)) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ago`
  return dayInWords(iso)
}

export const dayInWords = (iso: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' }).format(new Date(iso))

/** `3f2a9c1d04be by Ana Lindqvist, 2026-11-21 14:05 UTC: Move acme` */
export const commitInWords = ({ id, author, at, subject }: Commit): string =>
  `${id.slice(0, 12)} by ${author}, ${at.slice(0, 16).replace('T', ' ')} UTC: ${subject}`

/** "12 targets. One live session keeps the old route." */
export const reachInWords = ({
  targets,
  live,
  routes,
}: Pick<ReviewedChange, 'targets' | 'live' | 'routes'>): string => {
  const what = routes ? 'the old route' : 'what it has'
  const kept =
    live === 0
      ? ''
      : live === 1
        ? ` One live session keeps ${what} until it ends.`
        : ` ${live} live sessions keep ${what} until they end.`
  return targets === 0 ? kept.trim() : `${counted(targets, 'target')}.${kept}`
}

/** "3 steering changes and 5 others, 14 targets, by Jonas Weber, 2 h ago". */
export const reviewInWords = (
  { steering, cosmetic, targets, fetchedAt }: Review,
  commit: Commit | undefined,
  now: number,
): string => {
  const others = cosmetic.length === 0 ? '' : ` and ${counted(cosmetic.length, 'other')}`
  const parts = [
    `${counted(steering.length, 'steering change')}${others}`,
    targets > 0 ? counted(targets, 'target') : '',
    commit ? `by ${commit.author}, ${agoInWords(commit.at, now)}` : '',
    !commit && fetchedAt ? `read ${agoInWords(fetchedAt, now)}` : '',
  ]
  return parts.filter(Boolean).join(', ')
}

type Fact = {
  readonly term: string
  readonly value: string
  readonly mono?: boolean
  /** The value is a moment, ISO-8601. */
  readonly moment?: boolean
}

/** What is to be known of a catalog besides its name; what does not apply is left out. */
export const factsOf = (catalog: CatalogRow): readonly Fact[] => {
  const { source, ref, path, approvedRef, approvedCommit, key, kind, signature } = catalog
  const { copiedAt, syncedAt } = catalog
  const signed = { none: 'not signed', good: 'good', bad: 'does not fit' }[signature]
  const facts: readonly (Fact | false | undefined | '')[] = [
    // What is wrong is said above them.
    !catalog.problem && { term: 'State', value: stateInWords(catalog).words },
    { term: 'Source', value: source, mono: true },
    ref && { term: 'Branch or tag', value: ref, mono: true },
    path && { term: 'Path', value: path, mono: true },
    approvedCommit
      ? { term: 'Commit', value: commitInWords(approvedCommit) }
      : approvedRef !== null && { term: 'Approved copy', value: approvedRef.slice(0, 12), mono: true },
    copiedAt && { term: 'In force since', value: copiedAt, moment: true },
    kind !== 'personal' && { term: 'Signature', value: key ? `${signed}, key ${key}` : signed },
    syncedAt && { term: 'Last asked', value: syncedAt, moment: true },
  ]
  return facts.filter(fact => typeof fact === 'object')
}
