// The end of everything: what it will end before, what AWS alone can end after, with the policy that does it.
import { useEffect, useId, useRef, useState } from 'react'
import type { Ending } from '../../shared/ending.ts'
import { useCall, useSnapshot, useTime } from '../desk/hooks.ts'
import { useRemedy } from '../desk/remedy.ts'
import { Arn } from '../parts/arn.tsx'
import { Button } from '../parts/button.tsx'
import { Dialog, DialogActs } from '../parts/dialog.tsx'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { Icon } from '../parts/icon.tsx'
import { Keys } from '../parts/keys.tsx'
import { PolicyText } from '../parts/policy-text.tsx'
import { clockTime } from '../time/countdown.ts'
import styles from './end-everything.module.css'
import { whatEnded, whatEnds } from './what-ends.ts'

const Before = () => {
  const sessions = useSnapshot(snapshot => snapshot.sessions)
  const signIns = useSnapshot(snapshot => snapshot.signIns)
  const host = useSnapshot(snapshot => snapshot.host)
  const lines = whatEnds({ sessions, signIns, host })
  return (
    <>
      {lines.length === 0 ? (
        <p className={styles.about}>Nothing is open. What is left in caches is emptied.</p>
      ) : (
        <ul className={styles.lines}>
          {lines.map(({ icon, what, which }) => (
            <li key={what}>
              <Icon name={icon} />
              <strong>{what}</strong>
              <span>{which}</span>
            </li>
          ))}
        </ul>
      )}
      <p className={styles.note}>
        {host === 'browser' ? 'Consoles in tabs of a browser go on until AWS ends them. ' : ''}
        Access keys stay in the vault. What AWS cannot take back is listed then, with the policy that cuts it
        off.
      </p>
    </>
  )
}

const Until = ({ at }: { at: string }) => <span className="num">{useTime(now => clockTime(at, now))}</span>

const After = ({ ending }: { ending: Ending }) => (
  <>
    <p className={styles.about}>{whatEnded(ending.stopped.length, ending.signedOut.length)}</p>
    {ending.troubles.length > 0 ? (
      <div role="alert">
        <ul className={styles.troubles}>
          {ending.troubles.map(trouble => (
            <li key={trouble}>
              <Icon name="alert" />
              <span>{trouble}</span>
            </li>
          ))}
        </ul>
      </div>
    ) : null}
    {ending.policy === null ? null : (
      <>
        <h3 className={styles.head}>What AWS does not take back</h3>
        <p className={styles.note}>
          Whoever kept a copy may use it until its end. The policy below cuts it off; sign in anew for what
          you still need.
        </p>
        <ul className={styles.remaining}>
          {ending.remaining.map(({ arn, expiresAt, attachTo }) => (
            <li key={`${arn} ${expiresAt}`}>
              <span className={styles.arn}>
                <Arn name={arn} />
              </span>
              <span className={styles.until}>
                until <Until at={expiresAt} />
              </span>
              <span className={styles.place}>{attachTo}</span>
            </li>
          ))}
        </ul>
        <PolicyText policy={ending.policy} />
      </>
    )}
  </>
)

export const EndEverything = ({ onClose }: { onClose: () => void }) => {
  const titleId = useId()
  const end = useCall('endEverything')
  const remedy = useRemedy()
  const [ended, setEnded] = useState<Ending | null>(null)
  const inside = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (ended !== null)
      inside.current?.querySelector<HTMLElement>('[data-first]')?.focus({ preventScroll: true })
  }, [ended])
  const run = (): void =>
    void end.run({}).then(result => {
      if (result.ok) setEnded(result.value)
    })
  const troubled = ended !== null && ended.troubles.length > 0
  return (
    <Dialog titleId={titleId} wide onCancel={onClose}>
      <div ref={inside} className={styles.inside}>
        <h2 id={titleId}>
          {ended === null
            ? 'End everything?'
            : troubled
              ? 'Not everything has ended'
              : 'Everything has ended'}
        </h2>
        {ended === null ? <Before /> : <After ending={ended} />}
        {end.failure ? <FailureNotice failure={end.failure} onRemedy={remedy} /> : null}
        <DialogActs>
          {ended === null ? (
            <>
              <Button data-first onClick={onClose}>
                Cancel <Keys keys={['escape']} />
              </Button>
              <Button primary icon="power" disabled={end.busy} onClick={run}>
                {end.busy ? 'Ending…' : 'End everything'}
              </Button>
            </>
          ) : (
            <Button primary data-first onClick={onClose}>
              Done
            </Button>
          )}
        </DialogActs>
      </div>
    </Dialog>
  )
}
