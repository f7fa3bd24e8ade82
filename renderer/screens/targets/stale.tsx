// What of the list is not of today: a catalog whose host is silent or whose update cannot be taken, and main itself when it is gone.
import { memo, useState } from 'react'
import type { CatalogRow } from '../../../shared/catalog.ts'
import { explain } from '../../../shared/explain.ts'
import { useCall, useSnapshot, useTime } from '../../desk/hooks.ts'
import { Button } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { goTo } from '../../place/place.ts'
import { since } from '../../time/since.ts'
import styles from './listing.module.css'
import { staleInWords } from './stale-words.ts'

const StaleCatalog = ({ catalog }: { catalog: CatalogRow }) => {
  const sync = useCall('syncCatalog')
  const [tried, setTried] = useState(false)
  const from = useTime(now => (catalog.approvedCommit ? since(catalog.approvedCommit.at, now) : null))
  const failure =
    tried && sync.failure && sync.failure.kind !== 'cancelled' ? explain(sync.failure).title : null
  return (
    <div className={styles.stale} role="status">
      <Icon name={catalog.state === 'offline' ? 'offline' : 'alert'} />
      <p title={catalog.problem}>
        <strong>{catalog.name}</strong> {staleInWords(catalog, from)}
        {failure ? ` ${failure}.` : ''}
      </p>
      {catalog.state === 'offline' ? (
        <Button
          small
          disabled={sync.busy}
          onClick={() => {
            setTried(true)
            void sync.run({ name: catalog.name })
          }}
        >
          {sync.busy ? 'Asking…' : 'Try again'}
        </Button>
      ) : (
        <Button small onClick={() => goTo('catalogs', catalog.name)}>
          See why
        </Button>
      )}
    </div>
  )
}

/** An update that waits for approval has its count in the sidebar; the list is as it was agreed to. */
export const Stale = memo(() => {
  const catalogs = useSnapshot(snapshot => snapshot.catalogs)
  return catalogs
    .filter(({ state }) => state === 'offline' || state === 'invalid' || state === 'untrusted')
    .map(catalog => <StaleCatalog key={catalog.name} catalog={catalog} />)
})
