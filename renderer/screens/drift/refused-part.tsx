// In the catalog, but refused: what the record, the grants and a check on demand know, with the cause of each.
import { useCallback, useEffect, useMemo, useState } from 'react'
import { lookOf } from '../../../shared/environment-look.ts'
import { explainCause } from '../../../shared/explain-cause.ts'
import type { Failure } from '../../../shared/failure.ts'
import type { TargetRow } from '../../../shared/target-row.ts'
import { checkedOf, type Refused, refusedOf, untriedOf } from '../../desk/drift-lists.ts'
import { useDesk, useSnapshot, useTime } from '../../desk/hooks.ts'
import { noteRecord, useKnownDrift } from '../../desk/known-drift.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { useRouteCheck } from '../../desk/route-check.ts'
import { Button } from '../../parts/button.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { LongWork } from '../../parts/long-work.tsx'
import { Mark } from '../../parts/mark.tsx'
import { Select } from '../../parts/select.tsx'
import { Unread } from '../../parts/unread.tsx'
import { WaitingRows } from '../../parts/waiting-rows.tsx'
import { goTo } from '../../place/place.ts'
import { clockTime } from '../../time/countdown.ts'
import styles from './drift.module.css'
import { Part } from './part.tsx'

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** "hop 1 of 1, AccessDenied: external-id" of the record, whose last word is the cause that is said before it. */
const detailInWords = (detail: string): string => capital(detail.replace(/^(hop \d.*): [a-z-]+$/, '$1'))

const RefusedRow = ({ refused: { row, at, cause, detail } }: { refused: Refused }) => {
  const when = useTime(now => (at === null ? null : clockTime(at, now)))
  return (
    <li className={styles.row}>
      <Mark look={row.color ?? lookOf(row.account.environment, null)} label={row.account.environment ?? ''} />
      <div className={styles.body}>
        <p className="cut" title={row.target}>
          <strong>{row.account.name}</strong> {row.role}
        </p>
        <p className={styles.note} title={detail}>
          {cause === null ? '' : `${capital(explainCause(cause))}. `}
          {detailInWords(detail)}
          {when === null ? '' : ` · ${when}`}
        </p>
      </div>
      <Button
        small
        aria-label={`Details of ${row.account.name} ${row.role}`}
        onClick={() => goTo('targets', row.target)}
      >
        Details
      </Button>
    </li>
  )
}

/** All that could be tried, in words of the catalog's own environments. Break-glass is never tried along. */
const choicesOf = (rows: readonly TargetRow[]) => {
  const tried = rows.filter(row => !row.breakGlass && row.signIn !== null)
  const environments = [...new Set(tried.map(row => row.account.environment))].filter(name => name !== null)
  return [
    { value: '', text: 'all routes', rows: tried },
    ...environments.map(name => ({
      value: name,
      text: name,
      rows: tried.filter(row => row.account.environment === name),
    })),
  ]
}

type Progress = { readonly of: number; readonly catalog: string }

/** @param shown the catalog that is looked at, which may be another */
const triedInWords = (done: number, { of, catalog }: Progress, shown: string): string =>
  `Tried ${done.toLocaleString('en')} of ${of.toLocaleString('en')}${catalog === shown ? '' : ` of ${catalog}`}`

/** Ten times on the way is often enough to be told. */
const tenthOf = ({ of }: Progress): number => Math.max(1, Math.ceil(of / 10))

export const RefusedPart = ({ rows, catalog }: { rows: readonly TargetRow[]; catalog: string }) => {
  const call = useDesk()
  const revision = useSnapshot(snapshot => snapshot.revision)
  const [read, setRead] = useState(false)
  const [unread, setUnread] = useState<Failure | null>(null)
  const [environment, setEnvironment] = useState('')
  const check = useRouteCheck()
  const remedy = useRemedy()
  const readRecord = useCallback(() => {
    void call('activity', { limit: 20_000 }).then(result => {
      if (result.ok) {
        noteRecord(result.value.rows)
        setRead(true)
      }
      setUnread(result.ok ? null : result.failure)
    })
  }, [call])
  // biome-ignore lint/correctness/useExhaustiveDependencies: revision says when to ask again
  useEffect(readRecord, [readRecord, revision])
  const known = useKnownDrift()
  const refused = useMemo(() => refusedOf(rows, known), [rows, known])
  const checked = useMemo(() => checkedOf(rows, known), [rows, known])
  const untried = untriedOf(checked)
  const choices = useMemo(() => choicesOf(rows), [rows])
  const choice = choices.find(each => each.value === environment) ?? choices[0]
  const count = choice?.rows.length ?? 0
  const { progress, failure } = check
  return (
    <Part
      title="In the catalog, but refused"
      count={refused.length}
      act={
        <LongWork
          words={progress && triedInWords(progress.done, progress, catalog)}
          said={
            progress && triedInWords(progress.done - (progress.done % tenthOf(progress)), progress, catalog)
          }
          verb={`Check ${count.toLocaleString('en')} ${count === 1 ? 'route' : 'routes'}`}
          disabled={count === 0}
          onStart={() => void check.start(catalog, choice?.rows.map(row => row.target) ?? [])}
          onCancel={check.cancel}
          beside={
            choices.length > 2 ? (
              <Select
                label="Routes to check"
                value={environment}
                options={choices}
                onChoose={setEnvironment}
              />
            ) : null
          }
        />
      }
    >
      {failure?.catalog === catalog ? <FailureNotice failure={failure.failure} onRemedy={remedy} /> : null}
      {untried.length > 0 && progress === null ? (
        <p className={styles.said} role="status">
          {untried.length.toLocaleString('en')} could not be tried:{' '}
          {untried[0]?.message ?? 'an answer is missing'}
        </p>
      ) : null}
      {unread ? <Unread failure={unread} onRemedy={remedy} onRetry={readRecord} /> : null}
      {refused.length === 0 ? (
        !read && checked.length === 0 ? (
          unread ? null : (
            <WaitingRows label="Reading the record" />
          )
        ) : (
          <p className={styles.none}>
            {checked.length > 0
              ? `None of ${checked.length.toLocaleString('en')} that were tried was refused.`
              : `Nothing of ${catalog} was refused so far. A check tries routes without keeping sessions.`}
          </p>
        )
      ) : (
        <ul>
          {refused.map(each => (
            <RefusedRow key={each.row.target} refused={each} />
          ))}
        </ul>
      )}
    </Part>
  )
}
