// The form of an account of one's own.
import { useState } from 'react'
import type { OwnAccount } from '../../../shared/personal.ts'
import { ColorChoice } from '../../parts/choices.tsx'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { orNull, TextFields, type TextSpec, useValues } from '../../parts/text-fields.tsx'
import type { ChangePersonal } from './use-personal.ts'

type AccountField = 'key' | 'id' | 'name' | 'unit' | 'environment'
const specs: readonly TextSpec<AccountField>[] = [
  { field: 'key', label: 'Key', empty: 'side-project', most: 63 },
  { field: 'id', label: 'Account id', empty: '12 digits', most: 20 },
  { field: 'name', label: 'Name', empty: 'as its key', most: 200, words: true },
  { field: 'unit', label: 'Unit', empty: 'none', most: 200, words: true },
  { field: 'environment', label: 'Environment', empty: 'none', most: 63, words: true },
]

type AccountFormProps = { account: OwnAccount | null; change: ChangePersonal; onDone: () => void }

export const OwnAccountForm = ({ account, change, onDone }: AccountFormProps) => {
  const { values, trimmed, set } = useValues<AccountField>({
    key: account?.key ?? '',
    id: account?.id ?? '',
    name: account?.name ?? '',
    unit: account?.unit ?? '',
    environment: account?.environment ?? '',
  })
  const [color, setColor] = useState<string>(account?.color ?? '')
  const { key, id, name, unit, environment } = trimmed
  return (
    <FormDialog
      title={account ? `Account ${account.key}` : 'Add an account of your own'}
      fields={specs}
      ready={key !== '' && id !== ''}
      send={() =>
        change({
          kind: 'account',
          key,
          ...(account ? {} : { fresh: true }),
          fields: {
            id: id.replace(/[\s-]/g, ''),
            name: orNull(name),
            unit: orNull(unit),
            environment: orNull(environment),
            color: orNull(color),
          },
        })
      }
      onDone={onDone}
    >
      <TextFields first specs={account ? specs.slice(1) : specs} values={values} onValue={set} />
      <ColorChoice value={color} onChoose={setColor} />
    </FormDialog>
  )
}
