// One live session: its ring, what it is called, its profile, the time left and the two ways on.

import { lookOf } from '../../../shared/environment-look.ts'
import { splitTargetId } from '../../../shared/names.ts'
import type { SessionView } from '../../../shared/session.ts'
import type { TargetRow } from '../../../shared/target-row.ts'
import { countdown } from '../../../shared/time-left.ts'
import { useCall, useSnapshot, useTime } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { environmentOf } from '../../parts/environment-asks.ts'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Icon } from '../../parts/icon.tsx'
import { BigMark } from '../../parts/mark.tsx'
import { openPage } from '../../place/open-page.ts'
import { writePlace } from '../../place/place.ts'
import { clockTime, percentLeft } from '../../time/countdown.ts'
import styles from './session-row.module.css'

const renewal = (session: SessionView, until: string | null): string => {
  if (!session.renews) return 'does not renew'
  return until === null ? 'renews by itself' : `renews until ${until}`
}

export const SessionRow = ({ session, row }: { session: SessionView; row: TargetRow | null }) => {
  const environments = useSnapshot(snapshot => snapshot.environments)
  const stop = useCall('stopSession')
  const consoleCall = useCall('openConsole')
  const remedy = useRemedy()
  const parts = splitTargetId(session.target)
  const key = row?.account.environment ?? null
  const look = lookOf(key, environmentOf(environments, row?.catalog ?? '', key)?.color ?? null)
  const left = useTime(now => countdown(session.expiresAt, now))
  const percent = useTime(now => percentLeft(session.startedAt, session.expiresAt, now))
  const end = useTime(now => clockTime(session.expiresAt, now))
  const until = useTime(now => (session.until === null ? null : clockTime(session.until, now)))
  const name = row?.account.name ?? parts?.account ?? session.target
  const failure = stop.failure ?? consoleCall.failure
  const openConsole = (): void =>
    void consoleCall.run({ target: session.target }).then(result => {
      if (result.ok && result.value.open !== null) openPage(result.value.open)
    })
  return (
    <li className={styles.session} data-env={look}>
      <BigMark look={look} left={percent} />
      <div className={styles.who}>
        <p className="cut">
          <a className={styles.name} href={writePlace({ screen: 'targets', chosen: session.target })}>
            <strong>{name}</strong> <span className="dim">/</span> {row?.role ?? parts?.role}
          </a>
        </p>
        <p className={styles.note}>
          {key ? <span className={styles.environment}>{key} · </span> : null}
          <span className="num">{session.accountId}</span> · {renewal(session, until)}
        </p>
      </div>
      {session.profile ? (
        <p className={styles.use} title={`Profile ${session.profile}, ${session.mode} mode`}>
          <Icon name="file" />
          <span className="cut">{session.profile}</span>
        </p>
      ) : (
        <span />
      )}
      <div className={styles.time}>
        <p className={styles.left}>{left}</p>
        <p className={styles.note}>
          ends <span className="num">{end}</span>
        </p>
      </div>
      <div className={styles.acts}>
        <Button icon="console" disabled={consoleCall.busy} onClick={openConsole}>
          Console
        </Button>
        <Button
          icon="stop"
          disabled={stop.busy}
          aria-label={`Stop ${name}`}
          onClick={() => void stop.run({ target: session.target })}
        >
          Stop
        </Button>
      </div>
      {failure && failure.kind !== 'cancelled' ? (
        <div className={styles.failure}>
          <FailureNotice failure={failure} onRemedy={remedy} />
        </div>
      ) : null}
    </li>
  )
}
