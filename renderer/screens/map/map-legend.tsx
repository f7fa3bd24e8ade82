// What marks and tracks of the map mean.
import { environmentColors } from '../../../shared/catalog.ts'
import { lookOf } from '../../../shared/environment-look.ts'
import type { TargetRow } from '../../../shared/target-row.ts'
import { useSnapshot } from '../../desk/hooks.ts'
import { classes } from '../../parts/class-names.ts'
import { Mark } from '../../parts/mark.tsx'
import styles from './estate-map.module.css'

const Track = ({ kind }: { kind: string | undefined }) => (
  <svg className={styles.sample} viewBox="0 0 24 8" aria-hidden="true">
    <path className={classes(styles.way, kind)} d="M1 4h22" />
  </svg>
)

export const MapLegend = ({ rows, catalog }: { rows: readonly TargetRow[]; catalog: string }) => {
  const environments = useSnapshot(snapshot => snapshot.environments)
  const color = (name: string) =>
    environments.find(each => each.catalog === catalog && each.key === name)?.color ?? null
  const order = (name: string): number => {
    const found = environmentColors.indexOf(lookOf(name, color(name)) as (typeof environmentColors)[number])
    return found < 0 ? environmentColors.length : found
  }
  const names = [...new Set(rows.map(row => row.account.environment))]
    .filter(name => name !== null)
    .sort((a, b) => order(a) - order(b))
  if (rows.length === 0) return null
  return (
    <p className={styles.legend} aria-hidden="true">
      {names.map(name => (
        <span key={name}>
          <Mark look={lookOf(name, color(name))} />
          {name}
        </span>
      ))}
      <span>
        <Track kind={styles.on} />
        chosen route
      </span>
      {rows.some(row => row.breakGlass) ? (
        <span>
          <Track kind={styles.glass} />
          break-glass
        </span>
      ) : null}
    </p>
  )
}
