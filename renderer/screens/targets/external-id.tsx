// After a refusal that an external id explains: asks for it, keeps it in the personal layer for that hop, and tries again.
import { useEffect, useState } from 'react'
import { externalIdPattern, splitTargetId } from '../../../shared/names.ts'
import { useDesk } from '../../desk/hooks.ts'
import { Button } from '../../parts/button.tsx'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { orNull, TextFields, useValues } from '../../parts/text-fields.tsx'
import type { WantedExternalId } from './refused-hop.ts'

const specs = [{ field: 'id', label: 'External id', empty: 'none', most: 1_224 }] as const

type FormProps = {
  /** The hop's own target: it may be one on the way. */
  target: string
  verb: string
  onDone: (sent: boolean) => void
}

const ExternalIdForm = ({ target, verb, onDone }: FormProps) => {
  const call = useDesk()
  const [before, setBefore] = useState<string | null>(null)
  const { values, trimmed, set } = useValues({ id: '' })
  const parts = splitTargetId(target)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands there is asked for once
  useEffect(() => {
    void call('describe', { target }).then(answer => {
      if (!answer.ok || answer.value.personal.externalId === null) return
      setBefore(answer.value.personal.externalId)
      set('id', answer.value.personal.externalId)
    })
  }, [target])
  const fits = trimmed.id === '' ? before !== null : externalIdPattern.test(trimmed.id)
  return (
    <FormDialog
      title={`External id of ${parts ? `${parts.account} / ${parts.role}` : target}`}
      note="The account’s owner wrote it into the role’s trust policy and can tell it; it is no secret. It is kept in your personal layer, so it stays through every sync. The team’s catalog is the better place once it is right."
      verb={verb}
      ready={fits}
      send={() =>
        call('changePersonal', { change: { kind: 'target', target, externalId: orNull(trimmed.id) } })
      }
      onDone={onDone}
    >
      <TextFields
        first
        specs={specs}
        values={values}
        onValue={set}
        notes={trimmed.id === '' || fits ? {} : { id: '2 to 1224 letters, digits and _+=,.@:/-' }}
      />
    </FormDialog>
  )
}

type ExternalIdActProps = {
  wanted: WantedExternalId
  /** Tries what was refused once more. */
  onRetry: () => void
}

export const ExternalIdAct = ({ wanted, onRetry }: ExternalIdActProps) => {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button primary onClick={() => setOpen(true)}>
        {wanted.given ? 'Change external id…' : 'Add external id…'}
      </Button>
      {open ? (
        <ExternalIdForm
          target={wanted.target}
          verb="Save and try again"
          onDone={sent => {
            setOpen(false)
            if (sent) onRetry()
          }}
        />
      ) : null}
    </>
  )
}
