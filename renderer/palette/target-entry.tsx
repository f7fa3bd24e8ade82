// A target as the palette found it: mark, account, role and id, with the typed letters set apart.

import { lookOf } from '../../shared/environment-look.ts'
import type { EnvironmentView } from '../../shared/snapshot.ts'
import type { TargetRow } from '../../shared/target-row.ts'
import type { EnterDoes } from '../desk/use-enter.ts'
import { environmentOf } from '../parts/environment-asks.ts'
import { Keys } from '../parts/keys.tsx'
import { Mark } from '../parts/mark.tsx'
import { Marked } from './marked.tsx'
import styles from './palette.module.css'

/** The verb of Enter, as it stands beside its key. */
export const enterWords = (does: EnterDoes, live: boolean): string =>
  does === 'console' ? 'Console' : does === 'terminal' ? 'Terminal' : live ? 'Renew' : 'Assume'

export const TargetEntry = ({
  row,
  query,
  environments,
  enterDoes,
  chosen,
}: {
  row: TargetRow
  query: string
  environments: readonly EnvironmentView[]
  enterDoes: EnterDoes
  chosen: boolean
}) => {
  const { account, catalog, role, breakGlass } = row
  const environment = environmentOf(environments, catalog, account.environment)
  return (
    <>
      <Mark
        look={row.color ?? lookOf(account.environment, environment?.color ?? null)}
        label={account.environment ?? 'no environment'}
      />
      <span className={styles.name} title={account.name}>
        <Marked text={account.name} query={query} />
      </span>
      <span className={styles.note} title={`${role} · ${account.id}`}>
        <Marked text={role} query={query} /> · <Marked text={account.id} query={query} />
        {breakGlass ? ' · break-glass' : ''}
      </span>
      {chosen ? (
        <span className={styles.act}>
          {enterWords(enterDoes, row.session !== null)} <Keys keys={['enter']} />
        </span>
      ) : (
        <span />
      )}
    </>
  )
}
