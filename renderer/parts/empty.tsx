// An empty list, with the next step.
import type { ReactNode } from 'react'
import styles from './empty.module.css'
import { Icon, type IconName } from './icon.tsx'

export const Empty = ({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) => (
  <div className={styles.empty}>
    <span className={styles.icon}>
      <Icon name={icon} />
    </span>
    <p className={styles.title}>{title}</p>
    {children}
  </div>
)
