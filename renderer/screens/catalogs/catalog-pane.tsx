// A catalog that is as it should be, or says why it is not: its source, its copy, whose it is, its environments.
import type { CatalogRow } from '../../../shared/catalog.ts'
import { lookOf } from '../../../shared/environment-look.ts'
import { useCall, useSnapshot } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { asksFor } from '../../parts/environment-asks.ts'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Mark } from '../../parts/mark.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Facts } from '../../parts/pane.tsx'
import styles from './catalog-pane.module.css'
import { factsOf, stateInWords } from './catalog-words.ts'

const Sync = ({ name }: { name: string }) => {
  const sync = useCall('syncCatalog')
  const remedy = useRemedy()
  return (
    <>
      <div className={styles.acts}>
        <Button icon="refresh" disabled={sync.busy} onClick={() => void sync.run({ name })}>
          {sync.busy ? 'Syncing' : 'Sync'}
        </Button>
      </div>
      {sync.failure ? <FailureNotice failure={sync.failure} onRemedy={remedy} /> : null}
    </>
  )
}

export const CatalogPane = ({ catalog }: { catalog: CatalogRow }) => {
  const all = useSnapshot(snapshot => snapshot.environments)
  const environments = all.filter(environment => environment.catalog === catalog.name)
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
            <strong>{state.words}.</strong> {catalog.problem}
          </Notice>
        </div>
      ) : null}
      <Facts
        rows={factsOf(catalog).map(({ term, value, mono }) => ({
          term,
          value: mono ? <span className="mono">{value}</span> : value,
        }))}
      />
      {catalog.kind === 'personal' ? null : <Sync key={catalog.name} name={catalog.name} />}
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
