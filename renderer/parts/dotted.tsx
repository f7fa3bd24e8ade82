// Short facts in a line, a dot between each two; where they take a second line, no dot is left over at the end of the first.
import type { ReactNode } from 'react'
import styles from './dotted.module.css'

/** @param facts null and '' are left out */
export const Dotted = ({ facts }: { facts: readonly ReactNode[] }) => (
  <span className={styles.dotted}>
    {facts
      .filter(fact => fact !== null && fact !== '')
      .map((fact, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fact is known by its place alone
        <span key={at}>
          {at === 0 ? null : <span className={styles.dot}> · </span>}
          {fact}
        </span>
      ))}
  </span>
)
