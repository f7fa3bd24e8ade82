// A catalog that is as it should be, or says why it is not: its source, its copy, its environments.
import type { CatalogRow } from '../../../shared/catalog.ts'
import { useSnapshot } from '../../desk/hooks.ts'
import { asksFor, lookOf } from '../../parts/environment-look.ts'
import { Mark } from '../../parts/mark.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Facts } from '../../parts/pane.tsx'
import styles from './catalog-pane.module.css'
import { stateInWords } from './catalog-words.ts'

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
        rows={[
          { term: 'State', value: state.words },
          { term: 'Source', value: <span className="mono">{catalog.source}</span> },
          ...(catalog.approvedRef
            ? [
                {
                  term: 'Approved copy',
                  value: <span className="mono">{catalog.approvedRef.slice(0, 12)}</span>,
                },
              ]
            : []),
          ...(catalog.kind === 'personal'
            ? []
            : [
                {
                  term: 'Signature',
                  value: { none: 'not signed', good: 'good', bad: 'does not fit' }[catalog.signature],
                },
              ]),
        ]}
      />
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
