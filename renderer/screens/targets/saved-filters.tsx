// Filters that a person gave a name: taken up by it, kept across restarts, removed by it.
import { useId, useState } from 'react'
import type { SavedFilter } from '../../../shared/settings.ts'
import { TextButton } from '../../parts/button.tsx'
import { chipLook } from '../../parts/chip.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field } from '../../parts/field.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Menu } from '../../parts/menu.tsx'
import { Asking } from '../../prompts/asking.tsx'
import { type Filter, isNarrowed, nameOfFilter, narrowingOf, noFilter, savedLike } from './filter-rows.ts'
import styles from './filters.module.css'

type SavedFiltersProps = {
  filter: Filter
  saved: readonly SavedFilter[]
  onFilter: (filter: Filter) => void
  onSaved: (saved: readonly SavedFilter[]) => void
}

const NameIt = ({ filter, saved, onSaved, onClose }: SavedFiltersProps & { onClose: () => void }) => {
  const titleId = useId()
  const [name, setName] = useState(() => nameOfFilter(filter))
  const chosen = name.trim()
  const replaces = saved.some(each => each.name === chosen)
  return (
    <Dialog titleId={titleId} onCancel={onClose}>
      <Asking
        titleId={titleId}
        title="Save this filter"
        icon="user"
        about="Kept on this machine, for you"
        verb={replaces ? 'Replace' : 'Save'}
        ready={chosen !== ''}
        busy={false}
        failure={null}
        more={0}
        onCancel={onClose}
        onSubmit={() => {
          const others = saved.filter(each => each.name !== chosen)
          onSaved([...others, { ...narrowingOf(filter), name: chosen }])
          onClose()
        }}
      >
        <Field
          data-first
          label="Name"
          value={name}
          maxLength={40}
          note={replaces ? 'A filter has this name. It is replaced.' : undefined}
          onFocus={event => event.target.select()}
          onChange={event => setName(event.target.value)}
        />
      </Asking>
    </Dialog>
  )
}

/** The filters that have a name, to be taken up or removed. */
export const SavedChip = ({ filter, saved, onFilter, onSaved }: SavedFiltersProps) => {
  const current = savedLike(saved, filter)
  if (saved.length === 0) return null
  return (
    <Menu
      title="Saved filters"
      trigger={
        <button type="button" className={chipLook(current !== null)}>
          {current === null ? 'Saved' : <strong>{current.name}</strong>}
          <Icon name="down" small />
        </button>
      }
      items={saved.map(each => ({
        key: each.name,
        text: each.name,
        ...(each === current ? { icon: 'check' as const } : {}),
        onChoose: () => onFilter({ ...filter, ...narrowingOf(each) }),
      }))}
      more={{
        title: 'Remove',
        items: saved.map(each => ({
          key: `remove ${each.name}`,
          text: each.name,
          icon: 'x',
          onChoose: () => onSaved(saved.filter(other => other !== each)),
        })),
      }}
    />
  )
}

/** What can be done with a filter that narrows: keep it under a name, or take it away. */
export const FilterActs = (props: SavedFiltersProps) => {
  const { filter, saved, onFilter } = props
  const [naming, setNaming] = useState(false)
  if (!isNarrowed(filter)) return null
  return (
    <span className={styles.acts}>
      {savedLike(saved, filter) === null ? (
        <TextButton icon="plus" onClick={() => setNaming(true)}>
          Save…
        </TextButton>
      ) : null}
      <TextButton onClick={() => onFilter({ ...noFilter, all: filter.all, hidden: filter.hidden })}>
        Clear
      </TextButton>
      {naming ? <NameIt {...props} onClose={() => setNaming(false)} /> : null}
    </span>
  )
}
