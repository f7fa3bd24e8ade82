// Says below the list that a target was hidden from it, with the way back.
import type { TargetRow } from '../../../shared/target-row.ts'
import { Button } from '../../parts/button.tsx'
import styles from './targets.module.css'

type HiddenNoticeProps = { row: TargetRow | null; onUndo: (row: TargetRow) => void }

export const HiddenNotice = ({ row, onUndo }: HiddenNoticeProps) => (
  // Always there, because a region that comes together with its words is not read out.
  <div role="status">
    {row ? (
      <div className={styles.undo}>
        <p className="cut">
          <strong>
            {row.account.name} / {row.role}
          </strong>{' '}
          is hidden from lists.
        </p>
        <Button small icon="undo" onClick={() => onUndo(row)}>
          Undo
        </Button>
      </div>
    ) : null}
  </div>
)
