// One sign-in of the list: what it is, its state, the time left, and the next step.
import type { SignInView } from '../../../shared/snapshot.ts'
import { countdown } from '../../../shared/time-left.ts'
import { useCall, useTime } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/class-names.ts'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Icon } from '../../parts/icon.tsx'
import { endsSoon } from '../../time/countdown.ts'
import styles from './sign-in-row.module.css'
import { canSignIn, kindIcons, kindInWords, stateInWords } from './sign-in-words.ts'

const TimeLeft = ({ expiresAt }: { expiresAt: string }) => {
  const words = useTime(now => countdown(expiresAt, now))
  const soon = useTime(now => endsSoon(expiresAt, now))
  return soon ? <strong>{words}</strong> : words
}

type SignInRowProps = { signIn: SignInView; selected: boolean; onChoose: () => void }

export const SignInRow = ({ signIn, selected, onChoose }: SignInRowProps) => {
  const enter = useCall('signIn')
  const leave = useCall('signOut')
  const remedy = useRemedy()
  const failure = enter.failure ?? leave.failure
  const out = signIn.state === 'out'
  return (
    <li className={classes(styles.row, selected && styles.selected)}>
      <span className={styles.icon}>
        <Icon name={kindIcons[signIn.kind]} />
      </span>
      <div className={styles.who}>
        <button type="button" aria-pressed={selected} className={styles.name} onClick={onChoose}>
          {signIn.signIn}
        </button>
        <p className={classes(styles.note, 'cut')}>
          {kindInWords(signIn)}, {signIn.catalog}
        </p>
      </div>
      <p className={styles.state}>
        {signIn.kind === 'profile' || signIn.kind === 'command' ? (
          <Icon name={kindIcons[signIn.kind]} />
        ) : out ? (
          <span className={styles.off} aria-hidden="true" />
        ) : (
          <Icon name="check" accent />
        )}
        <span>{stateInWords(signIn)}</span>
      </p>
      <p className={styles.left}>{signIn.expiresAt ? <TimeLeft expiresAt={signIn.expiresAt} /> : null}</p>
      <div className={styles.acts}>
        {signIn.hasKey === false ? (
          <Button small onClick={onChoose}>
            Add key
          </Button>
        ) : canSignIn(signIn) && signIn.state !== 'in' ? (
          <Button
            small
            disabled={enter.busy}
            onClick={() => {
              onChoose()
              void enter.run({ signIn: signIn.id })
            }}
          >
            {out ? 'Sign in' : 'Sign in again'}
          </Button>
        ) : signIn.kind === 'profile' || signIn.kind === 'command' ? (
          <Button small onClick={onChoose}>
            Test…
          </Button>
        ) : canSignIn(signIn) ? (
          <Button small disabled={leave.busy} onClick={() => void leave.run({ signIn: signIn.id })}>
            Sign out
          </Button>
        ) : null}
      </div>
      {failure && failure.kind !== 'cancelled' ? (
        <div className={styles.failure}>
          <FailureNotice failure={failure} onRemedy={remedy} />
        </div>
      ) : null}
    </li>
  )
}
