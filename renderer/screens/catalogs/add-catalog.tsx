// Adds a catalog by its address; what it holds is said when it is there.
import { type FormEvent, useState } from 'react'
import { useCall } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Field } from '../../parts/field.tsx'
import styles from './add-catalog.module.css'

/** `onAdded` is told null when what was added was removed again. */
type AddCatalogProps = { onAdded: (name: string | null) => void; onCancel: (() => void) | null }

const moreFields = [
  { field: 'ref', label: 'Branch or tag', placeholder: 'as the repository shows first', most: 200 },
  { field: 'path', label: 'Path in the repository', placeholder: 'switchyard.yaml', most: 500 },
  { field: 'key', label: 'minisign public key', placeholder: 'RWQ…', most: 1_000 },
] as const

export const AddCatalog = ({ onAdded, onCancel }: AddCatalogProps) => {
  const [source, setSource] = useState('')
  const [name, setName] = useState('')
  const [more, setMore] = useState({ ref: '', path: '', key: '' })
  const [added, setAdded] = useState<{ name: string; summary: readonly string[] } | null>(null)
  const add = useCall('addCatalog')
  const remove = useCall('removeCatalog')
  const remedy = useRemedy()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (source.trim() === '' || add.busy) return
    const given = Object.entries({ name, ...more }).filter(([, value]) => value.trim() !== '')
    const wish = Object.fromEntries(given.map(([field, value]) => [field, value.trim()]))
    void add.run({ source: source.trim(), ...wish }).then(result => {
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
          <Button primary onClick={() => onAdded(added.name)}>
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
      <Field
        mono
        label="Source"
        placeholder="git@github.com:example/accounts.git"
        value={source}
        maxLength={4096}
        onChange={event => setSource(event.target.value)}
      />
      <Field
        mono
        label="Name"
        placeholder="as the catalog says"
        value={name}
        maxLength={40}
        onChange={event => setName(event.target.value)}
      />
      <details className={styles.more}>
        <summary>Branch, path and signing key</summary>
        {moreFields.map(({ field, label, placeholder, most }) => (
          <Field
            mono
            key={field}
            label={label}
            placeholder={placeholder}
            value={more[field]}
            maxLength={most}
            onChange={event => setMore({ ...more, [field]: event.target.value })}
          />
        ))}
      </details>
      {add.failure ? <FailureNotice failure={add.failure} onRemedy={remedy} /> : null}
      <div className={styles.acts}>
        {onCancel ? <Button onClick={onCancel}>Cancel</Button> : null}
        <Button primary submit disabled={source.trim() === '' || add.busy}>
          {add.busy ? 'Asking its source' : 'Add catalog'}
        </Button>
      </div>
    </form>
  )
}
