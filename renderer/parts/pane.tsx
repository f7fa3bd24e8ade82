// The parts of a details pane: its heads, its facts, and a sentence set apart.
import type { ReactNode } from 'react'
import styles from './pane.module.css'

export const PaneHead = ({ children }: { children: ReactNode }) => <h3 className={styles.head}>{children}</h3>

export const Facts = ({
  rows,
}: {
  rows: readonly { readonly term: string; readonly value: ReactNode }[]
}) => (
  <dl className={styles.facts}>
    {rows.map(row => (
      <div key={row.term}>
        <dt className="cut" title={row.term}>
          {row.term}
        </dt>
        <dd>{row.value}</dd>
      </div>
    ))}
  </dl>
)

export const Sentence = ({ children }: { children: ReactNode }) => (
  <p className={styles.sentence}>{children}</p>
)
