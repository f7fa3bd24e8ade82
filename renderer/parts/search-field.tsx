// A small field that searches the list below it.
import { Icon } from './icon.tsx'
import styles from './search-field.module.css'

type SearchFieldProps = {
  label: string
  placeholder: string
  value: string
  onValue: (value: string) => void
}

export const SearchField = ({ label, placeholder, value, onValue }: SearchFieldProps) => (
  <div className={styles.field}>
    <Icon name="search" />
    <input
      type="search"
      aria-label={label}
      autoComplete="off"
      spellCheck={false}
      placeholder={placeholder}
      value={value}
      onChange={event => onValue(event.target.value)}
    />
  </div>
)
