// One change that steers where credentials go or what guards them: the sentence, what it comes to, the way drawn, before and after.
import { useId } from 'react'
import type { ReviewedChange } from '../../../shared/review.ts'
import { classes } from '../../parts/class-names.ts'
import { Icon } from '../../parts/icon.tsx'
import { reachInWords } from './catalog-words.ts'
import styles from './review.module.css'
import { RoutesTodayAndAfter } from './review-route.tsx'

type SteeringChangeProps = {
  number: number
  change: ReviewedChange
  seen: boolean
  onSeen: (seen: boolean) => void
}

export const SteeringChange = ({ number, change, seen, onSeen }: SteeringChangeProps) => {
  const id = useId()
  return (
    <li>
      <article
        className={classes(styles.change, seen && styles.seen, change.loud && styles.loud)}
        aria-labelledby={id}
      >
        <div className={styles.line}>
          <span className={styles.number}>{number}</span>
          <h4 id={id}>{change.sentence}</h4>
          <label className={styles.check}>
            <input type="checkbox" checked={seen} onChange={event => onSeen(event.target.checked)} />
            Seen
          </label>
        </div>
        <p className={styles.why}>
          {change.loud ? <Icon name="alert" small /> : null}
          <span>
            {change.detail ? <>{change.detail} </> : null}
            {reachInWords(change)}
          </span>
        </p>
        {change.routes ? <RoutesTodayAndAfter routes={change.routes} /> : null}
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
