// One question of drift: its title, how many answers there are, and what can be done about it.
import type { ReactNode } from 'react'
import styles from './drift.module.css'

type PartProps = { title: string; count: number | null; act?: ReactNode; children: ReactNode }

export const Part = ({ title, count, act, children }: PartProps) => (
  <section aria-label={title}>
    <header className={styles.head}>
      <h2>
        {title}
        {count === null ? null : <span className="num dim"> {count.toLocaleString('en')}</span>}
      </h2>
      <div className={styles.acts}>{act}</div>
    </header>
    {children}
  </section>
)
