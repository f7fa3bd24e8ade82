// The chips that narrow the record: when, in which environment, what was done, by which sign-in.
import { type ReactNode, useMemo } from 'react'
import type { ActivityKind, ActivityRow } from '../../../shared/activity.ts'
import { Chip, ChipBar } from '../../parts/chip.tsx'
import { kindWords } from './activity-words.ts'
import type { ActivityFilter } from './filter-activity.ts'

type ActivityFiltersProps = {
  rows: readonly ActivityRow[]
  filter: ActivityFilter
  onFilter: (filter: ActivityFilter) => void
  children: ReactNode
}

const spans = [
  { value: '1', text: 'the last 24 hours' },
  { value: '7', text: 'the last 7 days' },
  { value: '30', text: 'the last 30 days' },
]

const counted = (values: readonly (string | undefined)[]): readonly { value: string; count: number }[] => {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count)
}

export const ActivityFilters = ({ rows, filter, onFilter, children }: ActivityFiltersProps) => {
  const environments = useMemo(() => counted(rows.map(row => row.environment)), [rows])
  const kinds = useMemo(() => counted(rows.map(row => row.what)), [rows])
  const signIns = useMemo(() => counted(rows.map(row => row.signIn)), [rows])
  const note = (count: number): string => count.toLocaleString('en')
  return (
    <ChipBar end={children}>
      <Chip
        label="When"
        any="At any time"
        value={filter.days === 0 ? '' : String(filter.days)}
        options={spans}
        onChoose={days => onFilter({ ...filter, days: Number(days) })}
      />
      <Chip
        label="Environment"
        value={filter.environment}
        options={environments.map(({ value, count }) => ({ value, text: value, note: note(count) }))}
        onChoose={environment => onFilter({ ...filter, environment })}
      />
      <Chip
        label="What"
        any="Anything"
        value={filter.what}
        options={kinds.map(({ value, count }) => ({
          value,
          text: kindWords[value as ActivityKind],
          note: note(count),
        }))}
        onChoose={what => onFilter({ ...filter, what: what as ActivityKind | '' })}
      />
      <Chip
        label="Sign-in"
        value={filter.signIn}
        options={signIns.map(({ value, count }) => ({ value, text: value, note: note(count) }))}
        onChoose={signIn => onFilter({ ...filter, signIn })}
      />
    </ChipBar>
  )
}
