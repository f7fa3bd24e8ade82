// One target in the list: mark, account, role, the way there, and the time left or its pin.
import { memo } from 'react'
import type { Look } from '../../../shared/environment-look.ts'
import type { SessionView } from '../../../shared/session.ts'
import type { TargetRow as Row } from '../../../shared/target-row.ts'
import { countdown } from '../../../shared/time-left.ts'
import { useTime } from '../../desk/hooks.ts'
import { classes } from '../../parts/class-names.ts'
import { Hops } from '../../parts/hops.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Mark } from '../../parts/mark.tsx'
import { Tag } from '../../parts/tag.tsx'
import { endsSoon, percentLeft } from '../../time/countdown.ts'
import styles from './target-row.module.css'

type TargetRowProps = {
  row: Row
  look: Look
  session: SessionView | null
  selected: boolean
  /** An MFA session covers it: no code will be asked. */
  covered: boolean
  tag: string | null
  /** The search field names the chosen row to screen readers. */
  id: string | undefined
  place: number
  of: number
  onChoose: (target: string) => void
  onOpen: (target: string) => void
}

const TimeLeft = ({ expiresAt }: { expiresAt: string }) => {
  const words = useTime(now => countdown(expiresAt, now))
  const soon = useTime(now => endsSoon(expiresAt, now))
  return <span className={classes('num', soon && styles.soon)}>{words}</span>
}

const LiveMark = ({ look, name, session }: { look: Look; name: string; session: SessionView }) => {
  const left = useTime(now => percentLeft(session.startedAt, session.expiresAt, now))
  return <Mark look={look} label={`${name}, live`} left={left} />
}

type WayProps = { hops: number; mfa: boolean; covered: boolean; breakGlass: boolean }

/** Mostly the same from row to row, so that a letter in the search leaves it as it stands. */
const Way = memo(({ hops, mfa, covered, breakGlass }: WayProps) => (
  <span className={styles.way}>
    <Hops count={hops} dashed={breakGlass} />
    {mfa ? (
      covered ? (
        <span className={styles.covered}>
          MFA<span className="sr">, no code needed</span>
        </span>
      ) : (
        <Tag title="A code will be asked">MFA</Tag>
      )
    ) : null}
    {breakGlass ? (
      <span className={styles.glass} title="Break-glass">
        <Icon name="glass" />
        <span className="sr">Break-glass</span>
      </span>
    ) : null}
  </span>
))

export const TargetRow = memo((props: TargetRowProps) => {
  const { row, look, session, selected, covered, tag, id, place, of, onChoose, onOpen } = props
  const environment = row.account.environment ?? 'no environment'
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the search field, which names the chosen row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled where the focus is
    <div
      id={id}
      role="option"
      aria-selected={selected}
      aria-setsize={of}
      aria-posinset={place}
      className={classes(styles.row, selected && styles.selected)}
      // The search keeps the focus, so that typing goes on there.
      onMouseDown={event => event.preventDefault()}
      onClick={() => onChoose(row.target)}
      onDoubleClick={() => onOpen(row.target)}
    >
      {session ? (
        <LiveMark look={look} name={environment} session={session} />
      ) : (
        <Mark look={look} label={environment} />
      )}
      <span className={styles.name} title={row.account.name}>
        {row.account.name}
      </span>
      <span className={styles.id}>{row.account.id}</span>
      <span className={styles.role} title={row.role}>
        {row.role}
        {tag ? (
          <span className={styles.tag}>
            <Tag>{tag}</Tag>
          </span>
        ) : null}
      </span>
      <Way hops={row.hops} mfa={row.mfa} covered={covered} breakGlass={row.breakGlass} />
      <span className={styles.time}>
        {session ? (
          <TimeLeft expiresAt={session.expiresAt} />
        ) : row.pinned !== null ? (
          <span className={styles.pin}>@{row.pinned}</span>
        ) : null}
      </span>
    </div>
  )
})
