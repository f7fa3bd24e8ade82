// The screen of drift: where a catalog and AWS disagree, from what happened, from what portals list, and from what is asked now.
import { useMemo, useState } from 'react'
import type { TargetRow } from '../../../shared/target-row.ts'
import { useDeskState, useDeskStore, useSnapshot, useTargetRows } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { useCatalogTabs, useDriftCounts } from '../../desk/use-catalog-tabs.ts'
import { Screen } from '../../parts/screen.tsx'
import { Select } from '../../parts/select.tsx'
import { Tabs } from '../../parts/tabs.tsx'
import { Unread } from '../../parts/unread.tsx'
import { WaitingRows } from '../../parts/waiting-rows.tsx'
import { choose, usePlace } from '../../place/place.ts'
import styles from './drift.module.css'
import { OrganizationPart } from './organization-part.tsx'
import { RefusedPart } from './refused-part.tsx'
import { UnnamedPart } from './unnamed-part.tsx'

const none: readonly TargetRow[] = []

export const Drift = () => {
  const rows = useTargetRows()
  const unread = useDeskState(state => state.listFailure)
  const store = useDeskStore()
  const remedy = useRemedy()
  const catalogs = useSnapshot(snapshot => snapshot.catalogs)
  const { chosen } = usePlace()
  const largest = useMemo(() => catalogs.toSorted((a, b) => b.targets - a.targets)[0]?.name ?? '', [catalogs])
  const [wanted, setWanted] = useState<string | null>(null)
  const catalog = wanted ?? chosen ?? largest
  const copy = catalogs.find(({ name }) => name === catalog)?.approvedRef ?? null
  const counts = useDriftCounts()
  const own = useMemo(() => (rows ?? none).filter(row => row.catalog === catalog), [rows, catalog])
  return (
    <Screen
      title="Catalogs"
      beside={<Tabs tabs={useCatalogTabs()} current="drift" />}
      acts={
        catalogs.length > 1 ? (
          <Select
            label="Catalog"
            value={catalog}
            options={catalogs.map(({ name }) => ({
              value: name,
              text: counts.has(name) ? `${name} (${counts.get(name)})` : name,
            }))}
            onChoose={name => {
              setWanted(name)
              choose('drift', name)
            }}
          />
        ) : null
      }
    >
      {rows === null ? (
        unread ? (
          <Unread failure={unread} onRemedy={remedy} onRetry={store.askAgain} />
        ) : (
          <WaitingRows label="Reading the targets" />
        )
      ) : (
        <div key={catalog} className={styles.parts}>
          <RefusedPart rows={own} catalog={catalog} />
          <UnnamedPart rows={own} />
          <OrganizationPart rows={own} catalog={catalog} copy={copy} />
        </div>
      )}
    </Screen>
  )
}
