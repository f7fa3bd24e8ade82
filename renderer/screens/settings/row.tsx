// One row of the settings: what it is, what it does, and the control; what is wrong with it stands below.
import { type ReactNode, useId } from 'react'
import styles from './row.module.css'

type RowProps = {
  name: ReactNode
  note: ReactNode
  /** What stands below, over the whole width. */
  below?: ReactNode
  children?: ReactNode
}

export const Row = ({ name, note, below, children }: RowProps) => {
  const id = useId()
  return (
    <fieldset className={styles.row} aria-labelledby={id}>
      <div className={styles.words}>
        <h3 id={id} className={styles.name}>
          {name}
        </h3>
        <p className={styles.note}>{note}</p>
      </div>
      {children ? <div className={styles.control}>{children}</div> : null}
      {below ? <div className={styles.below}>{below}</div> : null}
    </fieldset>
  )
}
