// In one column the details are out of sight: the chosen target's name and first buttons stand in a bar of their own.
import type { TargetRow } from '../../../shared/target-row.ts'
import { Button } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'
import styles from './act-bar.module.css'

type ActBarProps = {
  row: TargetRow
  busy: boolean
  onAssume: () => void
  onConsole: () => void
  onDetails: () => void
}

export const ActBar = ({ row, busy, onAssume, onConsole, onDetails }: ActBarProps) => (
  <div className={styles.bar}>
    <p>
      <strong className="cut">{row.account.name}</strong>
      <span className="cut">{row.role}</span>
    </p>
    <Button primary={!row.session} disabled={busy} onClick={onAssume}>
      {row.session ? 'Renew' : 'Assume'}
    </Button>
    <Button primary={row.session !== null} icon="console" disabled={busy} onClick={onConsole}>
      Console
    </Button>
    <Button aria-label={`Details of ${row.account.name}`} onClick={onDetails}>
      <Icon name="right" />
    </Button>
  </div>
)
