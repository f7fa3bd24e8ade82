// The chosen sign-in: how long it lasts, both ways into a portal, and the key and device of an IAM user.
import type { SignInView } from '../../../shared/snapshot.ts'
import { countdown } from '../../../shared/time-left.ts'
import { useCall, useTargetRows, useTime } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Facts, PaneHead } from '../../parts/pane.tsx'
import { clockTime } from '../../time/countdown.ts'
import { AddKey } from './add-key.tsx'
import styles from './sign-in-details.module.css'
import { canSignIn, kindInWords, stateInWords } from './sign-in-words.ts'

const Session = ({ signIn }: { signIn: SignInView }) => {
  const { expiresAt } = signIn
  const left = useTime(now => (expiresAt === null ? null : countdown(expiresAt, now)))
  const end = useTime(now => (expiresAt === null ? null : clockTime(expiresAt, now)))
  return (
    <>
      <PaneHead>Session</PaneHead>
      <p className={styles.big}>{left ?? stateInWords(signIn)}</p>
      <p className={styles.meta}>
        {end === null ? null : (
          <>
            Ends at <span className="num">{end}</span>.
          </>
        )}
      </p>
    </>
  )
}

export const SignInDetails = ({ signIn }: { signIn: SignInView }) => {
  const enter = useCall('signIn')
  const leave = useCall('signOut')
  const refresh = useCall('refreshList')
  const remove = useCall('removeKey')
  const remedy = useRemedy()
  const rows = useTargetRows()
  const opens = rows?.filter(row => row.signIn === signIn.signIn && row.granted !== false).length ?? 0
  const portal = signIn.kind === 'identity-center'
  const out = signIn.state === 'out'
  const failure = enter.failure ?? leave.failure ?? refresh.failure ?? remove.failure
  const signInBy = (flow: 'auto' | 'browser' | 'device-code') => () =>
    void enter.run({ signIn: signIn.id, flow })
  return (
    <aside className={styles.details} aria-label={signIn.signIn}>
      <div className={styles.pane}>
        <h2 className="cut">{signIn.signIn}</h2>
        <p className={styles.kind}>{kindInWords(signIn)}</p>
        <p className={styles.meta}>
          {signIn.title ? `${signIn.title} · ` : ''}
          {signIn.catalog} · opens {opens.toLocaleString('en')} {opens === 1 ? 'target' : 'targets'}
        </p>

        {canSignIn(signIn) || !out ? <Session signIn={signIn} /> : null}

        {canSignIn(signIn) ? (
          <div className={styles.acts}>
            <Button primary={out} disabled={enter.busy} onClick={signInBy(portal ? 'browser' : 'auto')}>
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
        ) : null}
        {failure && failure.kind !== 'cancelled' ? (
          <FailureNotice failure={failure} onRemedy={remedy} onRetry={signInBy('auto')} />
        ) : null}

        {portal && !out ? (
          <>
            <PaneHead>Accounts and roles</PaneHead>
            {signIn.listing ? (
              <p className={styles.meta} role="status">
                {signIn.listing.accounts.toLocaleString('en')}
                {signIn.listing.of === null ? '' : ` of ${signIn.listing.of.toLocaleString('en')}`} accounts
                so far, at the pace AWS allows.
              </p>
            ) : (
              <div className={styles.acts}>
                <Button
                  icon="refresh"
                  disabled={refresh.busy}
                  onClick={() => void refresh.run({ signIn: signIn.id })}
                >
                  Read the list again
                </Button>
              </div>
            )}
          </>
        ) : null}

        {signIn.kind === 'iam-user' ? (
          signIn.hasKey ? (
            <>
              <PaneHead>Access key</PaneHead>
              <Facts
                rows={[
                  { term: 'Key', value: 'in the vault' },
                  {
                    term: 'MFA device',
                    value: <span className="mono">{signIn.mfaSerial ?? 'not known'}</span>,
                  },
                ]}
              />
              <div className={styles.acts}>
                <Button disabled={remove.busy} onClick={() => void remove.run({ signIn: signIn.id })}>
                  Remove key
                </Button>
              </div>
            </>
          ) : (
            <AddKey signIn={signIn} />
          )
        ) : null}
      </div>
    </aside>
  )
}
