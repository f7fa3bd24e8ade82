// A list before its first rows are here: their places, without words.
import { classes } from './class-names.ts'
import styles from './waiting-rows.module.css'

const places = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

/** @param inset of a list whose rows bring their own edges, as targets do */
export const WaitingRows = ({ label, inset }: { label: string; inset?: boolean }) => (
  <div className={classes(styles.list, inset && styles.inset)} role="status" aria-label={label}>
    {places.map((place, index) => (
      <div key={place} className={styles.row} aria-hidden="true">
        <span className={styles.mark} />
        <span className={index % 2 === 0 ? styles.long : styles.short} />
        <span className={index % 3 === 0 ? styles.long : styles.short} />
      </div>
    ))}
  </div>
)
