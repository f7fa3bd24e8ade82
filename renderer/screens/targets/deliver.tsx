// The ways to use a target: one primary button, the rest beside it, and what came of the last press.
import { useId } from 'react'
import type { CopyKind } from '../../../shared/desk-contract.ts'
import type { Shell } from '../../../shared/settings.ts'
import type { TargetRow } from '../../../shared/target-row.ts'
import { useSnapshot } from '../../desk/hooks.ts'
import type { Attempt, Deliveries } from '../../desk/use-deliveries.ts'
import { Button } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Keys } from '../../parts/keys.tsx'
import { Menu, type OpenedByKey } from '../../parts/menu.tsx'
import { shellNames } from '../../parts/shell-names.ts'
import { consoleServices, consoleWays, regionsNear } from './console-places.ts'
import styles from './deliver.module.css'
import { MoreMenu } from './more-menu.tsx'

type DeliverProps = {
  row: TargetRow
  live: boolean
  region: string | null
  /** It is reached through a portal, which has links of its own. */
  portal: boolean
  attempt: Attempt
  deliveries: Deliveries
  copyMenu: OpenedByKey
  checking: boolean
  /** A failure above has a button of its own that leads on: the one primary one is there. */
  led: boolean
  onAssume: () => void
  onCheck: () => void
  onOwn: () => HTMLElement | null
  onHide: (hidden: boolean) => void
}

const busyWords = {
  assume: 'Traveling the route',
  console: 'Asking for a console link',
  terminal: 'Opening the session',
  copy: 'Opening the session',
  stop: 'Stopping',
  pin: '',
  change: '',
} as const

const names: readonly { readonly what: CopyKind; readonly text: string }[] = [
  { what: 'profile', text: 'Profile name' },
  { what: 'account', text: 'Account id' },
  { what: 'role-arn', text: 'Role ARN' },
  { what: 'session-arn', text: 'Session ARN' },
  { what: 'switch-role-link', text: 'Switch-role link' },
  { what: 'portal-link', text: 'Portal link' },
]

export const Deliver = (props: DeliverProps) => {
  const { row, live, region, portal, attempt, deliveries, copyMenu, checking, led, onAssume } = props
  const { target } = row
  const noTerminal = useId()
  const usual = useSnapshot(snapshot => snapshot.settings.shell)
  const enterDoes = useSnapshot(snapshot => snapshot.settings.enterDoes)
  const consoleIn = useSnapshot(snapshot => snapshot.settings.consoleIn)
  const host = useSnapshot(snapshot => snapshot.host)
  const terminal = useSnapshot(snapshot => snapshot.terminal)
  const clipboard = useSnapshot(snapshot => snapshot.clipboard)
  const shells = [usual, ...(Object.keys(shellNames) as Shell[]).filter(shell => shell !== usual)]
  const busy = attempt.busy !== null && busyWords[attempt.busy] !== ''
  // A permission set's own ARN is AWS's to make, and a session has one only while it lives.
  const copied = names.filter(
    ({ what }) =>
      (what !== 'portal-link' || portal) &&
      (what !== 'session-arn' || live) &&
      (what !== 'role-arn' || !portal || live) &&
      (what !== 'switch-role-link' || !portal),
  )
  return (
    <>
      <div className={styles.deliver}>
        <Button wide primary={!live && !led} disabled={busy} onClick={onAssume}>
          {live ? 'Renew' : 'Assume'} {enterDoes === 'assume' ? <Keys keys={['enter']} /> : null}
        </Button>
        <div className={styles.split}>
          <Button
            wide
            primary={live && !led}
            icon="console"
            disabled={busy}
            onClick={() => deliveries.openConsole(target)}
          >
            Console <Keys keys={enterDoes === 'console' ? ['enter'] : ['command', 'enter']} />
          </Button>
          <Menu
            align="end"
            title={region ? `Console in ${region}` : 'Console'}
            trigger={
              <Button primary={live && !led} disabled={busy} aria-label="Console of a service or region">
                <Icon name="down" small />
              </Button>
            }
            items={consoleServices.map(({ service, text }) => ({
              key: service,
              text,
              onChoose: () => deliveries.openConsole(target, { service }),
            }))}
            more={[
              {
                title: 'Opens in',
                items: consoleWays(host, portal).map(way => ({
                  key: way.in,
                  text: way.text,
                  note: way.in === consoleIn ? 'as usual' : '',
                  onChoose: () => deliveries.openConsole(target, { in: way.in }),
                })),
              },
              {
                title: 'In another region',
                items: regionsNear(region).map(({ region: place, text }) => ({
                  key: place,
                  text: place,
                  note: text,
                  onChoose: () => deliveries.openConsole(target, { region: place }),
                })),
              },
            ]}
          />
        </div>
        <Button
          wide
          icon="terminal"
          disabled={busy || !terminal}
          aria-describedby={terminal ? undefined : noTerminal}
          onClick={() => deliveries.openTerminal(target)}
        >
          Terminal {enterDoes === 'terminal' ? <Keys keys={['enter']} /> : null}
        </Button>
        <div>
          <Menu
            align="end"
            opened={copyMenu}
            title={clipboard ? 'Environment, for 45 seconds' : 'Command for the environment'}
            trigger={
              <Button wide icon="copy" disabled={busy}>
                Copy <Icon name="down" small />
              </Button>
            }
            items={shells.map(shell => ({
              key: shell,
              text: shellNames[shell],
              onChoose: () => deliveries.copy(target, 'environment', shell),
            }))}
            more={{
              title: 'Name or link',
              items: copied.map(({ what, text }) => ({
                key: what,
                text,
                onChoose: () => deliveries.copy(target, what),
              })),
            }}
          />
        </div>
        <MoreMenu
          row={row}
          checking={checking}
          onCheck={props.onCheck}
          onOwn={props.onOwn}
          onHide={props.onHide}
          onCopyName={() => deliveries.copyText(target, target, 'The target’s name was copied.')}
        />
      </div>
      {terminal ? null : (
        <p id={noTerminal} className={styles.why}>
          No terminal opens here; Copy has the {clipboard ? 'environment' : 'command'}.
        </p>
      )}
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
