// Adds a catalog by its address; what it holds is said when it is there.
import { type FormEvent, useState } from 'react'
import { useCall } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Field } from '../../parts/field.tsx'
import styles from './add-catalog.module.css'

type AddCatalogProps = { onAdded: (name: string) => void; onCancel: (() => void) | null }

export const AddCatalog = ({ onAdded, onCancel }: AddCatalogProps) => {
  const [source, setSource] = useState('')
  const [name, setName] = useState('')
  const [added, setAdded] = useState<{ name: string; summary: readonly string[] } | null>(null)
  const add = useCall('addCatalog')
  const remedy = useRemedy()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (source.trim() === '' || add.busy) return
    void add.run({ source: source.trim(), ...(name.trim() ? { name: name.trim() } : {}) }).then(result => {
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
        <p className={styles.note}>Later changes that steer where credentials go wait for your approval.</p>
        <div className={styles.acts}>
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
        A file on this machine, in YAML or JSON, where your team describes its accounts, roles and sign-ins.
      </p>
      <Field
        mono
        label="File"
        placeholder="/home/ana/catalogs/switchyard.yaml"
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
      {add.failure ? <FailureNotice failure={add.failure} onRemedy={remedy} /> : null}
      <div className={styles.acts}>
        {onCancel ? <Button onClick={onCancel}>Cancel</Button> : null}
        <Button primary submit disabled={source.trim() === '' || add.busy}>
          Add catalog
        </Button>
      </div>
    </form>
  )
}
