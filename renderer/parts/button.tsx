// Buttons are verbs: one primary per surface, the others plain; an icon alone has a name.
import type { ButtonHTMLAttributes, ReactNode } from 'react'
import styles from './button.module.css'
import { classes } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'

type Plain = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'type'>
export type ButtonProps = Plain & {
  icon?: IconName
  primary?: boolean
  small?: boolean
  submit?: boolean
  wide?: boolean
  children: ReactNode
}

/** A button that cannot be pressed just now keeps the focus it has: `disabled` itself would throw it to the top of the page. */
const pressable = ({ disabled, onClick, ...rest }: Plain): Plain =>
  disabled
    ? { ...rest, 'aria-disabled': true, onClick: event => event.preventDefault() }
    : { ...rest, onClick }

export const Button = ({ icon, primary, small, submit, wide, children, ...rest }: ButtonProps) => (
  <button
    {...pressable(rest)}
    type={submit ? 'submit' : 'button'}
    className={classes(styles.button, primary && styles.primary, small && styles.small, wide && styles.wide)}
  >
    {icon ? <Icon name={icon} /> : null}
    {children}
  </button>
)

export const IconButton = ({ icon, label, ...rest }: Plain & { icon: IconName; label: string }) => (
  <button {...pressable(rest)} type="button" className={styles.alone} aria-label={label} title={label}>
    <Icon name={icon} />
  </button>
)

/** A command that reads as a link in a line of text. */
export const TextButton = ({ icon, children, ...rest }: Plain & { icon?: IconName; children: ReactNode }) => (
  <button {...pressable(rest)} type="button" className={styles.text}>
    {icon ? <Icon name={icon} small /> : null}
    {children}
  </button>
)

/** A quiet command at the edge of the window. */
export const GhostButton = ({ icon, children, ...rest }: Plain & { icon: IconName; children: ReactNode }) => (
  <button {...pressable(rest)} type="button" className={styles.ghost}>
    <Icon name={icon} />
    {children}
  </button>
)

/** A link that leaves the window, in a new page that cannot reach back. */
export const OutLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <a className={styles.text} href={href} target="_blank" rel="noopener noreferrer">
    {children}
    <Icon name="external" small />
  </a>
)
