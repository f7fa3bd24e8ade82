// Sessions that ended today, and the way back into each.

import { lookOf } from '../../../shared/environment-look.ts'
import { splitTargetId } from '../../../shared/names.ts'
import type { TargetRow } from '../../../shared/target-row.ts'
import { useCall, useSnapshot, useTime } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { environmentOf } from '../../parts/environment-asks.ts'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Mark } from '../../parts/mark.tsx'
import { Section } from '../../parts/screen.tsx'
import { clockTime } from '../../time/countdown.ts'
import type { Ended } from './day.ts'
import styles from './ended-today.module.css'

const shown = 8

const EndedRow = ({ ended, row }: { ended: Ended; row: TargetRow | null }) => {
  const environments = useSnapshot(snapshot => snapshot.environments)
  const start = useCall('startSession')
  const remedy = useRemedy()
  const { stoppedAt, profile } = ended
  const at = useTime(now => clockTime(stoppedAt ?? ended.openedAt, now))
  const parts = splitTargetId(ended.target)
  const key = row?.account.environment ?? ended.environment
  const look = lookOf(
    key,
    environmentOf(environments, row?.catalog ?? parts?.catalog ?? '', key)?.color ?? null,
  )
  const name = row?.account.name ?? parts?.account ?? ended.target
  return (
    <li>
      <Mark look={look} label={key ?? 'no environment'} />
      <span className="cut" title={name}>
        {name}
      </span>
      <span className="cut" title={row?.role ?? parts?.role}>
        {row?.role ?? parts?.role}
      </span>
      <span className={styles.how}>
        {stoppedAt === null ? (
          <>
            ran to its end, opened at <span className="num">{at}</span>
          </>
        ) : (
          <>
            stopped at <span className="num">{at}</span>
            {profile === null ? '' : `, profile ${profile} removed`}
          </>
        )}
      </span>
      <Button
        small
        disabled={start.busy || row === null}
        aria-label={`Assume ${name} / ${row?.role ?? parts?.role} again`}
        onClick={() => void start.run({ target: ended.target, ...(profile === null ? {} : { profile }) })}
      >
        Assume again
      </Button>
      {start.failure && start.failure.kind !== 'cancelled' ? (
        <div className={styles.failure}>
          <FailureNotice failure={start.failure} onRemedy={remedy} />
        </div>
      ) : null}
    </li>
  )
}

export const EndedToday = ({
  ended,
  rows,
}: {
  ended: readonly Ended[]
  rows: readonly TargetRow[] | null
}) =>
  ended.length === 0 ? null : (
    <Section title="Ended today">
      <ul className={styles.ended}>
        {ended.slice(0, shown).map(one => (
          <EndedRow key={one.target} ended={one} row={rows?.find(row => row.target === one.target) ?? null} />
        ))}
      </ul>
    </Section>
  )
