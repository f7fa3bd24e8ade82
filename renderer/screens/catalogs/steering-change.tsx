// One change that steers where credentials go or what guards them: the sentence, then before and after.
import { useId } from 'react'
import type { Change } from '../../../shared/catalog.ts'
import { classes } from '../../parts/class-names.ts'
import styles from './review.module.css'

type SteeringChangeProps = {
  number: number
  change: Change
  seen: boolean
  onSeen: (seen: boolean) => void
}

export const SteeringChange = ({ number, change, seen, onSeen }: SteeringChangeProps) => {
  const id = useId()
  return (
    <li>
      <article className={classes(styles.change, seen && styles.seen)} aria-labelledby={id}>
        <div className={styles.line}>
          <span className={styles.number}>{number}</span>
          <h4 id={id}>{change.sentence}</h4>
          <label className={styles.check}>
            <input type="checkbox" checked={seen} onChange={event => onSeen(event.target.checked)} />
            Seen
          </label>
        </div>
        <div className={styles.diff}>
          <p className={styles.path}>{change.path.split('.').join(' › ')}</p>
          {change.before === null ? null : (
            <p>
              <span className={styles.sign} role="img" aria-label="before">
                −
              </span>
              <del>{change.before}</del>
            </p>
          )}
          {change.after === null ? null : (
            <p>
              <span className={styles.sign} role="img" aria-label="after">
                +
              </span>
              <ins>{change.after}</ins>
            </p>
          )}
        </div>
      </article>
    </li>
  )
}
