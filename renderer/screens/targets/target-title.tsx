// Who the chosen target is: account, role, id, where it runs and where it hangs, and its pin.
import type { TargetExtras, TargetRow } from '../../../shared/target-row.ts'
import { IconButton } from '../../parts/button.tsx'
import { Dotted } from '../../parts/dotted.tsx'
import { Icon } from '../../parts/icon.tsx'
import styles from './details.module.css'

type TargetTitleProps = { row: TargetRow; extras: TargetExtras | null; onPin: () => void }

export const TargetTitle = ({ row, extras, onPin }: TargetTitleProps) => (
  <>
    <div className={styles.title}>
      <h2 className="cut" title={row.account.name}>
        {row.account.name}
      </h2>
      <IconButton
        icon="pin"
        label={row.pinned === null ? 'Pin' : `Pinned as @${row.pinned}`}
        aria-pressed={row.pinned !== null}
        onClick={onPin}
      />
      <p className={styles.role}>{row.role}</p>
      <p className={styles.meta}>
        <Dotted
          facts={[
            <span key="id" className="num">
              {row.account.id}
            </span>,
            extras?.region ?? null,
            row.account.unit,
          ]}
        />
      </p>
      {extras?.title ? <p className={styles.meta}>{extras.title}</p> : null}
    </div>
    {row.breakGlass ? (
      <p className={styles.glass}>
        <Icon name="glass" />
        <span>
          <strong>Break-glass, for emergencies.</strong> It asks for a reason, never renews by itself, and
          stands out in the activity.
        </span>
      </p>
    ) : null}
    {row.granted === false ? (
      <p className={styles.glass}>
        <Icon name="info" />
        <span>
          <strong>Not granted to you, as far as is known.</strong>{' '}
          {row.groups ? `It is for the group ${row.groups.join(' or ')}.` : 'The portal does not list it.'}{' '}
          Check the route to be sure.
        </span>
      </p>
    ) : null}
  </>
)
