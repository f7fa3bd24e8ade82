// The policy that cuts off keys which were copied: AWS takes none back, and honors them until their end.
import { useId, useState } from 'react'
import { revocationPolicy } from '../../../shared/ending.ts'
import { useDeskStore } from '../../desk/hooks.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog, DialogActs } from '../../parts/dialog.tsx'
import { PolicyText } from '../../parts/policy-text.tsx'
import styles from './sessions.module.css'

export const Revocation = ({ onClose }: { onClose: () => void }) => {
  const titleId = useId()
  const store = useDeskStore()
  const [policy] = useState(() => revocationPolicy(store.now()))
  return (
    <Dialog titleId={titleId} wide onCancel={onClose}>
      <div className={styles.inside}>
        <h2 id={titleId}>The policy that cuts copied keys off</h2>
        <p>
          Attach it to the role as an inline policy (of a portal’s role: to its permission set). It denies all
          to credentials issued before this moment; whoever may be the role takes it anew.
        </p>
        <PolicyText policy={policy} />
        <DialogActs>
          <Button primary data-first onClick={onClose}>
            Done
          </Button>
        </DialogActs>
      </div>
    </Dialog>
  )
}
