// Chips narrow a list: each opens its choices, and says the one that is chosen.
import type { ReactNode } from 'react'
import styles from './chip.module.css'
import { Icon } from './icon.tsx'
import { ChoiceMenu } from './menu.tsx'

/** For a chip that opens something else than its choices. */
export const chipLook = (chosen: boolean): string | undefined => (chosen ? styles.chosen : styles.chip)

type ChipProps = {
  label: string
  /** The word for no choice; "Any label" when left out. */
  any?: string
  /** The empty word means any. */
  value: string
  options: readonly { readonly value: string; readonly text: string; readonly note?: string }[]
  onChoose: (value: string) => void
}

export const Chip = ({ label, any, value, options, onChoose }: ChipProps) => {
  if (options.length < 2 && value === '') return null
  return (
    <ChoiceMenu
      value={value}
      any={any ?? `Any ${label.toLowerCase()}`}
      options={options}
      onChoose={onChoose}
      trigger={
        <button type="button" className={value ? styles.chosen : styles.chip}>
          {label}
          {value ? (
            <span className={styles.value}>{options.find(each => each.value === value)?.text ?? value}</span>
          ) : null}
          <Icon name="down" small />
        </button>
      }
    />
  )
}

export const ToggleChip = ({
  pressed,
  onPress,
  children,
  count,
}: {
  pressed: boolean
  onPress: () => void
  children: ReactNode
  count?: number
}) => (
  <button
    type="button"
    className={pressed ? styles.chosen : styles.chip}
    aria-pressed={pressed}
    onClick={onPress}
  >
    {children}
    {count === undefined ? null : <span className={pressed ? styles.value : undefined}>{count}</span>}
  </button>
)

/** A row of chips under the head of a list. */
export const ChipBar = ({ children, end }: { children: ReactNode; end?: ReactNode }) => (
  <div className={styles.bar}>
    <div className={styles.chips}>{children}</div>
    {end}
  </div>
)
