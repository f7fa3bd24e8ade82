// A choice of few, all visible: one segment is pressed.
import type { ReactNode } from 'react'
import styles from './segment.module.css'

type SegmentProps<T extends string> = {
  label: string
  value: T
  options: readonly { readonly value: T; readonly text: ReactNode; readonly name?: string }[]
  disabled?: boolean
  onChoose: (value: T) => void
}

export const Segment = <T extends string>({ label, value, options, disabled, onChoose }: SegmentProps<T>) => (
  <fieldset className={styles.segment} aria-label={label} disabled={disabled}>
    {options.map(option => (
      <button
        key={option.value}
        type="button"
        aria-pressed={option.value === value}
        aria-label={option.name}
        title={option.name}
        onClick={() => onChoose(option.value)}
      >
        {option.text}
      </button>
    ))}
  </fieldset>
)
