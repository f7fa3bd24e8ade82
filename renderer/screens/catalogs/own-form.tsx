// The frame of a form about something of one's own: what main finds wrong with it is said in its words, beside the field's name.
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { explain } from '../../../shared/explain.ts'
import type { Failure } from '../../../shared/failure.ts'
import type { PersonalChange } from '../../../shared/personal-change.ts'
import type { Result } from '../../../shared/result.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import styles from './ask.module.css'

/** Lines of a file that was never written tell nobody anything: the field and the sentence do. */
const problemsOf = (failure: Failure): readonly string[] => {
  if (failure.kind !== 'catalog-invalid') {
    const { title, detail } = explain(failure)
    return [`${title}. ${detail}`]
  }
  return failure.problems
    .filter(({ warning }) => !warning)
    .map(({ path, message }) => `${path.split(/[.[]/).at(-1)?.replace(']', '') ?? ''}: ${message}`)
}

type OwnFormProps = {
  title: string
  note?: string
  ready: boolean
  /** What is wished for when the form is sent. */
  wish: () => PersonalChange
  change: (wish: PersonalChange) => Promise<Result<null>>
  onDone: () => void
  children: ReactNode
}

export const OwnForm = ({ title, note, ready, wish, change, onDone, children }: OwnFormProps) => {
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const titleId = useId()
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!ready || busy) return
    setBusy(true)
    const result = await change(wish())
    setBusy(false)
    if (result.ok) onDone()
    else setFailure(result.failure)
  }
  return (
    <Dialog titleId={titleId} onCancel={onDone}>
      <form className={styles.ask} onSubmit={event => void submit(event)}>
        <h2 id={titleId}>{title}</h2>
        {note ? <p className={styles.note}>{note}</p> : null}
        {children}
        {failure ? (
          <div className={styles.wrong} role="alert">
            {problemsOf(failure).map(sentence => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
        ) : null}
        <div className={styles.acts}>
          <Button onClick={onDone}>Cancel</Button>
          <Button primary submit disabled={!ready || busy}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Empty means: not said. */
export const orNull = (text: string): string | null => text.trim() || null
