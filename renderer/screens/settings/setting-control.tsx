// Draws one row of the settings table with its control, and gives main what the person chose at once.
import { useEffect, useState } from 'react'
import type { SettingRow } from '../../../shared/setting-row.ts'
import type { SettingsInSight } from '../../../shared/settings.ts'
import { useCall, useSnapshot } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Segment } from '../../parts/segment.tsx'
import { Select } from '../../parts/select.tsx'
import { Switch } from '../../parts/switch.tsx'
import { lengthInWords } from '../../time/countdown.ts'
import { Row } from './row.tsx'
import styles from './settings.module.css'
import { ShortcutField } from './shortcut-field.tsx'

export type Option = {
  readonly value: string | number | null
  readonly text: string
  readonly disabled?: boolean
}

type TextProps = {
  label: string
  value: string
  empty: string
  disabled: boolean
  onChange: (value: string) => void
}

/** Kept when the person leaves it or presses Enter; Escape brings back what was there. */
const TextField = ({ label, value, empty, disabled, onChange }: TextProps) => {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const keep = (): void => {
    if (typed.trim() !== value) onChange(typed.trim())
  }
  return (
    <input
      className={styles.text}
      aria-label={label}
      autoComplete="off"
      spellCheck={false}
      placeholder={empty}
      disabled={disabled}
      value={typed}
      onChange={event => setTyped(event.target.value)}
      onBlur={keep}
      onKeyDown={event => {
        if (event.key === 'Enter') keep()
        if (event.key === 'Escape') setTyped(value)
      }}
    />
  )
}

const needs = {
  desktop: 'In the desktop app only.',
  browser: 'No browser can be opened from this machine.',
} as const

type SettingControlProps = {
  row: SettingRow
  /** What a select offers in place of the table's own. */
  options?: readonly Option[] | undefined
  /** It needs what is not here. */
  missing: boolean
  /** What is so on this machine, beside the table's own note. */
  more?: string | null | undefined
}

export const SettingControl = ({ row, options, missing, more }: SettingControlProps) => {
  const value = useSnapshot(snapshot => snapshot.settings[row.id as keyof SettingsInSight])
  const change = useCall('changeSettings')
  const remedy = useRemedy()
  const set = (next: unknown): void => void change.run({ [row.id]: next })
  const { control } = row
  const selectable = (): readonly Option[] => {
    const offered: readonly Option[] = options ?? (control.kind === 'select' ? control.options : [])
    if (offered.some(option => option.value === value)) return offered
    const text = typeof value === 'number' ? lengthInWords(value) : String(value)
    return [...offered, { value: value as string | number, text }]
  }
  return (
    <Row
      name={row.name}
      note={[row.note, missing && row.needs ? needs[row.needs] : more].filter(Boolean).join(' ')}
      below={
        change.failure && change.failure.kind !== 'cancelled' ? (
          <FailureNotice failure={change.failure} onRemedy={remedy} />
        ) : null
      }
    >
      {control.kind === 'segment' ? (
        <Segment
          label={row.name}
          value={String(value)}
          options={control.options}
          disabled={missing}
          onChoose={set}
        />
      ) : control.kind === 'switch' ? (
        <Switch label={row.name} on={value === true} disabled={missing} onSwitch={set} />
      ) : control.kind === 'select' ? (
        <Select
          label={row.name}
          value={JSON.stringify(value)}
          options={selectable().map(option => ({ ...option, value: JSON.stringify(option.value) }))}
          disabled={missing}
          onChoose={chosen => set(JSON.parse(chosen))}
        />
      ) : control.kind === 'shortcut' ? (
        <ShortcutField
          label={row.name}
          value={typeof value === 'string' ? value : null}
          disabled={missing}
          onChange={set}
        />
      ) : control.kind === 'text' ? (
        <TextField
          label={row.name}
          value={typeof value === 'string' ? value : ''}
          empty={control.empty}
          disabled={missing}
          onChange={typed => set(control.clears && typed === '' ? null : typed)}
        />
      ) : null}
    </Row>
  )
}
