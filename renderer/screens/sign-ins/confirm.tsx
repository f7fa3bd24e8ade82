// Asks before something ends that cannot be brought back: says what ends, never whether one is sure.
import { type ReactNode, useId } from 'react'
import type { Failure } from '../../../shared/failure.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog, DialogActs } from '../../parts/dialog.tsx'
import { FailureNotice, leadsOn } from '../../parts/failure-notice.tsx'
import { Keys } from '../../parts/keys.tsx'
import styles from './confirm.module.css'

type ConfirmProps = {
  title: string
  children: ReactNode
  verb: string
  /** What the button says while it works. */
  working: string
  busy: boolean
  ready?: boolean
  failure: Failure | null
  onYes: () => void
  onClose: () => void
}

export const Confirm = (props: ConfirmProps) => {
  const { title, verb, working, busy, ready = true, failure, children } = props
  const titleId = useId()
  const remedy = useRemedy()
  return (
    <Dialog titleId={titleId} onCancel={props.onClose}>
      <div className={styles.inside}>
        <h2 id={titleId}>{title}</h2>
        {children}
        {failure && failure.kind !== 'cancelled' ? (
          <FailureNotice failure={failure} onRemedy={remedy} />
        ) : null}
        <DialogActs>
          <Button data-first onClick={props.onClose}>
            Cancel <Keys keys={['escape']} />
          </Button>
          <Button primary={!leadsOn(failure)} disabled={busy || !ready} onClick={props.onYes}>
            {busy ? working : verb}
          </Button>
        </DialogActs>
      </div>
    </Dialog>
  )
}
