// The search field at the head of the list: it keeps the focus, and names the chosen row to those who do not see it.
import type { KeyboardEvent, Ref } from 'react'
import { Icon } from '../../parts/icon.tsx'
import { Keys } from '../../parts/keys.tsx'
import styles from './search-bar.module.css'
import { listId, rowId } from './target-list.tsx'

type SearchBarProps = {
  query: string
  /** null = not known. */
  count: number | null
  selected: string | null
  /** There is a list below; without one the field controls nothing. */
  listed: boolean
  ref: Ref<HTMLInputElement>
  onQuery: (query: string) => void
  onKey: (event: KeyboardEvent) => void
}

export const SearchBar = ({ query, count, selected, listed, ref, onQuery, onKey }: SearchBarProps) => (
  <header className={styles.bar}>
    <Icon name="search" />
    <input
      ref={ref}
      type="text"
      role="combobox"
      aria-expanded={listed}
      aria-controls={listed ? listId : undefined}
      aria-activedescendant={selected === null ? undefined : rowId(selected)}
      aria-autocomplete="list"
      aria-label="Search targets"
      autoComplete="off"
      spellCheck={false}
      // biome-ignore lint/a11y/noAutofocus: typing always goes to the search
      autoFocus
      placeholder={count === null ? 'Search targets' : `Search ${count.toLocaleString('en')} targets`}
      value={query}
      onChange={event => onQuery(event.target.value)}
      onKeyDown={onKey}
    />
    <Keys keys={['command', 'K']} />
  </header>
)
