// The screen of activity: what was done from this machine, day by day, to be searched, narrowed and saved as a file.
import { useId, useMemo, useState } from 'react'
import type { ActivityRow as Row } from '../../../shared/activity.ts'
import { type Look, lookOf } from '../../../shared/environment-look.ts'
import { useDeskStore, useSnapshot, useTime } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button, TextButton } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Screen } from '../../parts/screen.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { Unread } from '../../parts/unread.tsx'
import { WaitingRows } from '../../parts/waiting-rows.tsx'
import { goTo } from '../../place/place.ts'
import { saveFile } from '../../place/save-file.ts'
import styles from './activity.module.css'
import { ActivityFilters } from './activity-filters.tsx'
import { ActivityRow } from './activity-row.tsx'
import { type ActivityDay, allActivity, dayInWords, daysOf, filterActivity } from './filter-activity.ts'
import { useActivity } from './use-activity.ts'

const Day = ({ day, lookOfRow }: { day: ActivityDay; lookOfRow: (row: Row) => Look | null }) => {
  const real = useSnapshot(snapshot => snapshot.demo === null)
  const words = useTime(now => dayInWords(day.at, now))
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={styles.day}>
        {words}
      </h2>
      <ol>
        {day.rows.map(row => (
          <ActivityRow key={row.seq} row={row} look={lookOfRow(row)} real={real} />
        ))}
      </ol>
    </section>
  )
}

/** One row per line, as the record itself is kept, the oldest first. */
const asLines = (rows: readonly Row[]): string =>
  rows
    .toReversed()
    .map(row => `${JSON.stringify(row)}\n`)
    .join('')

export const Activity = () => {
  const { rows, more, failure, proof, showMore, ask } = useActivity()
  const environments = useSnapshot(snapshot => snapshot.environments)
  const [filter, setFilter] = useState(allActivity)
  const store = useDeskStore()
  const remedy = useRemedy()
  const found = useMemo(() => filterActivity(rows ?? [], filter, store.now()), [rows, filter, store])
  const days = useMemo(() => daysOf(found), [found])
  const lookOfRow = useMemo(() => {
    const colors = new Map(environments.map(({ catalog, key, color }) => [`${catalog}:${key}`, color]))
    return ({ environment, target }: Row): Look | null =>
      environment === undefined
        ? null
        : lookOf(environment, colors.get(`${target?.split(':')[0]}:${environment}`) ?? null)
  }, [environments])
  const narrowed = filter !== allActivity && rows !== null && found.length < rows.length
  return (
    <Screen
      title="Activity"
      acts={
        <>
          <SearchField
            label="Search activity"
            placeholder={
              rows === null ? 'Search records' : `Search ${rows.length.toLocaleString('en')} records`
            }
            value={filter.words}
            onValue={words => setFilter({ ...filter, words })}
          />
          <span className={styles.export}>
            <Button
              icon="import"
              disabled={found.length === 0}
              onClick={() => saveFile('switchyard-activity.jsonl', 'application/jsonl', asLines(found))}
            >
              {narrowed ? `Export ${found.length.toLocaleString('en')}` : 'Export'}
            </Button>
          </span>
        </>
      }
      under={
        <ActivityFilters rows={rows ?? []} filter={filter} onFilter={setFilter}>
          {proof ? (
            <p className={styles.proof} title={proof.sentence}>
              <Icon name={proof.ok ? 'shield' : 'alert'} />
              <span className="cut">{proof.sentence}</span>
            </p>
          ) : null}
        </ActivityFilters>
      }
    >
      {proof && !proof.ok ? (
        <div className={styles.broken}>
          <Notice>
            <strong>The record is not as it was written.</strong> {proof.sentence}
          </Notice>
        </div>
      ) : null}
      {failure ? <Unread failure={failure} onRemedy={remedy} onRetry={ask} /> : null}
      {rows === null ? (
        failure ? null : (
          <WaitingRows label="Reading the record" />
        )
      ) : rows.length === 0 ? (
        <Empty icon="activity" title="Nothing is on record yet">
          <p>Sign-ins, sessions, consoles and refusals appear here.</p>
          <Button onClick={() => goTo('targets')}>Go to Targets</Button>
        </Empty>
      ) : found.length === 0 ? (
        <Empty icon="search" title="Nothing on record fits">
          <Button onClick={() => setFilter(allActivity)}>Clear filter</Button>
        </Empty>
      ) : (
        <>
          {days.map(day => (
            <Day key={day.key} day={day} lookOfRow={lookOfRow} />
          ))}
          {more ? (
            <p className={styles.more}>
              Older rows are not shown. <TextButton onClick={showMore}>Show them</TextButton>
            </p>
          ) : null}
        </>
      )}
    </Screen>
  )
}
