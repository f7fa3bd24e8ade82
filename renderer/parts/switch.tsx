// On or off, at once: a switch, never a box that waits for a button.
import styles from './switch.module.css'

type SwitchProps = {
  label: string
  on: boolean
  disabled?: boolean
  onSwitch: (on: boolean) => void
}

export const Switch = ({ label, on, disabled, onSwitch }: SwitchProps) => (
  <input
    type="checkbox"
    role="switch"
    className={styles.switch}
    aria-label={label}
    checked={on}
    aria-checked={on}
    disabled={disabled}
    onChange={event => onSwitch(event.target.checked)}
  />
)
