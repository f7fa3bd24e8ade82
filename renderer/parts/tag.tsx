// A word in a thin frame, beside a name.
import type { ReactNode } from 'react'
import styles from './tag.module.css'

export const Tag = ({ children, title }: { children: ReactNode; title?: string }) => (
  <span className={styles.tag} title={title}>
    {children}
  </span>
)
