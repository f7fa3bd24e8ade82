// The frame of a screen: one column with a head that names it, and room for what it holds.
import type { ReactNode } from 'react'
import { classes } from './class-names.ts'
import styles from './screen.module.css'

export const Screen = ({
  title,
  note,
  acts,
  aside,
  under,
  beside,
  tight,
  bare,
  children,
}: {
  title: string
  note?: ReactNode
  acts?: ReactNode
  aside?: ReactNode
  /** What stands between the head and the page, as chips do. */
  under?: ReactNode
  /** Beside the title: the tabs of the screen. */
  beside?: ReactNode
  tight?: boolean
  /** What it holds brings its own edges and scrolls by itself. */
  bare?: boolean
  children: ReactNode
}) => (
  <main className={classes(styles.screen, aside ? styles.split : null)}>
    <section className={styles.column} aria-label={title}>
      <header className={styles.bar}>
        <h1>{title}</h1>
        {beside}
        {note ? <p className={styles.note}>{note}</p> : null}
        {acts ? <div className={styles.acts}>{acts}</div> : null}
      </header>
      {under}
      {bare ? (
        children
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a place that scrolls must be reachable by keyboard
        <div className={classes(styles.page, tight && styles.tight)} tabIndex={0}>
          {children}
        </div>
      )}
    </section>
    {aside}
  </main>
)

export const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section>
    <h2 className={styles.section}>{title}</h2>
    {children}
  </section>
)
