// A catalog that is as it should be, or says why it is not: its source, its copy, whose it is, its environments, and what can be done with it.
import { useState } from 'react'
import type { CatalogRow } from '../../../shared/catalog.ts'
import { lookOf } from '../../../shared/environment-look.ts'
import type { Failure } from '../../../shared/failure.ts'
import { useSnapshot, useTime } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { asksFor } from '../../parts/environment-asks.ts'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Mark } from '../../parts/mark.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Facts } from '../../parts/pane.tsx'
import { since } from '../../time/since.ts'
import styles from './catalog-pane.module.css'
import { factsOf, stateInWords } from './catalog-words.ts'
import { ChangeKey } from './change-key.tsx'
import { useExport } from './export-catalog.tsx'
import { RemoveCatalog } from './remove-catalog.tsx'

const Since = ({ at }: { at: string }) => useTime(now => since(at, now))

type CatalogPaneProps = {
  catalog: CatalogRow
  syncing: boolean
  failure: Failure | undefined
  onSync: () => void
  onCancel: () => void
  /** Opens the review of an update that was declined. */
  onReview: () => void
}

const Acts = ({ catalog, syncing, onSync, onCancel }: Omit<CatalogPaneProps, 'failure' | 'onReview'>) => {
  const [asking, setAsking] = useState<'key' | 'remove' | null>(null)
  const carried = useExport(catalog.name)
  return (
    <>
      <div className={styles.acts}>
        {syncing ? (
          <Button icon="x" onClick={onCancel}>
            Cancel sync
          </Button>
        ) : (
          <Button icon="refresh" onClick={onSync}>
            Sync
          </Button>
        )}
        <span>{carried.button}</span>
        <Button icon="shield" onClick={() => setAsking('key')}>
          Signing key…
        </Button>
        <Button onClick={() => setAsking('remove')}>Remove…</Button>
      </div>
      {carried.after}
      {asking === 'key' ? <ChangeKey catalog={catalog} onDone={() => setAsking(null)} /> : null}
      {asking === 'remove' ? (
        <RemoveCatalog catalog={catalog} onDone={() => setAsking(null)} onCancel={() => setAsking(null)} />
      ) : null}
    </>
  )
}

export const CatalogPane = (props: CatalogPaneProps) => {
  const { catalog, failure, onReview } = props
  const all = useSnapshot(snapshot => snapshot.environments)
  const environments = all.filter(environment => environment.catalog === catalog.name)
  const remedy = useRemedy()
  const state = stateInWords(catalog)
  return (
    <section className={styles.pane} aria-label={catalog.name}>
      <h2>{catalog.title ?? catalog.name}</h2>
      <p className={styles.meta}>
        {catalog.name} · {catalog.targets.toLocaleString('en')} targets
      </p>
      {catalog.problem ? (
        <div className={styles.problem}>
          <Notice>
            {/* What was just asked says why itself, below. */}
            <strong>{state.words}.</strong> {failure ? null : catalog.problem}
          </Notice>
        </div>
      ) : null}
      {catalog.state === 'awaiting-approval' ? (
        <div className={styles.problem}>
          <Notice
            icon="catalogs"
            act={
              <Button small onClick={onReview}>
                Review
              </Button>
            }
          >
            You kept the old copy. The update still waits; the next one will call for you again.
          </Notice>
        </div>
      ) : null}
      <Facts
        rows={factsOf(catalog).map(({ term, value, mono, moment }) => ({
          term,
          value: mono ? <span className="mono">{value}</span> : moment ? <Since at={value} /> : value,
        }))}
      />
      <Acts key={catalog.name} {...props} />
      {failure ? <FailureNotice failure={failure} onRemedy={remedy} onRetry={props.onSync} /> : null}
      {environments.length > 0 ? (
        <>
          <h3 className={styles.head}>Environments</h3>
          <ul className={styles.environments}>
            {environments.map(environment => (
              <li key={environment.key}>
                <Mark look={lookOf(environment.key, environment.color)} />
                <span>{environment.key}</span>
                <span className="dim">{asksFor(environment) || 'no guards'}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  )
}
