// How a catalog's state and source are spoken of.
import type { CatalogRow, Commit } from '../../../shared/catalog.ts'
import type { IconName } from '../../parts/icon.tsx'

export const stateInWords = (catalog: CatalogRow): { readonly icon: IconName; readonly words: string } => {
  if (catalog.state === 'awaiting-approval') return { icon: 'alert', words: 'Update waiting for approval' }
  if (catalog.state === 'offline') return { icon: 'offline', words: 'Offline, the last copy is in use' }
  if (catalog.state === 'invalid') return { icon: 'alert', words: 'Not valid, the last good copy is in use' }
  if (catalog.state === 'untrusted')
    return { icon: 'alert', words: 'Not trusted, the last good copy is in use' }
  if (catalog.kind === 'personal') return { icon: 'check', words: 'On this machine' }
  return { icon: 'check', words: catalog.signature === 'good' ? 'In sync, signature good' : 'In sync' }
}

export const kindInWords: { readonly [K in CatalogRow['kind']]: string } = {
  git: 'git',
  https: 'https',
  file: 'file',
  folder: 'folder',
  personal: 'may run commands',
}

/** `3f2a9c1d04be by Ana Lindqvist, 2026-11-21 14:05 UTC: Move acme` */
export const commitInWords = ({ id, author, at, subject }: Commit): string =>
  `${id.slice(0, 12)} by ${author}, ${at.slice(0, 16).replace('T', ' ')} UTC: ${subject}`

type Fact = { readonly term: string; readonly value: string; readonly mono?: boolean }

/** What is to be known of a catalog besides its name; what does not apply is left out. */
export const factsOf = (catalog: CatalogRow): readonly Fact[] => {
  const { source, ref, path, approvedRef, approvedCommit, key, syncedAt, kind, signature } = catalog
  const signed = { none: 'not signed', good: 'good', bad: 'does not fit' }[signature]
  const facts: readonly (Fact | false | undefined | '')[] = [
    { term: 'State', value: stateInWords(catalog).words },
    { term: 'Source', value: source, mono: true },
    ref && { term: 'Branch or tag', value: ref, mono: true },
    path && { term: 'Path', value: path, mono: true },
    approvedCommit
      ? { term: 'Commit', value: commitInWords(approvedCommit) }
      : approvedRef !== null && { term: 'Approved copy', value: approvedRef.slice(0, 12), mono: true },
    kind !== 'personal' && { term: 'Signature', value: key ? `${signed}, key ${key}` : signed },
    syncedAt && { term: 'Last asked', value: `${syncedAt.slice(0, 16).replace('T', ' ')} UTC` },
  ]
  return facts.filter(fact => typeof fact === 'object')
}
