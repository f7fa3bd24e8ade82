// A list before its first rows are here: their places, without words.
import { classes } from './class-names.ts'
import styles from './waiting-rows.module.css'

const places = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

type WaitingRowsProps = {
  label: string
  /** Of a list whose rows bring their own edges, as targets do. */
  inset?: boolean
  /** It is a part of a page that is there: three rows under its own head. */
  part?: boolean
}

export const WaitingRows = ({ label, inset = false, part = false }: WaitingRowsProps) => (
  <div
    className={classes(styles.list, inset && styles.inset, part && styles.part)}
    role="status"
    aria-label={label}
  >
    {places.slice(0, part ? 3 : places.length).map((place, index) => (
      <div key={place} className={styles.row} aria-hidden="true">
        <span className={styles.mark} />
        <span className={index % 2 === 0 ? styles.long : styles.short} />
        <span className={index % 3 === 0 ? styles.long : styles.short} />
      </div>
    ))}
  </div>
)
