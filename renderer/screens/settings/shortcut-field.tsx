// A shortcut, recorded by pressing it: Escape leaves it as it is, Backspace takes it away.
import { type KeyboardEvent, useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Keys, onApple } from '../../parts/keys.tsx'
import { keysOf, shortcutOf } from './shortcut-keys.ts'

type ShortcutFieldProps = {
  label: string
  value: string | null
  disabled: boolean
  onChange: (value: string | null) => void
}

export const ShortcutField = ({ label, value, disabled, onChange }: ShortcutFieldProps) => {
  const [recording, setRecording] = useState(false)
  const onKey = (event: KeyboardEvent): void => {
    if (!recording) return
    const plain = !event.altKey && !event.ctrlKey && !event.metaKey
    // Tab leaves, as everywhere.
    if (plain && event.code === 'Tab') {
      setRecording(false)
      return
    }
    event.preventDefault()
    event.stopPropagation()
    const clears = plain && /^(Backspace|Delete)$/.test(event.code)
    const keys = clears ? null : shortcutOf(event, onApple)
    // Modifiers alone: the key is still to come.
    if (keys === null && !clears && event.code !== 'Escape') return
    setRecording(false)
    if (event.code !== 'Escape' && keys !== value) onChange(keys)
  }
  const said = value === null ? 'none' : keysOf(value, onApple).join(' ')
  return (
    <Button
      disabled={disabled}
      aria-label={recording ? `${label}: press the keys` : `${label}: ${said}`}
      aria-pressed={recording}
      title="Press, then the keys. Backspace takes the shortcut away."
      onClick={() => setRecording(!recording)}
      onKeyDown={onKey}
      onBlur={() => setRecording(false)}
    >
      {recording ? (
        'Press the keys…'
      ) : value === null ? (
        'None'
      ) : (
        <span>
          <Keys keys={keysOf(value, onApple)} />
        </span>
      )}
    </Button>
  )
}
