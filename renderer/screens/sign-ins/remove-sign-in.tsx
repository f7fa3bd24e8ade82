// Takes a sign-in of the person's own away: out of the personal layer, with what came from it.
import { useState } from 'react'
import type { SignInView } from '../../../shared/snapshot.ts'
import { useCall } from '../../desk/hooks.ts'
import { Button } from '../../parts/button.tsx'
import { PaneHead } from '../../parts/pane.tsx'
import { Confirm } from './confirm.tsx'
import styles from './sign-in-details.module.css'

export const RemoveSignIn = ({ signIn, opens }: { signIn: SignInView; opens: number }) => {
  const [asked, setAsked] = useState(false)
  const leave = useCall('signOut')
  const forget = useCall('removeKey')
  const change = useCall('changePersonal')
  const run = async (): Promise<void> => {
    const left = await leave.run({ signIn: signIn.id })
    // Nobody is told by a portal that is out of reach; it is forgotten here all the same.
    if (!left.ok && left.failure.kind === 'vault-locked') return
    if (signIn.hasKey) {
      const forgotten = await forget.run({ signIn: signIn.id })
      if (!forgotten.ok) return
    }
    const removed = await change.run({ change: { kind: 'sign-in', key: signIn.key, fields: null } })
    if (removed.ok) setAsked(false)
  }
  return (
    <>
      <PaneHead>Yours</PaneHead>
      <p className={styles.meta}>It stands in your personal layer, not in a team’s catalog.</p>
      <div className={styles.acts}>
        <Button onClick={() => setAsked(true)}>Remove sign-in…</Button>
      </div>
      {asked ? (
        <Confirm
          title={`Remove ${signIn.signIn}?`}
          verb="Remove sign-in"
          working="Removing…"
          busy={leave.busy || forget.busy || change.busy}
          failure={change.failure ?? forget.failure}
          onYes={() => void run()}
          onClose={() => setAsked(false)}
        >
          <p>
            {opens === 0
              ? 'No target starts from it. '
              : `${opens.toLocaleString('en')} ${opens === 1 ? 'target starts' : 'targets start'} from it and would be gone with it. `}
            Its sessions end{signIn.hasKey ? ', and its key leaves the vault' : ''}.
          </p>
        </Confirm>
      ) : null}
    </>
  )
}
