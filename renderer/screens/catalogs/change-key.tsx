// Asks for another signing key: from now on documents must be signed by it, once the change is approved.
import { type FormEvent, useId, useState } from 'react'
import type { CatalogRow } from '../../../shared/catalog.ts'
import { useCall } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Field } from '../../parts/field.tsx'
import styles from './ask.module.css'

export const ChangeKey = ({ catalog, onDone }: { catalog: CatalogRow; onDone: () => void }) => {
  const [key, setKey] = useState('')
  const titleId = useId()
  const sync = useCall('syncCatalog')
  const remedy = useRemedy()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (key.trim() === '' || sync.busy) return
    void sync.run({ name: catalog.name, key: key.trim() }).then(result => {
      if (result.ok) onDone()
    })
  }
  return (
    <Dialog titleId={titleId} wide onCancel={onDone}>
      <form className={styles.ask} onSubmit={submit}>
        <h2 id={titleId}>Signing key of {catalog.name}</h2>
        <p className={styles.note}>
          {catalog.key
            ? `Its documents must be signed by ${catalog.key}.`
            : 'Its documents need no signature so far.'}{' '}
          The source is asked for a signature by the new key; whose word is taken steers, so the change then
          waits for your approval. Get the key from your team, not from the repository.
        </p>
        <Field
          mono
          label="minisign public key"
          placeholder="RWQ…"
          value={key}
          maxLength={1_000}
          data-first
          onChange={event => setKey(event.target.value)}
        />
        {sync.failure ? <FailureNotice failure={sync.failure} onRemedy={remedy} /> : null}
        <div className={styles.acts}>
          <Button onClick={onDone}>Cancel</Button>
          <Button primary submit disabled={key.trim() === '' || sync.busy}>
            {sync.busy ? 'Asking the source' : 'Ask for this key'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
