// The chips under the search: which targets to show, and how to group them.
import { memo, type ReactNode } from 'react'
import { Icon } from '../../parts/icon.tsx'
import { ChoiceMenu } from '../../parts/menu.tsx'
import { Segment } from '../../parts/segment.tsx'
import type { Filter, FilterChoice, FilterChoices } from './filter-rows.ts'
import styles from './filters.module.css'
import type { Grouping } from './group-rows.ts'

type FiltersProps = {
  filter: Filter
  choices: FilterChoices
  grouping: Grouping
  onFilter: (filter: Filter) => void
  onGrouping: (grouping: Grouping) => void
}

const Chip = ({
  label,
  value,
  options,
  onChoose,
}: {
  label: string
  value: string
  options: readonly FilterChoice[]
  onChoose: (value: string) => void
}) => {
  if (options.length < 2 && value === '') return null
  return (
    <ChoiceMenu
      value={value}
      any={`Any ${label.toLowerCase()}`}
      options={options.map(option => ({
        value: option.value,
        text: option.value,
        note: option.count.toLocaleString('en'),
      }))}
      onChoose={onChoose}
      trigger={
        <button type="button" className={value ? styles.chosen : styles.chip}>
          {label}
          {value ? <span className={styles.value}>{value}</span> : null}
          <Icon name="down" small />
        </button>
      }
    />
  )
}

const groupings: readonly { value: Grouping; text: ReactNode; name?: string }[] = [
  { value: 'units', text: 'Units' },
  { value: 'environments', text: 'Environments' },
  { value: 'flat', text: <Icon name="list" />, name: 'Without groups' },
]

export const Filters = memo(({ filter, choices, grouping, onFilter, onGrouping }: FiltersProps) => (
  <div className={styles.filters}>
    <div className={styles.chips}>
      <Chip
        label="Environment"
        value={filter.environment}
        options={choices.environments}
        onChoose={environment => onFilter({ ...filter, environment })}
      />
      <Chip
        label="Catalog"
        value={filter.catalog}
        options={choices.catalogs}
        onChoose={catalog => onFilter({ ...filter, catalog })}
      />
      <Chip
        label="Sign-in"
        value={filter.signIn}
        options={choices.signIns}
        onChoose={signIn => onFilter({ ...filter, signIn })}
      />
      {choices.refused > 0 ? (
        <button
          type="button"
          className={filter.all ? styles.chosen : styles.chip}
          aria-pressed={filter.all}
          onClick={() => onFilter({ ...filter, all: !filter.all })}
        >
          Not granted
          <span className={filter.all ? styles.value : undefined}>{choices.refused}</span>
        </button>
      ) : null}
    </div>
    <div className={styles.grouping}>
      <Segment label="Group by" value={grouping} options={groupings} onChoose={onGrouping} />
    </div>
  </div>
))
