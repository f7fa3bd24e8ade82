// A sentence that stays visible, with at most one way on.
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import styles from './notice.module.css'

export const Notice = ({
  icon = 'alert',
  children,
  act,
}: {
  icon?: IconName
  children: ReactNode
  act?: ReactNode
}) => (
  <div className={styles.notice} role="status">
    <Icon name={icon} />
    <p>{children}</p>
    {act}
  </div>
)
