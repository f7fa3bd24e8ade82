// Rotates an access key: what will happen to the old one is chosen first, because only a person may let it be deleted.
import { useState } from 'react'
import type { SignInFacts } from '../../../shared/sign-in-facts.ts'
import type { SignInView } from '../../../shared/snapshot.ts'
import { useCall } from '../../desk/hooks.ts'
import styles from './confirm.module.css'
import { Confirm } from './confirm.tsx'
import { rotationOf } from './key-words.ts'

type RotateKeyProps = {
  signIn: SignInView
  facts: SignInFacts
  onDone: (sentence: string) => void
  onClose: () => void
}

const old = { inactive: 'is switched off', deleted: 'is deleted', active: 'is still active' } as const

export const RotateKey = ({ signIn, facts, onDone, onClose }: RotateKeyProps) => {
  const rotate = useCall('rotateKey')
  const [deleteOld, setDeleteOld] = useState(false)
  const [makeRoom, setMakeRoom] = useState(false)
  const rotation = rotationOf(facts, signIn.user ?? 'The user')
  const room = rotation.can ? rotation.room : null
  const run = (): void =>
    void rotate.run({ signIn: signIn.id, deleteOld: deleteOld || makeRoom }).then(result => {
      if (!result.ok) return
      const { accessKeyId, notices } = result.value
      onDone([`The key is ${accessKeyId} now; the old one ${old[result.value.old]}.`, ...notices].join(' '))
    })
  return (
    <Confirm
      title={`Rotate the key of ${signIn.signIn}?`}
      verb="Rotate key"
      working="Rotating…"
      busy={rotate.busy}
      ready={rotation.can && (room === null || makeRoom)}
      failure={rotate.failure}
      onYes={run}
      onClose={onClose}
    >
      {rotation.can ? (
        <p>
          A new key is made, tried, and put in place of <span className="mono">{facts.accessKeyId}</span>. IAM
          takes some seconds until it knows the new one.
        </p>
      ) : (
        <p>{rotation.why}</p>
      )}
      {room !== null ? (
        <label className={styles.check}>
          <input type="checkbox" checked={makeRoom} onChange={event => setMakeRoom(event.target.checked)} />
          <span>
            Delete the inactive key <span className="mono">{room}</span>, because a user has two at most. The
            old key is deleted too.
          </span>
        </label>
      ) : rotation.can ? (
        <label className={styles.check}>
          <input type="checkbox" checked={deleteOld} onChange={event => setDeleteOld(event.target.checked)} />
          <span>Delete the old key. Otherwise it is switched off and stays with IAM, as a way back.</span>
        </label>
      ) : null}
    </Confirm>
  )
}
