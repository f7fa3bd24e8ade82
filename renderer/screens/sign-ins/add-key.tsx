// Takes an IAM user's access key into the vault; the fields are emptied as soon as main has it.
import type { FormEvent } from 'react'
import type { SignInView } from '../../../shared/snapshot.ts'
import { useCall } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { FailureNotice, leadsOn } from '../../parts/failure-notice.tsx'
import { PaneHead } from '../../parts/pane.tsx'
import { TextFields, type TextSpec, useValues } from '../../parts/text-fields.tsx'
import styles from './sign-in-details.module.css'

type KeyField = 'accessKeyId' | 'secretAccessKey' | 'user' | 'mfaSerial'
const specs: readonly TextSpec<KeyField>[] = [
  { field: 'accessKeyId', label: 'Access key id', most: 128 },
  { field: 'secretAccessKey', label: 'Secret access key', most: 256, secret: true },
  { field: 'user', label: 'User name', empty: 'as IAM says', most: 64 },
  { field: 'mfaSerial', label: 'MFA serial number', empty: 'as IAM says', most: 256 },
]
const empty = { accessKeyId: '', secretAccessKey: '', user: '', mfaSerial: '' }

export const AddKey = ({ signIn }: { signIn: SignInView }) => {
  const { values, trimmed, set } = useValues<KeyField>(empty)
  const { accessKeyId, secretAccessKey, user, mfaSerial } = trimmed
  const add = useCall('addKey')
  const remedy = useRemedy()
  const ready = accessKeyId !== '' && secretAccessKey !== ''
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!ready || add.busy) return
    void add
      .run({
        signIn: signIn.id,
        accessKeyId,
        secretAccessKey,
        ...(user === '' ? {} : { user }),
        ...(mfaSerial === '' ? {} : { mfaSerial }),
      })
      .then(result => {
        if (result.ok) set('secretAccessKey', '')
      })
  }
  return (
    <form onSubmit={submit}>
      <PaneHead>Access key</PaneHead>
      <p className={styles.meta}>
        It goes into the vault of this machine and nowhere else. User and device are asked of IAM when left
        empty.
      </p>
      <TextFields specs={specs} values={values} onValue={set} />
      {add.failure ? <FailureNotice failure={add.failure} onRemedy={remedy} /> : null}
      <div className={styles.acts}>
        <Button primary={!leadsOn(add.failure)} submit disabled={!ready || add.busy}>
          Add key
        </Button>
      </div>
    </form>
  )
}
