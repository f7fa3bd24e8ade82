// Adds a catalog by its address; what it holds is said when it is there.
import { type FormEvent, useState } from 'react'
import { useCall } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { FailureNotice, leadsOn } from '../../parts/failure-notice.tsx'
import { TextFields, type TextSpec, useValues } from '../../parts/text-fields.tsx'
import styles from './add-catalog.module.css'

/** `onAdded` is told null when what was added was removed again. */
type AddCatalogProps = { onAdded: (name: string | null) => void; onCancel: (() => void) | null }

type CatalogField = 'source' | 'name' | 'ref' | 'path' | 'key'
const fields: readonly TextSpec<CatalogField>[] = [
  { field: 'source', label: 'Source', empty: 'git@github.com:example/accounts.git', most: 4_096 },
  { field: 'name', label: 'Name', empty: 'as the catalog says', most: 40 },
]
const moreFields: readonly TextSpec<CatalogField>[] = [
  { field: 'ref', label: 'Branch or tag', empty: 'as the repository shows first', most: 200 },
  { field: 'path', label: 'Path in the repository', empty: 'switchyard.yaml', most: 500 },
  { field: 'key', label: 'minisign public key', empty: 'RWQ…', most: 1_000 },
]

export const AddCatalog = ({ onAdded, onCancel }: AddCatalogProps) => {
  const { values, trimmed, set } = useValues<CatalogField>({
    source: '',
    name: '',
    ref: '',
    path: '',
    key: '',
  })
  const { source, ...wishes } = trimmed
  const [added, setAdded] = useState<{ name: string; summary: readonly string[] } | null>(null)
  const add = useCall('addCatalog')
  const remove = useCall('removeCatalog')
  const remedy = useRemedy()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (source === '' || add.busy) return
    const given = Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== ''))
    void add.run({ source, ...given }).then(result => {
      if (result.ok) setAdded(result.value)
    })
  }
  if (added)
    return (
      <section className={styles.add} aria-label="Catalog added">
        <h2>{added.name} is added</h2>
        <ul className={styles.summary}>
          {added.summary.map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <p className={styles.note}>
          Adding it was its first approval. Later changes that steer where credentials go wait for yours.
        </p>
        {remove.failure ? <FailureNotice failure={remove.failure} onRemedy={remedy} /> : null}
        <div className={styles.acts}>
          <Button
            icon="undo"
            disabled={remove.busy}
            onClick={() =>
              void remove.run({ name: added.name }).then(result => {
                if (result.ok) onAdded(null)
              })
            }
          >
            Remove it again
          </Button>
          <Button primary={!leadsOn(remove.failure)} onClick={() => onAdded(added.name)}>
            Done
          </Button>
        </div>
      </section>
    )
  return (
    <form className={styles.add} aria-label="Add a catalog" onSubmit={submit}>
      <h2>Add a catalog</h2>
      <p className={styles.note}>
        Where your team describes its accounts, roles and sign-ins: a file or folder on this machine, a git
        repository, or an https address.
      </p>
      <TextFields specs={fields} values={values} onValue={set} />
      <details className={styles.more}>
        <summary>Branch, path and signing key</summary>
        <TextFields specs={moreFields} values={values} onValue={set} />
      </details>
      {add.failure ? <FailureNotice failure={add.failure} onRemedy={remedy} /> : null}
      <div className={styles.acts}>
        {onCancel ? <Button onClick={onCancel}>Cancel</Button> : null}
        <Button primary={!leadsOn(add.failure)} submit disabled={source === '' || add.busy}>
          {add.busy ? 'Asking its source' : 'Add catalog'}
        </Button>
      </div>
    </form>
  )
}
