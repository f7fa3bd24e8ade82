// An icon of the set; decoration only, so whoever uses one alone names it.
import { classes } from './class-names.ts'
import styles from './icon.module.css'

export type IconName =
  | 'targets'
  | 'sessions'
  | 'catalogs'
  | 'sign-ins'
  | 'settings'
  | 'search'
  | 'console'
  | 'copy'
  | 'more'
  | 'pin'
  | 'right'
  | 'left'
  | 'down'
  | 'check'
  | 'x'
  | 'plus'
  | 'minus'
  | 'external'
  | 'lock'
  | 'alert'
  | 'refresh'
  | 'stop'
  | 'user'
  | 'phone'
  | 'globe'
  | 'tree'
  | 'list'
  | 'info'
  | 'glass'
  | 'shield'
  | 'file'
  | 'play'
  | 'plug'
  | 'command'
  | 'offline'
  | 'power'

export const Icon = ({ name, small, accent }: { name: IconName; small?: boolean; accent?: boolean }) => (
  <svg className={classes(styles.icon, small && styles.small, accent && styles.accent)} aria-hidden="true">
    <use href={`#i-${name}`} />
  </svg>
)
