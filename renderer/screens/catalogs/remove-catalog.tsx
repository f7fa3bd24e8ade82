// Removes a catalog after it was said what is lost with it, what stays, and how it comes back.
import { useId } from 'react'
import type { CatalogRow } from '../../../shared/catalog.ts'
import { useCall, useSnapshot } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import styles from './ask.module.css'
import { counted } from './catalog-words.ts'

type RemoveCatalogProps = { catalog: CatalogRow; onDone: () => void; onCancel: () => void }

export const RemoveCatalog = ({ catalog, onDone, onCancel }: RemoveCatalogProps) => {
  const { name, targets, source, ref, path, key } = catalog
  const titleId = useId()
  const remove = useCall('removeCatalog')
  const remedy = useRemedy()
  const live = useSnapshot(
    snapshot => snapshot.sessions.filter(session => session.target.startsWith(`${name}:`)).length,
  )
  const again = [source, ref && `branch ${ref}`, path && `path ${path}`, key && `key ${key}`]
    .filter(Boolean)
    .join(', ')
  return (
    <Dialog titleId={titleId} onCancel={onCancel}>
      <div className={styles.ask}>
        <h2 id={titleId}>Remove {name}</h2>
        <ul className={styles.list}>
          <li>{counted(targets, 'target')} and their routes leave the lists.</li>
          <li>The copy in use and its approval are deleted. Adding it again is a first approval again.</li>
          {live > 0 ? <li>{counted(live, 'live session')} of it can no longer renew.</li> : null}
          <li>
            What is personal about it stays: pins, names, colors, user names. It holds again when it returns.
          </li>
        </ul>
        <p className={styles.note}>
          To bring it back, add <span className="mono">{again}</span>
        </p>
        {remove.failure ? <FailureNotice failure={remove.failure} onRemedy={remedy} /> : null}
        <div className={styles.acts}>
          <Button onClick={onCancel} data-first>
            Keep it
          </Button>
          <Button
            primary
            disabled={remove.busy}
            onClick={() =>
              void remove.run({ name }).then(result => {
                if (result.ok) onDone()
              })
            }
          >
            Remove {name}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
