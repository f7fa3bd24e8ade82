// The frame of a form in front of the window: what main finds wrong with it is said in its words, beside the field's name.
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { explain } from '../../shared/explain.ts'
import type { Failure } from '../../shared/failure.ts'
import type { Remedy } from '../../shared/remedy.ts'
import type { Result } from '../../shared/result.ts'
import { Button } from './button.tsx'
import { Dialog, DialogActs } from './dialog.tsx'
import { FailureNotice, leadsOn } from './failure-notice.tsx'
import styles from './form-dialog.module.css'
import { Keys } from './keys.tsx'

type Labeled = readonly { readonly field: string; readonly label: string }[]

/** Lines of a file that was never written tell nobody anything: the field, as the form calls it, and the sentence do. */
const problemsOf = (failure: Failure, fields: Labeled): readonly string[] => {
  if (failure.kind !== 'catalog-invalid') {
    const { title, detail } = explain(failure)
    return [`${title}. ${detail}`]
  }
  return failure.problems
    .filter(({ warning }) => !warning)
    .map(({ path, message }) => {
      const last = path.split(/[.[]/).at(-1)?.replace(']', '') ?? ''
      return `${fields.find(({ field }) => field === last)?.label ?? last}: ${message}`
    })
}

type FormDialogProps = {
  title: string
  note?: ReactNode
  wide?: boolean
  verb?: string
  /** What the button says while it works. */
  working?: string
  /** The way back in words of its own; the dialog then begins there, because what is sent cannot be taken back. */
  keep?: string
  /** Main's failures with their way out, where it is more than a field that does not fit. */
  onRemedy?: (remedy: Remedy) => void
  /** What its fields are called, for what main finds wrong with one. */
  fields?: Labeled
  ready: boolean
  send: () => Promise<Result<unknown>>
  /** `sent`: false when it was cancelled. */
  onDone: (sent: boolean) => void
  children: ReactNode
}

export const FormDialog = (props: FormDialogProps) => {
  const {
    title,
    note,
    wide,
    verb = 'Save',
    working = verb,
    keep,
    fields = [],
    ready,
    send,
    onDone,
    onRemedy,
    children,
  } = props
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const titleId = useId()
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!ready || busy) return
    setBusy(true)
    setFailure(null)
    const result = await send()
    setBusy(false)
    if (result.ok) onDone(true)
    else setFailure(result.failure)
  }
  return (
    <Dialog titleId={titleId} wide={wide === true} onCancel={() => onDone(false)}>
      <form className={styles.form} onSubmit={event => void submit(event)}>
        <h2 id={titleId}>{title}</h2>
        {note ? <p className={styles.note}>{note}</p> : null}
        {children}
        {failure && onRemedy ? (
          <FailureNotice failure={failure} onRemedy={onRemedy} />
        ) : failure ? (
          <div className={styles.wrong} role="alert">
            {problemsOf(failure, fields).map(sentence => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
        ) : null}
        <DialogActs>
          <Button data-first={keep !== undefined || undefined} onClick={() => onDone(false)}>
            {keep ?? (
              <>
                Cancel <Keys keys={['escape']} />
              </>
            )}
          </Button>
          <Button primary={!onRemedy || !leadsOn(failure)} submit disabled={!ready || busy}>
            {busy ? working : verb}
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  )
}
