// The chips under the search: which targets to show, under which names that is kept, and how they are grouped.
import { memo } from 'react'
import type { SavedFilter } from '../../../shared/settings.ts'
import { Chip, ChipBar, ToggleChip } from '../../parts/chip.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Segment } from '../../parts/segment.tsx'
import type { Filter, FilterChoice, FilterChoices } from './filter-rows.ts'
import styles from './filters.module.css'
import { FilterActs, SavedChip } from './saved-filters.tsx'

export type Grouping = { readonly by: 'units' | 'environments'; readonly grouped: boolean }

type FiltersProps = {
  filter: Filter
  choices: FilterChoices
  saved: readonly SavedFilter[]
  grouping: Grouping
  onFilter: (filter: Filter) => void
  onSaved: (saved: readonly SavedFilter[]) => void
  onGrouping: (grouping: Grouping) => void
}

const noted = (choices: readonly FilterChoice[]) =>
  choices.map(({ value, count }) => ({ value, text: value, note: count.toLocaleString('en') }))

const ways = [
  { value: 'units', text: 'Units' },
  { value: 'environments', text: 'Environments' },
] as const
const layouts = [
  { value: 'grouped', text: <Icon name="tree" />, name: 'In groups' },
  { value: 'flat', text: <Icon name="list" />, name: 'Without groups' },
] as const

export const Filters = memo((props: FiltersProps) => {
  const { filter, choices, saved, grouping, onFilter, onSaved, onGrouping } = props
  const chips = [
    { label: 'Environment', part: 'environment', options: choices.environments },
    { label: 'Catalog', part: 'catalog', options: choices.catalogs },
    { label: 'Sign-in', part: 'signIn', options: choices.signIns },
    { label: 'Group', part: 'group', options: choices.groups },
    { label: 'Tag', part: 'tag', options: choices.tags },
  ] as const
  return (
    <ChipBar
      end={
        <div className={styles.grouping}>
          <Segment
            label="Group by"
            value={grouping.by}
            options={ways}
            onChoose={by => onGrouping({ by, grouped: true })}
          />
          <Segment
            label="Layout"
            value={grouping.grouped ? 'grouped' : 'flat'}
            options={layouts}
            onChoose={layout => onGrouping({ ...grouping, grouped: layout === 'grouped' })}
          />
        </div>
      }
    >
      <SavedChip filter={filter} saved={saved} onFilter={onFilter} onSaved={onSaved} />
      {chips.map(({ label, part, options }) => (
        <Chip
          key={part}
          label={label}
          value={filter[part]}
          options={noted(options)}
          onChoose={value => onFilter({ ...filter, [part]: value })}
        />
      ))}
      {choices.refused > 0 ? (
        <ToggleChip
          pressed={filter.all}
          count={choices.refused}
          onPress={() => onFilter({ ...filter, all: !filter.all })}
        >
          Not granted
        </ToggleChip>
      ) : null}
      {choices.hidden > 0 ? (
        <ToggleChip
          pressed={filter.hidden}
          count={choices.hidden}
          onPress={() => onFilter({ ...filter, hidden: !filter.hidden })}
        >
          Hidden
        </ToggleChip>
      ) : null}
      <FilterActs filter={filter} saved={saved} onFilter={onFilter} onSaved={onSaved} />
    </ChipBar>
  )
})
