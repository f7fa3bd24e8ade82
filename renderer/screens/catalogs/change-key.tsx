// Asks for another signing key: from now on documents must be signed by it, once the change is approved.
import type { CatalogRow } from '../../../shared/catalog.ts'
import { useDesk } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { TextFields, useValues } from '../../parts/text-fields.tsx'

const specs = [{ field: 'key', label: 'minisign public key', empty: 'RWQ…', most: 1_000 }] as const

export const ChangeKey = ({ catalog, onDone }: { catalog: CatalogRow; onDone: () => void }) => {
  const { values, trimmed, set } = useValues({ key: '' })
  const call = useDesk()
  const remedy = useRemedy()
  const now = catalog.key
    ? `Its documents must be signed by ${catalog.key}.`
    : 'Its documents need no signature so far.'
  return (
    <FormDialog
      wide
      title={`Signing key of ${catalog.name}`}
      note={`${now} The source is asked for a signature by the new key; whose word is taken steers, so the change then waits for your approval. Get the key from your team, not from the repository.`}
      verb="Ask for this key"
      working="Asking the source"
      ready={trimmed.key !== ''}
      send={() => call('syncCatalog', { name: catalog.name, key: trimmed.key })}
      onDone={onDone}
      onRemedy={remedy}
    >
      <TextFields first specs={specs} values={values} onValue={set} />
    </FormDialog>
  )
}
