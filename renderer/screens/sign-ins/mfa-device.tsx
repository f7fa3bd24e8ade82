// Which MFA device gives the codes: what IAM knows, one of several, or a serial typed by hand.
import { type FormEvent, useState } from 'react'
import type { SignInView } from '../../../shared/snapshot.ts'
import { useCall } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Arn } from '../../parts/arn.tsx'
import { Button, TextButton } from '../../parts/button.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Field } from '../../parts/field.tsx'
import { Facts } from '../../parts/pane.tsx'
import { Select } from '../../parts/select.tsx'
import styles from './sign-in-details.module.css'

const nameOf = (serial: string): string => serial.split('/').at(-1) ?? serial

export const MfaDevice = ({ signIn, devices }: { signIn: SignInView; devices: readonly string[] | null }) => {
  const [typing, setTyping] = useState<string | null>(null)
  const change = useCall('changePersonal')
  const remedy = useRemedy()
  const { id, catalog, key, mfaSerial } = signIn
  const save = (serial: string | null): void =>
    void change
      .run({
        change:
          catalog === 'personal'
            ? { kind: 'sign-in', key, fields: { mfaSerial: serial } }
            : { kind: 'sign-in-facts', signIn: id, mfaSerial: serial },
      })
      .then(result => {
        if (result.ok) setTyping(null)
      })
  const known = [...new Set([...(devices ?? []), ...(mfaSerial ? [mfaSerial] : [])])]
  return (
    <>
      <Facts
        rows={[
          {
            term: 'Device',
            value:
              known.length > 1 && mfaSerial ? (
                <Select
                  label="MFA device"
                  value={mfaSerial}
                  options={known.map(serial => ({ value: serial, text: nameOf(serial) }))}
                  onChoose={save}
                />
              ) : (
                <span title={mfaSerial ?? undefined}>{mfaSerial ? nameOf(mfaSerial) : 'not known'}</span>
              ),
          },
          {
            term: 'Serial',
            value: (
              <>
                {mfaSerial ? <Arn name={mfaSerial} /> : null}{' '}
                <TextButton onClick={() => setTyping(mfaSerial ?? '')}>
                  {mfaSerial ? 'Change…' : 'Name it…'}
                </TextButton>
              </>
            ),
          },
        ]}
      />
      {typing === null ? null : (
        <form
          onSubmit={(event: FormEvent) => {
            event.preventDefault()
            save(typing.trim() === '' ? null : typing.trim())
          }}
        >
          <Field
            mono
            label="MFA serial number"
            placeholder="as IAM says"
            value={typing}
            maxLength={256}
            note="An ARN of a virtual device, or the number on a hardware one. Empty: as IAM says."
            onChange={event => setTyping(event.target.value)}
          />
          <div className={styles.acts}>
            <Button onClick={() => setTyping(null)}>Cancel</Button>
            <Button submit disabled={change.busy}>
              Use this device
            </Button>
          </div>
        </form>
      )}
      {change.failure ? <FailureNotice failure={change.failure} onRemedy={remedy} /> : null}
    </>
  )
}
