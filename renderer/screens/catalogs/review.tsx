// The difference that waits for approval, read like a review: what steers credentials first, in words, each to be seen.
import { useEffect, useId, useState } from 'react'
import type { CatalogRow, Change } from '../../../shared/catalog.ts'
import type { Review as Reviewed } from '../../../shared/review.ts'
import { useCall, useTime } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { Dotted } from '../../parts/dotted.tsx'
import { FailureNotice, leadsOn } from '../../parts/failure-notice.tsx'
import { WaitingRows } from '../../parts/waiting-rows.tsx'
import { commitInWords, dayInWords, reviewInWords } from './catalog-words.ts'
import styles from './review.module.css'
import { SteeringChange } from './steering-change.tsx'

/** So many are read at a glance; more of them are opened on demand. */
const few = 6
const short = (value: string | null): boolean =>
  value === null || (value.length <= 40 && !/^[{[]/.test(value))

const Cosmetic = ({ changes }: { changes: readonly Change[] }) =>
  changes.length === 0 ? null : (
    <details className={styles.rest} open={changes.length <= few}>
      <summary className={styles.section}>
        Everything else <span className="num">{changes.length}</span>
      </summary>
      <ul className={styles.others}>
        {changes.map(change => (
          <li key={change.path} title={change.path}>
            {change.sentence}
            {short(change.before) && short(change.after) ? (
              <>
                {change.before === null ? null : (
                  <>
                    {' '}
                    <del>{change.before}</del>
                  </>
                )}
                {change.after ? (
                  <>
                    {' '}
                    <ins>{change.after}</ins>
                  </>
                ) : null}
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  )

const Meta = ({ review, catalog }: { review: Reviewed; catalog: CatalogRow }) => {
  const words = useTime(now => reviewInWords(review, catalog.fetchedCommit, now))
  const { from, to } = review
  return (
    <>
      <p className={styles.meta}>
        <Dotted
          facts={[
            words,
            from && to && from !== to ? (
              <span key="copies" className={styles.copies}>
                <span className="mono">{from.slice(0, 7)}</span> →{' '}
                <span className="mono">{to.slice(0, 7)}</span>
              </span>
            ) : null,
            catalog.signature === 'good' ? `signed by ${catalog.key}` : 'not signed',
          ]}
        />
      </p>
      {catalog.fetchedCommit ? <p className={styles.meta}>{commitInWords(catalog.fetchedCommit)}</p> : null}
    </>
  )
}

const without = (set: ReadonlySet<string>, path: string): ReadonlySet<string> =>
  new Set([...set].filter(each => each !== path))

export const Review = ({ catalog, onKept }: { catalog: CatalogRow; onKept: () => void }) => {
  const [review, setReview] = useState<Reviewed | null>(null)
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const { run: ask, failure: unread } = useCall('catalogDifference')
  const approve = useCall('approveCatalog')
  const decline = useCall('declineCatalog')
  const remedy = useRemedy()
  const countId = useId()
  const { name } = catalog
  useEffect(() => {
    void ask({ name }).then(result => {
      if (result.ok) setReview(result.value)
    })
  }, [ask, name])

  const steering = review?.steering ?? []
  const unseen = steering.filter(change => !seen.has(change.path)).length
  const busy = approve.busy || decline.busy
  return (
    <section className={styles.review} aria-label={`Review of ${name}`}>
      <header>
        <h2>
          {steering.length > 0 ? `${name} would change where you end up` : `An update of ${name} waits`}
        </h2>
        {review ? <Meta review={review} catalog={catalog} /> : null}
      </header>
      {unread ? (
        <FailureNotice failure={unread} onRemedy={remedy} onRetry={() => void ask({ name })} />
      ) : review === null ? (
        <WaitingRows label="Reading the difference" />
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
                onSeen={yes => setSeen(yes ? new Set([...seen, change.path]) : without(seen, change.path))}
              />
            ))}
          </ol>
        </>
      ) : null}
      <Cosmetic changes={review?.cosmetic ?? []} />
      {approve.failure ? <FailureNotice failure={approve.failure} onRemedy={remedy} /> : null}
      {decline.failure ? <FailureNotice failure={decline.failure} onRemedy={remedy} /> : null}
      <footer className={styles.foot}>
        <p>
          Until you decide, the {review ? `copy of ${dayInWords(review.approvedAt)}` : 'approved copy'} stays
          in use.
        </p>
        {steering.length > 0 ? (
          <span className={styles.count} id={countId}>
            {steering.length - unseen} of {steering.length} seen
          </span>
        ) : null}
        <Button
          disabled={!review?.to || busy}
          onClick={() =>
            void decline.run({ name, ref: review?.to ?? '' }).then(result => {
              if (result.ok) onKept()
            })
          }
        >
          Keep the old copy
        </Button>
        <Button
          primary={!leadsOn(unread ?? approve.failure ?? decline.failure)}
          disabled={review === null || unseen > 0 || busy}
          aria-describedby={steering.length > 0 ? countId : undefined}
          onClick={() => void approve.run({ name, ...(review?.to ? { ref: review.to } : {}) })}
        >
          Approve update
        </Button>
      </footer>
    </section>
  )
}
