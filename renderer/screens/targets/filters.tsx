// The chips under the search: which targets to show, and how to group them.
import { memo, type ReactNode } from 'react'
import { Chip, ChipBar, ToggleChip } from '../../parts/chip.tsx'
import { Icon } from '../../parts/icon.tsx'
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

const noted = (choices: readonly FilterChoice[]) =>
  choices.map(({ value, count }) => ({ value, text: value, note: count.toLocaleString('en') }))

const groupings: readonly { value: Grouping; text: ReactNode; name?: string }[] = [
  { value: 'units', text: 'Units' },
  { value: 'environments', text: 'Environments' },
  { value: 'flat', text: <Icon name="list" />, name: 'Without groups' },
]

export const Filters = memo(({ filter, choices, grouping, onFilter, onGrouping }: FiltersProps) => (
  <ChipBar
    end={
      <div className={styles.grouping}>
        <Segment label="Group by" value={grouping} options={groupings} onChoose={onGrouping} />
      </div>
    }
  >
    <Chip
      label="Environment"
      value={filter.environment}
      options={noted(choices.environments)}
      onChoose={environment => onFilter({ ...filter, environment })}
    />
    <Chip
      label="Catalog"
      value={filter.catalog}
      options={noted(choices.catalogs)}
      onChoose={catalog => onFilter({ ...filter, catalog })}
    />
    <Chip
      label="Sign-in"
      value={filter.signIn}
      options={noted(choices.signIns)}
      onChoose={signIn => onFilter({ ...filter, signIn })}
    />
    {choices.refused > 0 ? (
      <ToggleChip
        pressed={filter.all}
        count={choices.refused}
        onPress={() => onFilter({ ...filter, all: !filter.all })}
      >
        Not granted
      </ToggleChip>
    ) : null}
  </ChipBar>
))
