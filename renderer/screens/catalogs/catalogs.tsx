// The screen of catalogs: where accounts are described, what state each copy is in, and what waits for approval.
import { type ReactNode, useState } from 'react'
import type { CatalogRow as Row } from '../../../shared/catalog.ts'
import { useDeskStore, useSnapshot } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { useCatalogTabs } from '../../desk/use-catalog-tabs.ts'
import { Button } from '../../parts/button.tsx'
import { LongWork } from '../../parts/long-work.tsx'
import { Screen } from '../../parts/screen.tsx'
import { Tabs } from '../../parts/tabs.tsx'
import { Unread } from '../../parts/unread.tsx'
import { choose, usePlace } from '../../place/place.ts'
import { AddCatalog } from './add-catalog.tsx'
import { CatalogPane } from './catalog-pane.tsx'
import { CatalogRow } from './catalog-row.tsx'
import styles from './catalogs.module.css'
import { PersonalPane } from './personal-pane.tsx'
import { Review } from './review.tsx'
import { type SyncState, useSync } from './use-sync.ts'

/** The layer stands in the list before its file does, so that something can be put into it. */
const emptyLayer: Row = {
  name: 'personal',
  title: null,
  source: '',
  kind: 'personal',
  state: 'current',
  approvedRef: null,
  fetchedRef: null,
  signature: 'none',
  targets: 0,
}

const SyncAll = ({ sync, names }: { sync: SyncState; names: readonly string[] }) => {
  const { progress } = sync
  if (names.length === 0) return null
  return (
    <LongWork
      words={progress && `Synced ${progress.of - progress.asking.length} of ${progress.of}`}
      verb="Sync all"
      onStart={() => sync.start(names)}
      onCancel={sync.cancel}
    />
  )
}

export const Catalogs = () => {
  const known = useSnapshot(snapshot => snapshot.catalogs)
  const unread = useSnapshot(snapshot => snapshot.unread.catalogs)
  const store = useDeskStore()
  const remedy = useRemedy()
  const { chosen } = usePlace()
  const [adding, setAdding] = useState(known.length === 0 && chosen === null && unread === null)
  /** A declined update that is looked at again. */
  const [reviewed, setReviewed] = useState<string | null>(null)
  const sync = useSync()
  const catalogs = known.some(({ kind }) => kind === 'personal') ? known : [...known, emptyLayer]
  const calls = catalogs.find(catalog => catalog.state === 'awaiting-approval' && !catalog.declined)
  const selected = catalogs.find(catalog => catalog.name === chosen) ?? calls ?? catalogs[0] ?? emptyLayer
  const sources = catalogs.filter(({ kind }) => kind !== 'personal').map(({ name }) => name)
  const asks = (name: string): boolean => sync.progress?.asking.includes(name) === true

  const pane = (): ReactNode => {
    // Adding stays open until it says what was added, also when the first catalog arrives meanwhile.
    if (adding)
      return (
        <AddCatalog
          onAdded={name => {
            setAdding(false)
            if (name !== null) choose('catalogs', name)
          }}
          onCancel={known.length > 0 ? () => setAdding(false) : null}
        />
      )
    if (selected.kind === 'personal') return <PersonalPane catalog={selected} />
    if (selected.state === 'awaiting-approval' && (!selected.declined || reviewed === selected.fetchedRef))
      return (
        <Review
          key={`${selected.name} ${selected.fetchedRef}`}
          catalog={selected}
          onKept={() => setReviewed(null)}
        />
      )
    return (
      <CatalogPane
        key={selected.name}
        catalog={selected}
        syncing={asks(selected.name)}
        failure={sync.failures.get(selected.name)}
        onSync={() => sync.start([selected.name])}
        onCancel={sync.cancel}
        onReview={() => setReviewed(selected.fetchedRef)}
      />
    )
  }

  return (
    <Screen
      title="Catalogs"
      tight={unread === null}
      beside={<Tabs tabs={useCatalogTabs()} current="catalogs" />}
      acts={
        <>
          <SyncAll sync={sync} names={sources} />
          <Button icon="plus" disabled={adding || unread !== null} onClick={() => setAdding(true)}>
            Add catalog
          </Button>
        </>
      }
    >
      {unread !== null && !adding ? (
        <Unread failure={unread} onRemedy={remedy} onRetry={store.askAgain} />
      ) : (
        <div className={styles.two}>
          <ul className={styles.sources} aria-label="Catalogs">
            {catalogs.map(catalog => (
              <CatalogRow
                key={catalog.name}
                catalog={catalog}
                selected={!adding && catalog === selected}
                syncing={catalog.kind !== 'personal' && asks(catalog.name)}
                onChoose={() => {
                  setAdding(false)
                  setReviewed(null)
                  choose('catalogs', catalog.name)
                }}
              />
            ))}
          </ul>
          {pane()}
        </div>
      )}
    </Screen>
  )
}
