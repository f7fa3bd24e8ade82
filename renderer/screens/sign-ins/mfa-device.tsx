// Which MFA device gives the codes: what IAM knows, one of several, or a serial typed by hand.
import { useState } from 'react'
import type { SignInView } from '../../../shared/snapshot.ts'
import { useCall } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Arn } from '../../parts/arn.tsx'
import { TextButton } from '../../parts/button.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Facts } from '../../parts/pane.tsx'
import { Select } from '../../parts/select.tsx'
import { SerialForm } from './serial-form.tsx'

const nameOf = (serial: string): string => serial.split('/').at(-1) ?? serial

export const MfaDevice = ({ signIn, devices }: { signIn: SignInView; devices: readonly string[] | null }) => {
  const [typing, setTyping] = useState(false)
  const change = useCall('changePersonal')
  const remedy = useRemedy()
  const { id, catalog, key, mfaSerial } = signIn
  const save = async (serial: string | null): Promise<boolean> => {
    const { ok } = await change.run({
      change:
        catalog === 'personal'
          ? { kind: 'sign-in', key, fields: { mfaSerial: serial } }
          : { kind: 'sign-in-facts', signIn: id, mfaSerial: serial },
    })
    return ok
  }
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
                  onChoose={serial => void save(serial)}
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
                <TextButton onClick={() => setTyping(true)}>{mfaSerial ? 'Change…' : 'Name it…'}</TextButton>
              </>
            ),
          },
        ]}
      />
      {typing ? (
        <SerialForm
          key={id}
          serial={mfaSerial ?? ''}
          busy={change.busy}
          onSave={save}
          onClose={() => setTyping(false)}
        />
      ) : null}
      {change.failure ? <FailureNotice failure={change.failure} onRemedy={remedy} /> : null}
    </>
  )
}
