// The screen of sessions: what lives, until when, what it is used for, and the end of it.
import { useMemo, useState } from 'react'
import type { SessionView } from '../../../shared/session.ts'
import type { SignInView } from '../../../shared/snapshot.ts'
import type { TargetRow } from '../../../shared/target-row.ts'
import { countdown } from '../../../shared/time-left.ts'
import { useCall, useDeskStore, useSnapshot, useTargetRows, useTime } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button, TextButton } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Late } from '../../parts/late.tsx'
import { Screen, Section } from '../../parts/screen.tsx'
import { Unread } from '../../parts/unread.tsx'
import { WaitingRows } from '../../parts/waiting-rows.tsx'
import { ask } from '../../place/asked.ts'
import { goTo } from '../../place/place.ts'
import { endedSince, reasonOf, usesOf } from './day.ts'
import { EndedToday } from './ended-today.tsx'
import { EndingSoon } from './ending-soon.tsx'
import { Revocation } from './revocation.tsx'
import { SessionRow } from './session-row.tsx'
import styles from './sessions.module.css'
import { useDay } from './use-day.ts'

const byEnd = (a: SessionView, b: SessionView): number => a.expiresAt.localeCompare(b.expiresAt)

const NextEnd = ({ sessions }: { sessions: readonly SessionView[] }) => {
  const next = useTime(now => (sessions[0] ? countdown(sessions[0].expiresAt, now) : ''))
  return (
    <>
      {sessions.length} live, the next ends in <span className="num">{next}</span>
    </>
  )
}

/** None that are known of is not none. */
const NoSessions = () => {
  const store = useDeskStore()
  const remedy = useRemedy()
  const unlock = useCall('unlock')
  const failure = useSnapshot(snapshot => snapshot.unread.sessions)
  if (failure?.kind === 'vault-locked')
    return (
      <Empty icon="lock" title="The vault is locked">
        <p>Live sessions go on until their end. What they are is kept in the vault.</p>
        <Button disabled={unlock.busy} onClick={() => void unlock.run({})}>
          Unlock
        </Button>
      </Empty>
    )
  if (failure !== null) return <Unread failure={failure} onRemedy={remedy} onRetry={store.askAgain} />
  return (
    <Empty icon="sessions" title="No sessions">
      <p>Pick a target and press Enter.</p>
      <Button onClick={() => goTo('targets')}>Go to Targets</Button>
    </Empty>
  )
}

export const Sessions = () => {
  const live = useSnapshot(snapshot => snapshot.sessions)
  const sessions = useMemo(() => live.toSorted(byEnd), [live])
  const rows = useTargetRows()
  const stopAll = useCall('stopAll')
  const remedy = useRemedy()
  const signIns = useSnapshot(snapshot => snapshot.signIns)
  const { day, failure: untold, again } = useDay()
  const [policy, setPolicy] = useState(false)
  const known = useSnapshot(snapshot => snapshot.unread.sessions === null)
  const ended = useMemo(() => {
    if (day === null) return []
    const rows = endedSince(day.rows, new Set(live.map(({ target }) => target)), day.since)
    // Where nobody can say what lives, only what was stopped has ended for certain.
    return known ? rows : rows.filter(({ stoppedAt }) => stoppedAt !== null)
  }, [day, live, known])
  const rowOf = (target: string): TargetRow | null => rows?.find(row => row.target === target) ?? null
  const signInOf = (target: string): SignInView | null => {
    const name = rowOf(target)?.signIn
    return signIns.find(({ signIn }) => signIn === name) ?? null
  }
  return (
    <Screen
      title="Sessions"
      note={sessions.length > 0 ? <NextEnd sessions={sessions} /> : null}
      acts={
        sessions.length > 0 ? (
          <Button icon="stop" disabled={stopAll.busy} onClick={() => void stopAll.run({})}>
            Stop all
          </Button>
        ) : null
      }
    >
      {stopAll.failure ? (
        <FailureNotice failure={stopAll.failure} onRemedy={remedy} onRetry={() => void stopAll.run({})} />
      ) : null}
      {sessions.length === 0 ? (
        <NoSessions />
      ) : (
        <>
          <div aria-live="polite" aria-relevant="additions">
            {sessions.map(session => (
              <EndingSoon
                key={session.target}
                session={session}
                row={rowOf(session.target)}
                signIn={signInOf(session.target)}
              />
            ))}
          </div>
          <Section title="Live">
            <ul className={styles.cards}>
              {sessions.map(session => (
                <SessionRow
                  key={session.target}
                  session={session}
                  row={rowOf(session.target)}
                  signIn={signInOf(session.target)}
                  uses={usesOf(session, day?.rows ?? [])}
                  reason={reasonOf(session, day?.rows ?? [])}
                  onUsed={again}
                />
              ))}
            </ul>
          </Section>
        </>
      )}
      {untold ? (
        <Section title="Ended today">
          <Unread failure={untold} onRemedy={remedy} onRetry={again} />
        </Section>
      ) : day === null ? (
        <Late>
          <Section title="Ended today">
            <WaitingRows part label="Reading the record" />
          </Section>
        </Late>
      ) : (
        <EndedToday ended={ended} rows={rows} />
      )}
      {sessions.length > 0 || ended.length > 0 ? (
        <p className={styles.foot}>
          <Icon name="info" />
          <span>
            Stopping removes the profile, closes its windows and empties the caches. AWS honors copied keys
            until their end;{' '}
            <TextButton onClick={() => setPolicy(true)}>show the policy that cuts them off</TextButton>, or{' '}
            <TextButton onClick={() => ask({ what: 'end-everything' })}>end everything…</TextButton>
          </span>
        </p>
      ) : null}
      {policy ? <Revocation onClose={() => setPolicy(false)} /> : null}
    </Screen>
  )
}
