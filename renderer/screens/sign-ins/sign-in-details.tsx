// The chosen sign-in: how long it lasts, both ways into a portal, and what belongs to its kind.
import type { SignInView } from '../../../shared/snapshot.ts'
import { countdown } from '../../../shared/time-left.ts'
import { useCall, useTargetRows, useTime } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { Dotted } from '../../parts/dotted.tsx'
import { FailureNotice, leadsOn } from '../../parts/failure-notice.tsx'
import { PaneHead } from '../../parts/pane.tsx'
import { clockTime, percentLeft } from '../../time/countdown.ts'
import { AddKey } from './add-key.tsx'
import { PortalList } from './portal-list.tsx'
import { RemoveSignIn } from './remove-sign-in.tsx'
import styles from './sign-in-details.module.css'
import { canSignIn, kindInWords, stateInWords } from './sign-in-words.ts'
import { TestSignIn } from './test-sign-in.tsx'
import { UserKey } from './user-key.tsx'

const Session = ({ signIn }: { signIn: SignInView }) => {
  const { expiresAt, startedAt, renews } = signIn
  const left = useTime(now => (expiresAt === null ? null : countdown(expiresAt, now)))
  const end = useTime(now => (expiresAt === null ? null : clockTime(expiresAt, now)))
  const bar = useTime(now =>
    expiresAt === null || startedAt === null ? null : percentLeft(startedAt, expiresAt, now),
  )
  return (
    <>
      <PaneHead>Session</PaneHead>
      <p className={styles.big}>{left ?? stateInWords(signIn)}</p>
      {bar === null ? null : (
        <progress className={styles.progress} aria-label="Time left" max={100} value={bar} />
      )}
      <p className={styles.meta}>
        {end === null ? null : (
          <>
            {renews ? 'Renewed silently at' : 'Ends at'} <span className="num">{end}</span>
            {renews ? ', until the portal ends its session.' : '.'}
          </>
        )}
      </p>
    </>
  )
}

export const SignInDetails = ({ signIn }: { signIn: SignInView }) => {
  const enter = useCall('signIn')
  const leave = useCall('signOut')
  const remedy = useRemedy()
  const rows = useTargetRows()
  const opens = rows?.filter(row => row.signIn === signIn.signIn && row.granted !== false).length ?? 0
  const portal = signIn.kind === 'identity-center'
  const outside = signIn.kind === 'profile' || signIn.kind === 'command'
  const out = signIn.state === 'out'
  const failure = enter.failure ?? leave.failure
  const signInBy = (flow: 'auto' | 'browser' | 'device-code') => () =>
    void enter.run({ signIn: signIn.id, flow })
  return (
    <aside className={styles.details} aria-label={signIn.signIn}>
      <div className={styles.pane}>
        <h2 className="cut">{signIn.signIn}</h2>
        <p className={styles.kind}>{kindInWords(signIn)}</p>
        <p className={styles.meta}>
          <Dotted
            facts={[
              signIn.title,
              signIn.catalog,
              `opens ${opens.toLocaleString('en')} ${opens === 1 ? 'target' : 'targets'}`,
            ]}
          />
        </p>

        {canSignIn(signIn) ? (
          <>
            <Session signIn={signIn} />
            <div className={styles.acts}>
              <Button
                primary={out && !leadsOn(failure)}
                disabled={enter.busy}
                onClick={signInBy(portal ? 'browser' : 'auto')}
              >
                {out ? 'Sign in' : 'Sign in again'}
              </Button>
              {portal ? (
                <Button disabled={enter.busy} onClick={signInBy('device-code')}>
                  With a device code
                </Button>
              ) : null}
              {out ? null : (
                <Button disabled={leave.busy} onClick={() => void leave.run({ signIn: signIn.id })}>
                  Sign out
                </Button>
              )}
            </div>
          </>
        ) : null}
        {failure && failure.kind !== 'cancelled' ? (
          <FailureNotice failure={failure} onRemedy={remedy} onRetry={signInBy('auto')} />
        ) : null}

        {outside ? <TestSignIn signIn={signIn} /> : null}
        {portal && !out ? <PortalList signIn={signIn} /> : null}
        {signIn.kind === 'iam-user' ? (
          signIn.hasKey ? (
            <UserKey signIn={signIn} />
          ) : (
            <AddKey signIn={signIn} />
          )
        ) : null}
        {signIn.catalog === 'personal' ? <RemoveSignIn signIn={signIn} opens={opens} /> : null}
      </div>
    </aside>
  )
}
