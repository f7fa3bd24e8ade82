// The ways to use a target: one primary button, the rest beside it, and what came of the last press.
import type { Shell } from '../../../shared/settings.ts'
import { useSnapshot } from '../../desk/hooks.ts'
import { Button } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Keys } from '../../parts/keys.tsx'
import { Menu } from '../../parts/menu.tsx'
import { shellNames } from '../../parts/shell-names.ts'
import styles from './deliver.module.css'
import type { Attempt, Deliveries } from './use-deliveries.ts'

type DeliverProps = {
  target: string
  live: boolean
  attempt: Attempt
  deliveries: Deliveries
  onAssume: () => void
  copies: readonly {
    readonly key: string
    readonly text: string
    readonly note: string
    readonly value: string
  }[]
}

const busyWords = {
  assume: 'Traveling the route',
  console: 'Asking for a console link',
  copy: 'Opening the session',
  stop: 'Stopping',
  pin: '',
} as const

export const Deliver = ({ target, live, attempt, deliveries, onAssume, copies }: DeliverProps) => {
  const usual = useSnapshot(snapshot => snapshot.settings.shell)
  const shells = [usual, ...(Object.keys(shellNames) as Shell[]).filter(shell => shell !== usual)]
  const busy = attempt.busy !== null && attempt.busy !== 'pin'
  return (
    <>
      <div className={styles.deliver}>
        <Button wide primary={!live} disabled={busy} onClick={onAssume}>
          {live ? 'Renew' : 'Assume'} <Keys keys={['enter']} />
        </Button>
        <Button
          wide
          primary={live}
          icon="console"
          disabled={busy}
          onClick={() => deliveries.openConsole(target)}
        >
          Console <Keys keys={['command', 'enter']} />
        </Button>
        <div>
          <Menu
            title="Environment for"
            trigger={
              <Button wide icon="copy" disabled={busy}>
                Copy environment <Icon name="down" small />
              </Button>
            }
            items={[
              ...shells.map(shell => ({
                key: shell,
                text: shellNames[shell],
                onChoose: () => deliveries.copyEnvironment(target, shell),
              })),
            ]}
          />
        </div>
        <div>
          <Menu
            align="end"
            trigger={
              <Button wide aria-label="Copy a name">
                <Icon name="more" />
              </Button>
            }
            title="Copy"
            items={copies.map(copy => ({
              key: copy.key,
              text: copy.text,
              note: copy.note,
              onChoose: () => deliveries.copyText(target, copy.value, `${copy.text} is copied.`),
            }))}
          />
        </div>
      </div>
      <div className={styles.said} role="status">
        {attempt.busy && busyWords[attempt.busy] ? <p>{busyWords[attempt.busy]}…</p> : null}
        {attempt.said.map((sentence, index) => (
          <p key={sentence}>
            {index === 0 ? <Icon name="check" small accent /> : null}
            <span>{sentence}</span>
          </p>
        ))}
      </div>
    </>
  )
}
