// The difference that waits for approval, read like a review: what steers credentials first, in words, each to be seen.
import { useEffect, useState } from 'react'
import type { CatalogRow, Change, Difference } from '../../../shared/catalog.ts'
import { useCall } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { commitInWords } from './catalog-words.ts'
import styles from './review.module.css'
import { SteeringChange } from './steering-change.tsx'

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

const Cosmetic = ({ changes }: { changes: readonly Change[] }) =>
  changes.length === 0 ? null : (
    <>
      <h3 className={styles.section}>Everything else</h3>
      <ul className={styles.others}>
        {changes.map(change => (
          <li key={change.path}>{change.sentence}</li>
        ))}
      </ul>
    </>
  )

export const Review = ({ catalog }: { catalog: CatalogRow }) => {
  const [difference, setDifference] = useState<Difference | null>(null)
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const { run: ask, failure: unread } = useCall('catalogDifference')
  const approve = useCall('approveCatalog')
  const remedy = useRemedy()
  const { name } = catalog
  useEffect(() => {
    void ask({ name }).then(result => {
      if (result.ok) setDifference(result.value)
    })
  }, [ask, name])

  const steering = difference?.steering ?? []
  const unseen = steering.filter(change => !seen.has(change.path)).length
  return (
    <section className={styles.review} aria-label={`Review of ${name}`}>
      <header>
        <h2>
          {steering.length > 0 ? `${name} would change where you end up` : `An update of ${name} waits`}
        </h2>
        {difference ? (
          <p className={styles.meta}>
            {counted(steering.length, 'steering change')} and {counted(difference.cosmetic.length, 'other')}
            {difference.from && difference.to ? (
              <>
                {' · '}
                <span className="mono">
                  {difference.from.slice(0, 7)} → {difference.to.slice(0, 7)}
                </span>
              </>
            ) : null}
            {catalog.signature === 'none' ? ' · not signed' : ''}
          </p>
        ) : null}
        {catalog.fetchedCommit ? <p className={styles.meta}>{commitInWords(catalog.fetchedCommit)}</p> : null}
      </header>
      {unread ? (
        <FailureNotice failure={unread} onRemedy={remedy} onRetry={() => void ask({ name })} />
      ) : null}
      {steering.length > 0 ? (
        <>
          <h3 className={styles.section}>Steering</h3>
          <ol className={styles.changes}>
            {steering.map((change, index) => (
              <SteeringChange
                key={change.path}
                number={index + 1}
                change={change}
                seen={seen.has(change.path)}
                onSeen={yes => {
                  const next = new Set(seen)
                  if (yes) next.add(change.path)
                  else next.delete(change.path)
                  setSeen(next)
                }}
              />
            ))}
          </ol>
        </>
      ) : null}
      <Cosmetic changes={difference?.cosmetic ?? []} />
      {approve.failure ? <FailureNotice failure={approve.failure} onRemedy={remedy} /> : null}
      <footer className={styles.foot}>
        <p>Until you decide, the approved copy stays in use.</p>
        {steering.length > 0 ? (
          <span className={styles.count}>
            {steering.length - unseen} of {steering.length} seen
          </span>
        ) : null}
        <Button
          primary
          disabled={difference === null || unseen > 0 || approve.busy}
          onClick={() => void approve.run({ name, ...(difference?.to ? { ref: difference.to } : {}) })}
        >
          Approve update
        </Button>
      </footer>
    </section>
  )
}
