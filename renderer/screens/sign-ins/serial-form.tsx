// Asks for an MFA device's serial number in the pane itself: takes the focus, and gives it back when it goes.
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Field } from '../../parts/field.tsx'
import styles from './sign-in-details.module.css'

type SerialFormProps = {
  serial: string
  busy: boolean
  /** @returns true when it was kept */
  onSave: (serial: string | null) => Promise<boolean>
  onClose: () => void
}

export const SerialForm = ({ serial, busy, onSave, onClose }: SerialFormProps) => {
  const [typed, setTyped] = useState(serial)
  const field = useRef<HTMLInputElement>(null)
  const asked = useRef<Element | null>(null)
  useEffect(() => {
    asked.current = document.activeElement
    field.current?.focus()
    field.current?.select()
  }, [])
  const close = (): void => {
    onClose()
    if (asked.current instanceof HTMLElement) asked.current.focus()
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void onSave(typed.trim() === '' ? null : typed.trim()).then(kept => kept && close())
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    close()
  }
  return (
    <form onSubmit={submit} onKeyDown={onKey}>
      <Field
        mono
        ref={field}
        label="MFA serial number"
        placeholder="as IAM says"
        value={typed}
        maxLength={256}
        note="An ARN of a virtual device, or the number on a hardware one. Empty: as IAM says."
        onChange={event => setTyped(event.target.value)}
      />
      <div className={styles.acts}>
        <Button onClick={close}>Cancel</Button>
        <Button submit disabled={busy}>
          Use this device
        </Button>
      </div>
    </form>
  )
}
