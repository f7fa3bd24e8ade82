// Removes a catalog after it was said what is lost with it, what stays, and how it comes back.
import type { CatalogRow } from '../../../shared/catalog.ts'
import { useDesk, useSnapshot } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { counted } from './catalog-words.ts'
import styles from './remove-catalog.module.css'

type RemoveCatalogProps = { catalog: CatalogRow; onDone: () => void; onCancel: () => void }

export const RemoveCatalog = ({ catalog, onDone, onCancel }: RemoveCatalogProps) => {
  const { name, targets, source, ref, path, key } = catalog
  const call = useDesk()
  const remedy = useRemedy()
  const live = useSnapshot(
    snapshot => snapshot.sessions.filter(session => session.target.startsWith(`${name}:`)).length,
  )
  const again = [source, ref && `branch ${ref}`, path && `path ${path}`, key && `key ${key}`]
    .filter(Boolean)
    .join(', ')
  return (
    <FormDialog
      title={`Remove ${name}`}
      keep="Keep it"
      verb={`Remove ${name}`}
      ready
      send={() => call('removeCatalog', { name })}
      onDone={sent => (sent ? onDone() : onCancel())}
      onRemedy={remedy}
    >
      <ul className={styles.lost}>
        <li>{counted(targets, 'target')} and their routes leave the lists.</li>
        <li>The copy in use and its approval are deleted. Adding it again is a first approval again.</li>
        {live > 0 ? <li>{counted(live, 'live session')} of it can no longer renew.</li> : null}
        <li>
          What is personal about it stays: pins, names, colors, user names. It holds again when it returns.
        </li>
      </ul>
      <p className={styles.again}>
        To bring it back, add <span className="mono">{again}</span>
      </p>
    </FormDialog>
  )
}
