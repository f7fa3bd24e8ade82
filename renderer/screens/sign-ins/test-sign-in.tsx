// Tries a profile or a command: runs it as a route would, and says whose credentials came.
import { useState } from 'react'
import type { TestedSignIn } from '../../../shared/sign-in-facts.ts'
import type { SignInView } from '../../../shared/snapshot.ts'
import { useCall, useTime } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Arn } from '../../parts/arn.tsx'
import { Button } from '../../parts/button.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Facts, PaneHead } from '../../parts/pane.tsx'
import { clockTime } from '../../time/countdown.ts'
import styles from './sign-in-details.module.css'

const Until = ({ at }: { at: string }) => <span className="num">{useTime(now => clockTime(at, now))}</span>

export const TestSignIn = ({ signIn }: { signIn: SignInView }) => {
  const test = useCall('testSignIn')
  const remedy = useRemedy()
  const [tested, setTested] = useState<TestedSignIn | null>(null)
  const run = (): void =>
    void test.run({ signIn: signIn.id }).then(result => setTested(result.ok ? result.value : null))
  return (
    <>
      <PaneHead>Credentials</PaneHead>
      <p className={styles.meta}>
        {signIn.kind === 'profile'
          ? 'Read from your AWS profile whenever a route needs them.'
          : 'Printed by your command whenever a route needs them.'}{' '}
        Nothing of them is kept.
      </p>
      <div role="status">
        {tested ? (
          <Facts
            rows={[
              { term: 'Who', value: <Arn name={tested.arn} /> },
              { term: 'Account', value: <span className="num">{tested.account}</span> },
              {
                term: 'Until',
                value: tested.expiresAt ? <Until at={tested.expiresAt} /> : 'they do not end',
              },
            ]}
          />
        ) : null}
      </div>
      {test.failure && test.failure.kind !== 'cancelled' ? (
        <FailureNotice failure={test.failure} onRemedy={remedy} />
      ) : null}
      <div className={styles.acts}>
        <Button disabled={test.busy} onClick={run}>
          {test.busy ? 'Testing…' : 'Test'}
        </Button>
      </div>
    </>
  )
}
