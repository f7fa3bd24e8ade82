// The live session of the chosen target: how much time is left, whether it renews, and the end of it.

import type { Look } from '../../../shared/environment-look.ts'
import type { SessionView } from '../../../shared/session.ts'
import { countdown } from '../../../shared/time-left.ts'
import { useTime } from '../../desk/hooks.ts'
import { Button } from '../../parts/button.tsx'
import { BigMark } from '../../parts/mark.tsx'
import { clockTime, percentLeft } from '../../time/countdown.ts'
import styles from './session-card.module.css'

type SessionCardProps = { session: SessionView; look: Look; busy: boolean; onStop: () => void }

export const SessionCard = ({ session, look, busy, onStop }: SessionCardProps) => {
  const left = useTime(now => countdown(session.expiresAt, now))
  const percent = useTime(now => percentLeft(session.startedAt, session.expiresAt, now))
  const end = useTime(now => clockTime(session.expiresAt, now))
  const until = useTime(now => (session.until === null ? null : clockTime(session.until, now)))
  return (
    <div className={styles.card}>
      <BigMark look={look} left={percent} />
      <div>
        <p className={styles.left}>{left}</p>
        <p className={styles.note}>
          {session.renews ? `Renews by itself${until === null ? '' : ` until ${until}`}` : `Ends at ${end}`}
        </p>
      </div>
      <Button icon="stop" disabled={busy} onClick={onStop}>
        Stop
      </Button>
    </div>
  )
}
