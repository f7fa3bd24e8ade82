// Granted, but not in the catalog: accounts and permission sets that a portal lists and no catalog names.
import { useMemo } from 'react'
import type { TargetRow } from '../../../shared/target-row.ts'
import { unnamedOf } from '../../../shared/unnamed.ts'
import { Button } from '../../parts/button.tsx'
import { goTo } from '../../place/place.ts'
import styles from './drift.module.css'
import { Part } from './part.tsx'

const listOf = (rows: readonly TargetRow[]): string => rows.map(row => row.role).join(', ')

export const UnnamedPart = ({ rows }: { rows: readonly TargetRow[] }) => {
  const accounts = useMemo(() => unnamedOf(rows), [rows])
  const unknown = accounts.filter(account => account.unknown)
  const sets = accounts.filter(account => !account.unknown)
  const row = (account: (typeof accounts)[number]) => (
    <li key={account.id} className={styles.plain}>
      <div className={styles.body}>
        <p className="cut">
          <strong>{account.name}</strong> <span className="num dim">{account.id}</span>
        </p>
        <p className={styles.note} title={listOf(account.rows)}>
          {listOf(account.rows)}
        </p>
      </div>
      <Button
        small
        aria-label={`Details of ${account.name}`}
        onClick={() => goTo('targets', account.rows[0]?.target ?? null)}
      >
        Details
      </Button>
    </li>
  )
  return (
    <Part title="Granted, but not in the catalog" count={unknown.length}>
      {unknown.length === 0 ? (
        <p className={styles.none}>
          Every account that a portal lists is named by the catalog, or no portal was read yet.
        </p>
      ) : (
        <ul>{unknown.map(row)}</ul>
      )}
      {sets.length > 0 ? (
        <details className={styles.more}>
          <summary>
            <span>
              Permission sets of known accounts that no role of the catalog names{' '}
              <span className="num dim">{sets.reduce((sum, { rows: own }) => sum + own.length, 0)}</span>
            </span>
          </summary>
          <ul>{sets.map(row)}</ul>
        </details>
      ) : null}
    </Part>
  )
}
