// A choice of several under one field, with the system's own list.
import { Icon } from './icon.tsx'
import styles from './select.module.css'

type SelectProps = {
  label: string
  value: string
  options: readonly { readonly value: string; readonly text: string; readonly disabled?: boolean }[]
  disabled?: boolean
  onChoose: (value: string) => void
}

export const Select = ({ label, value, options, disabled, onChoose }: SelectProps) => (
  <span className={styles.select}>
    <select
      aria-label={label}
      value={value}
      disabled={disabled}
      onChange={event => onChoose(event.target.value)}
    >
      {options.map(option => (
        <option key={option.value} value={option.value} disabled={option.disabled}>
          {option.text}
        </option>
      ))}
    </select>
    <Icon name="down" small />
  </span>
)
