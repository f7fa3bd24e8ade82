// The screen of sessions: what lives, until when, what it is used for, and the end of it.
import { useMemo } from 'react'
import type { SessionView } from '../../../shared/session.ts'
import { countdown } from '../../../shared/time-left.ts'
import { useCall, useSnapshot, useTargetRows, useTime } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Screen, Section } from '../../parts/screen.tsx'
import { goTo } from '../../place/place.ts'
import { EndingSoon } from './ending-soon.tsx'
import { SessionRow } from './session-row.tsx'
import styles from './sessions.module.css'

const byEnd = (a: SessionView, b: SessionView): number => a.expiresAt.localeCompare(b.expiresAt)

const NextEnd = ({ sessions }: { sessions: readonly SessionView[] }) => {
  const next = useTime(now => (sessions[0] ? countdown(sessions[0].expiresAt, now) : ''))
  return (
    <>
      {sessions.length} live, the next ends in <span className="num">{next}</span>
    </>
  )
}

export const Sessions = () => {
  const live = useSnapshot(snapshot => snapshot.sessions)
  const sessions = useMemo(() => live.toSorted(byEnd), [live])
  const rows = useTargetRows()
  const stopAll = useCall('stopAll')
  const remedy = useRemedy()
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
        <Empty icon="sessions" title="No sessions">
          <p>Pick a target and press Enter.</p>
          <Button onClick={() => goTo('targets')}>Go to Targets</Button>
        </Empty>
      ) : (
        <>
          <div aria-live="polite" aria-relevant="additions">
            {sessions.map(session => (
              <EndingSoon key={session.target} session={session} />
            ))}
          </div>
          <Section title="Live">
            <ul className={styles.cards}>
              {sessions.map(session => (
                <SessionRow
                  key={session.target}
                  session={session}
                  row={rows?.find(row => row.target === session.target) ?? null}
                />
              ))}
            </ul>
          </Section>
          <p className={styles.foot}>
            <Icon name="info" />
            <span>
              Stopping removes the profile and empties the caches. AWS honors keys that were copied until
              their end.
            </span>
          </p>
        </>
      )}
    </Screen>
  )
}
