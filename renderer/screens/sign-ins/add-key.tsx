// Takes an IAM user's access key into the vault; the fields are emptied as soon as main has it.
import { type FormEvent, useState } from 'react'
import type { SignInView } from '../../../shared/snapshot.ts'
import { useCall } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Field } from '../../parts/field.tsx'
import { PaneHead } from '../../parts/pane.tsx'
import styles from './sign-in-details.module.css'

export const AddKey = ({ signIn }: { signIn: SignInView }) => {
  const [id, setId] = useState('')
  const [secret, setSecret] = useState('')
  const [user, setUser] = useState('')
  const [serial, setSerial] = useState('')
  const add = useCall('addKey')
  const remedy = useRemedy()
  const ready = id.trim() !== '' && secret.trim() !== ''
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!ready || add.busy) return
    void add
      .run({
        signIn: signIn.id,
        accessKeyId: id.trim(),
        secretAccessKey: secret.trim(),
        ...(user.trim() ? { user: user.trim() } : {}),
        ...(serial.trim() ? { mfaSerial: serial.trim() } : {}),
      })
      .then(result => {
        if (result.ok) setSecret('')
      })
  }
  return (
    <form onSubmit={submit}>
      <PaneHead>Access key</PaneHead>
      <p className={styles.meta}>
        It goes into the vault of this machine and nowhere else. User and device are asked of IAM when left
        empty.
      </p>
      <Field
        mono
        label="Access key id"
        value={id}
        maxLength={128}
        onChange={event => setId(event.target.value)}
      />
      <Field
        mono
        type="password"
        label="Secret access key"
        value={secret}
        maxLength={256}
        onChange={event => setSecret(event.target.value)}
      />
      <Field
        mono
        label="User name"
        placeholder="as IAM says"
        value={user}
        maxLength={64}
        onChange={event => setUser(event.target.value)}
      />
      <Field
        mono
        label="MFA serial number"
        placeholder="as IAM says"
        value={serial}
        maxLength={256}
        onChange={event => setSerial(event.target.value)}
      />
      {add.failure ? <FailureNotice failure={add.failure} onRemedy={remedy} /> : null}
      <div className={styles.acts}>
        <Button primary submit disabled={!ready || add.busy}>
          Add key
        </Button>
      </div>
    </form>
  )
}
