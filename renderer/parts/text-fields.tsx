// The text fields of a form as a table: what each is called, what it stands for while empty, and how much it takes.
import { type ReactNode, useState } from 'react'
import { Field } from './field.tsx'

export type TextSpec<K extends string> = {
  readonly field: K
  readonly label: string
  /** What it stands for while nothing is in it. */
  readonly empty?: string
  readonly most: number
  /** Words of people stand in the text's own face; what is typed or copied in the mono face. */
  readonly words?: true
  readonly secret?: true
}

export type Values<K extends string> = Readonly<Record<K, string>>

/** What is typed into the fields; `trimmed` is what is meant by it. */
export const useValues = <K extends string>(before: Values<K>) => {
  const [values, setValues] = useState(before)
  const set = (field: K, value: string): void => setValues(now => ({ ...now, [field]: value }))
  const trimmed = Object.fromEntries(
    Object.entries<string>(values).map(([field, value]) => [field, value.trim()]),
  ) as Values<K>
  return { values, trimmed, set }
}

type TextFieldsProps<K extends string> = {
  specs: readonly TextSpec<K>[]
  values: Values<K>
  onValue: (field: K, value: string) => void
  /** The first of them is where a dialog begins. */
  first?: boolean
  notes?: Partial<Record<K, ReactNode>>
}

export const TextFields = <K extends string>(props: TextFieldsProps<K>) => {
  const { specs, values, onValue, first = false, notes } = props
  return specs.map(({ field, label, empty, most, words, secret }, at) => (
    <Field
      key={field}
      mono={!words}
      type={secret ? 'password' : 'text'}
      label={label}
      placeholder={empty}
      value={values[field]}
      maxLength={most}
      note={notes?.[field]}
      data-first={(first && at === 0) || undefined}
      onChange={event => onValue(field, event.target.value)}
    />
  ))
}

/** Empty means: not said. */
export const orNull = (text: string): string | null => text.trim() || null
/** Words parted by spaces or commas. */
export const wordsIn = (text: string): readonly string[] => text.split(/[\s,]+/).filter(Boolean)
