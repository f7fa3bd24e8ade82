// One live session: its ring, what it is called, what it is in use for, the time left and the ways on.
import { useState } from 'react'
import { lookOf } from '../../../shared/environment-look.ts'
import { splitTargetId } from '../../../shared/names.ts'
import type { SessionView } from '../../../shared/session.ts'
import type { SignInView } from '../../../shared/snapshot.ts'
import type { TargetRow } from '../../../shared/target-row.ts'
import { ticketIn } from '../../../shared/ticket.ts'
import { countdown } from '../../../shared/time-left.ts'
import { useCall, useSnapshot, useTime } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { Dotted } from '../../parts/dotted.tsx'
import { environmentOf } from '../../parts/environment-asks.ts'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Icon } from '../../parts/icon.tsx'
import { BigMark } from '../../parts/mark.tsx'
import { Menu } from '../../parts/menu.tsx'
import { openPage } from '../../place/open-page.ts'
import { goTo, writePlace } from '../../place/place.ts'
import { clockTime, percentLeft } from '../../time/countdown.ts'
import type { Use } from './day.ts'
import { whyNoRenewal } from './renewal.ts'
import styles from './session-row.module.css'

const renewal = (session: SessionView, until: string | null): string => {
  if (!session.renews) return 'cannot renew'
  return until === null ? 'renews by itself' : `renews until ${until}`
}

type SessionRowProps = {
  session: SessionView
  row: TargetRow | null
  signIn: SignInView | null
  uses: readonly Use[]
  reason: string | null
  /** Something was handed out: the record is asked again. */
  onUsed: () => void
}

export const SessionRow = ({ session, row, signIn, uses, reason, onUsed }: SessionRowProps) => {
  const environments = useSnapshot(snapshot => snapshot.environments)
  const stop = useCall('stopSession')
  const consoleCall = useCall('openConsole')
  const renew = useCall('renewSession')
  const terminalCall = useCall('openTerminal')
  const terminal = useSnapshot(snapshot => snapshot.terminal)
  const [said, setSaid] = useState<string | null>(null)
  const remedy = useRemedy()
  const parts = splitTargetId(session.target)
  const key = row?.account.environment ?? null
  const look = lookOf(key, environmentOf(environments, row?.catalog ?? '', key)?.color ?? null)
  const left = useTime(now => countdown(session.expiresAt, now))
  const percent = useTime(now => percentLeft(session.startedAt, session.expiresAt, now))
  const end = useTime(now => clockTime(session.expiresAt, now))
  const until = useTime(now => (session.until === null ? null : clockTime(session.until, now)))
  const name = row?.account.name ?? parts?.account ?? session.target
  const failure = stop.failure ?? consoleCall.failure ?? renew.failure ?? terminalCall.failure
  const why = whyNoRenewal({ session, breakGlass: row?.breakGlass ?? false, signIn })
  const ticket = reason === null ? null : (ticketIn(reason) ?? 'with a reason')
  const { target } = session
  const openConsole = (): void =>
    void consoleCall.run({ target }).then(result => {
      if (result.ok) {
        if (result.value.open !== null) openPage(result.value.open)
        setSaid(result.value.notices.join(' ') || null)
      }
      onUsed()
    })
  const renewNow = (): void =>
    void renew.run({ target }).then(result => {
      if (result.ok) setSaid(['Renewed.', ...result.value.notices].join(' '))
    })
  const openTerminal = (): void =>
    void terminalCall.run({ target }).then(result => {
      if (result.ok)
        setSaid([`${result.value.terminal} is open as this target.`, ...result.value.notices].join(' '))
      onUsed()
    })
  return (
    <li className={styles.session} data-env={look}>
      <BigMark look={look} left={percent} />
      <div className={styles.who}>
        <p className="cut" title={`${name} / ${row?.role ?? parts?.role}`}>
          <a className={styles.name} href={writePlace({ screen: 'targets', chosen: session.target })}>
            <strong>{name}</strong> <span className="dim">/</span> {row?.role ?? parts?.role}
          </a>
        </p>
        <p className={styles.note}>
          <Dotted
            facts={[
              key ? (
                <span key="environment" className={styles.environment}>
                  {key}
                </span>
              ) : null,
              <span key="id" className="num">
                {session.accountId}
              </span>,
              <span key="renewal" title={why?.sentence}>
                {renewal(session, until)}
                {why ? <span className="sr">. {why.sentence}</span> : null}
                {ticket === null ? null : <span title={reason ?? undefined}>, {ticket}</span>}
              </span>,
            ]}
          />
        </p>
      </div>
      <div className={styles.uses}>
        {uses.map(({ key, icon, words, title }) => (
          <span key={key} className={styles.use} title={title}>
            <Icon name={icon} />
            <span className="cut">{words}</span>
          </span>
        ))}
      </div>
      <div className={styles.time}>
        <p className={styles.left}>{left}</p>
        <p className={styles.note}>
          ends <span className="num">{end}</span>
        </p>
      </div>
      <div className={styles.acts}>
        <Button icon="console" disabled={consoleCall.busy} onClick={openConsole}>
          Console
        </Button>
        <Button
          icon="stop"
          disabled={stop.busy}
          aria-label={`Stop ${name}`}
          onClick={() => void stop.run({ target })}
        >
          Stop
        </Button>
        <Menu
          align="end"
          trigger={
            <Button aria-label={`More for ${name}`}>
              <Icon name="more" />
            </Button>
          }
          items={[
            { key: 'renew', icon: 'refresh', text: 'Renew now', onChoose: renewNow },
            ...(terminal
              ? [
                  {
                    key: 'terminal',
                    icon: 'terminal' as const,
                    text: 'Open terminal',
                    onChoose: openTerminal,
                  },
                ]
              : []),
            {
              key: 'target',
              icon: 'targets',
              text: 'Show target',
              onChoose: () => goTo('targets', target),
            },
          ]}
        />
      </div>
      {said ? (
        <p className={styles.said} role="status">
          {said}
        </p>
      ) : null}
      {failure && failure.kind !== 'cancelled' ? (
        <div className={styles.failure}>
          <FailureNotice failure={failure} onRemedy={remedy} />
        </div>
      ) : null}
    </li>
  )
}
