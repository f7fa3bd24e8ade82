// The screen of catalogs: where accounts are described, what state each copy is in, and what waits for approval.
import { useState } from 'react'
import { useSnapshot } from '../../desk/hooks.ts'
import { Button } from '../../parts/button.tsx'
import { Screen } from '../../parts/screen.tsx'
import { catalogTabs, Tabs } from '../../parts/tabs.tsx'
import { choose, usePlace } from '../../place/place.ts'
import { AddCatalog } from './add-catalog.tsx'
import { CatalogPane } from './catalog-pane.tsx'
import { CatalogRow } from './catalog-row.tsx'
import styles from './catalogs.module.css'
import { Review } from './review.tsx'

export const Catalogs = () => {
  const catalogs = useSnapshot(snapshot => snapshot.catalogs)
  const { chosen } = usePlace()
  const [adding, setAdding] = useState(catalogs.length === 0)
  const first = catalogs.find(catalog => catalog.state === 'awaiting-approval') ?? catalogs[0] ?? null
  const selected = catalogs.find(catalog => catalog.name === chosen) ?? first
  // Adding stays open until it says what was added, also when the first catalog arrives meanwhile.
  const adds = adding || selected === null
  return (
    <Screen
      title="Catalogs"
      tight
      beside={<Tabs tabs={catalogTabs} current="catalogs" />}
      acts={
        <Button icon="plus" disabled={adds} onClick={() => setAdding(true)}>
          Add catalog
        </Button>
      }
    >
      <div className={styles.two}>
        <ul className={styles.sources} aria-label="Catalogs">
          {catalogs.map(catalog => (
            <CatalogRow
              key={catalog.name}
              catalog={catalog}
              selected={!adds && catalog === selected}
              onChoose={() => {
                setAdding(false)
                choose('catalogs', catalog.name)
              }}
            />
          ))}
          {catalogs.length === 0 ? <li className={styles.none}>No catalogs yet.</li> : null}
        </ul>
        {adds || selected === null ? (
          <AddCatalog
            onAdded={name => {
              setAdding(false)
              choose('catalogs', name)
            }}
            onCancel={catalogs.length > 0 ? () => setAdding(false) : null}
          />
        ) : selected.state === 'awaiting-approval' ? (
          <Review key={`${selected.name} ${selected.fetchedRef}`} catalog={selected} />
        ) : (
          <CatalogPane catalog={selected} />
        )}
      </div>
    </Screen>
  )
}
