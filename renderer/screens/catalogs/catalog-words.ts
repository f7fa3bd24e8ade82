// How a catalog's state and source are spoken of.
import type { CatalogRow } from '../../../shared/catalog.ts'
import type { IconName } from '../../parts/icon.tsx'

export const stateInWords = (catalog: CatalogRow): { readonly icon: IconName; readonly words: string } => {
  if (catalog.state === 'awaiting-approval') return { icon: 'alert', words: 'Update waiting for approval' }
  if (catalog.state === 'offline') return { icon: 'offline', words: 'Offline, the last copy is in use' }
  if (catalog.state === 'invalid') return { icon: 'alert', words: 'Not valid, the last good copy is in use' }
  if (catalog.state === 'untrusted') return { icon: 'alert', words: 'Signature not trusted' }
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
