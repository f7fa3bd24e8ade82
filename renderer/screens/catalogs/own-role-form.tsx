// The form of a role of one's own.
import { useState } from 'react'
import type { OwnRole } from '../../../shared/personal.ts'
import { Check } from '../../parts/choices.tsx'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { orNull, TextFields, type TextSpec, useValues, wordsIn } from '../../parts/text-fields.tsx'
import type { ChangePersonal } from './use-personal.ts'

type RoleField = 'name' | 'accounts' | 'from' | 'externalId'
const specs: readonly TextSpec<RoleField>[] = [
  { field: 'name', label: 'Role name', empty: 'Administrator', most: 200 },
  { field: 'accounts', label: 'Accounts of your own, by key', empty: 'side-project', most: 2_000 },
  { field: 'from', label: 'Reached from', empty: 'ops-hub:ops', most: 2_000 },
  { field: 'externalId', label: 'External id', empty: 'none', most: 1_224 },
]

const oneOrMany = (text: string): string | string[] => {
  const all = wordsIn(text)
  return all.length === 1 ? (all[0] ?? '') : [...all]
}

type RoleFormProps = { role: OwnRole | null; change: ChangePersonal; onDone: () => void }

export const OwnRoleForm = ({ role, change, onDone }: RoleFormProps) => {
  const { values, trimmed, set } = useValues<RoleField>({
    name: role?.name ?? '',
    accounts: role?.accounts?.join(' ') ?? '',
    from: role?.from.join(' ') ?? '',
    externalId: role?.externalId ?? '',
  })
  const [mfa, setMfa] = useState(role?.mfa ?? false)
  const [breakGlass, setBreakGlass] = useState(role?.breakGlass ?? false)
  /** Chosen by a selector, which only the file can say. */
  const selected = role !== null && role.accounts === null
  const { name, accounts, from, externalId } = trimmed
  return (
    <FormDialog
      title={role ? `Role ${role.name}` : 'Add a role of your own'}
      note="Where it is reached from: a sign-in (of a catalog as ops-hub:ops), or a role as account/Role."
      fields={specs}
      ready={name !== '' && from !== '' && (selected || accounts !== '')}
      send={() =>
        change({
          kind: 'role',
          at: role?.at ?? null,
          ...(role ? { was: role.name } : {}),
          fields: {
            name,
            ...(selected ? {} : { accounts: oneOrMany(accounts) }),
            from: oneOrMany(from),
            externalId: orNull(externalId),
            mfa: mfa ? 'required' : null,
            breakGlass: breakGlass ? 'true' : null,
          },
        })
      }
      onDone={onDone}
    >
      <TextFields
        first
        specs={specs.filter(({ field }) => !selected || field !== 'accounts')}
        values={values}
        onValue={set}
      />
      <Check text="Its trust policy asks for MFA" checked={mfa} onCheck={setMfa} />
      <Check text="For emergencies only (break-glass)" checked={breakGlass} onCheck={setBreakGlass} />
    </FormDialog>
  )
}
