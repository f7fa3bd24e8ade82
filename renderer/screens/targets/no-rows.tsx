// What stands where the list would: nothing found, nothing there yet, or why it could not be had; each with the next step.
import { useMemo } from 'react'
import type { Failure } from '../../../shared/failure.ts'
import { markRows } from '../../../shared/search.ts'
import type { AccountTags, TargetRow } from '../../../shared/target-row.ts'
import { useDeskStore, useSnapshot } from '../../desk/hooks.ts'
import { rankRows } from '../../desk/rank-rows.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Unread } from '../../parts/unread.tsx'
import { WaitingRows } from '../../parts/waiting-rows.tsx'
import { goTo } from '../../place/place.ts'
import { type Filter, isNarrowed, noFilter, shownBy } from './filter-rows.ts'
import { readQuery } from './read-query.ts'
import styles from './targets.module.css'

export const NoList = ({ failure }: { failure: Failure }) => {
  const store = useDeskStore()
  const remedy = useRemedy()
  return (
    <div className={styles.failed}>
      <Unread failure={failure} onRemedy={remedy} onRetry={store.askAgain} />
    </div>
  )
}

type NoMatchProps = {
  rows: readonly TargetRow[]
  tags: AccountTags
  /** How many of them the chips leave. */
  left: number
  query: string
  filter: Filter
  onFilter: (filter: Filter) => void
  onClear: () => void
}

export const NoMatch = ({ rows, tags, left, query, filter, onFilter, onClear }: NoMatchProps) => {
  const narrowed = isNarrowed(filter)
  /** How many the search alone finds: what the chips hide, or with none of them what is not granted or hidden. */
  const elsewhere = useMemo(() => {
    if (query === '' || left === rows.length) return 0
    const { words, typed } = readQuery(query)
    const wider = { ...noFilter, all: filter.all || !narrowed, hidden: filter.hidden || !narrowed }
    const keep = markRows(rows, shownBy(wider, tags, typed))
    return words === '' ? keep.reduce((sum, kept) => sum + kept, 0) : rankRows(rows, words, { keep }).count
  }, [rows, tags, left, query, filter, narrowed])
  return (
    <Empty icon="search" title={query ? `No targets match “${query}”` : 'No targets fit these filters'}>
      {narrowed ? (
        <p>
          {elsewhere > 0
            ? `Without the filters ${elsewhere === 1 ? 'one target is' : `${elsewhere.toLocaleString('en')} targets are`} found.`
            : 'Clear the filter, or search all catalogs.'}
        </p>
      ) : elsewhere > 0 ? (
        <p>
          {elsewhere === 1 ? 'One is' : `${elsewhere.toLocaleString('en')} are`} not granted to you, or
          hidden.
        </p>
      ) : null}
      <p className={styles.acts}>
        {narrowed && query && elsewhere > 0 ? (
          <Button primary onClick={() => onFilter({ ...noFilter, all: filter.all, hidden: filter.hidden })}>
            Search all catalogs
          </Button>
        ) : null}
        {!narrowed && elsewhere > 0 ? (
          <Button primary onClick={() => onFilter({ ...filter, all: true, hidden: true })}>
            Show them
          </Button>
        ) : null}
        <Button onClick={onClear}>{query && !narrowed ? 'Clear search' : 'Clear filter'}</Button>
      </p>
    </Empty>
  )
}

export const NoTargets = ({ refused }: { refused: number }) => {
  const signedIn = useSnapshot(snapshot => snapshot.signIns.some(signIn => signIn.state !== 'out'))
  const listing = useSnapshot(snapshot => snapshot.signIns.some(signIn => signIn.listing !== null))
  if (listing) return <WaitingRows label="Reading what the portal lists" />
  return (
    <Empty icon="sign-ins" title={signedIn ? 'No targets yet' : 'No targets without a sign-in'}>
      <p>
        {refused > 0
          ? `${refused} targets are described, but none is granted to you.`
          : 'A portal lists its accounts once you are signed in.'}
      </p>
      <Button onClick={() => goTo('sign-ins')}>Go to Sign-ins</Button>
    </Empty>
  )
}
