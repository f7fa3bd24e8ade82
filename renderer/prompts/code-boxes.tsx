// Six boxes that are one field: typing, pasting and password managers work as in any other.
import { useState } from 'react'
import { classes } from '../parts/class-names.ts'
import styles from './code-boxes.module.css'
import { digitsOf } from './readings.ts'

const places = [0, 1, 2, 3, 4, 5] as const

export const CodeBoxes = ({ code, onCode }: { code: string; onCode: (code: string) => void }) => {
  const [focused, setFocused] = useState(false)
  return (
    <div className={styles.code}>
      <input
        data-first
        type="text"
        aria-label="Six-digit code"
        inputMode="numeric"
        autoComplete="one-time-code"
        spellCheck={false}
        value={code}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        // The caret is drawn in the next box, so it stays at the end.
        onSelect={event => {
          const field = event.currentTarget
          if (field.selectionStart !== code.length || field.selectionEnd !== code.length)
            field.setSelectionRange(code.length, code.length)
        }}
        onChange={event => onCode(digitsOf(event.target.value))}
      />
      {places.map(place => (
        <span
          key={place}
          aria-hidden="true"
          className={classes(
            styles.box,
            focused && place === Math.min(code.length, 5) && styles.next,
            code[place] === undefined && styles.blank,
          )}
        >
          {code[place] ?? ''}
        </span>
      ))}
    </div>
  )
}
