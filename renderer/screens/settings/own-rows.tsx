// The rows of the settings that are no single field: what the team guards, the vault, what is in force on this machine.

import { lookOf } from '../../../shared/environment-look.ts'
import type { SettingsFacts } from '../../../shared/settings-facts.ts'
import { useCall, useSnapshot } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { asksFor } from '../../parts/environment-asks.ts'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { listInWords } from '../../parts/list-in-words.ts'
import { Mark } from '../../parts/mark.tsx'
import { lengthInWords } from '../../time/countdown.ts'
import { Row } from './row.tsx'
import styles from './settings.module.css'

type OwnRowProps = { name: string; note: string; facts: SettingsFacts | null }

export const Environments = ({ name, note }: OwnRowProps) => {
  const environments = useSnapshot(snapshot => snapshot.environments)
  if (environments.length === 0)
    return <Row name={name} note="No catalog describes an environment, so none asks for anything." />
  return (
    <>
      <Row name={name} note={note} />
      {environments.map(environment => {
        const asks = asksFor(environment)
        const bound =
          environment.maxDuration === null ? '' : `at most ${lengthInWords(environment.maxDuration)}`
        const said = [asks, bound].filter(Boolean).join(', ')
        return (
          <Row
            key={`${environment.catalog}:${environment.key}`}
            name={
              <>
                <Mark look={lookOf(environment.key, environment.color)} />
                <span className="cut">{environment.key}</span>
              </>
            }
            note={`Set by ${environment.catalog}.`}
          >
            <span className={styles.said}>{said === '' ? 'asks for nothing' : said}</span>
          </Row>
        )
      })}
    </>
  )
}

export const StaleProfiles = ({ name, facts }: OwnRowProps) => {
  const clean = useCall('cleanProfiles')
  const remedy = useRemedy()
  const stale = facts?.profiles.stale ?? []
  const owned = facts?.profiles.owned ?? 0
  return (
    <Row
      name={name}
      note={
        stale.length > 0
          ? `${listInWords(stale)}: the session has ended.`
          : `None. ${owned === 1 ? '1 profile is ours' : `${owned} profiles are ours`}.`
      }
      below={clean.failure ? <FailureNotice failure={clean.failure} onRemedy={remedy} /> : null}
    >
      <Button disabled={clean.busy || stale.length === 0} onClick={() => void clean.run({})}>
        Clean
      </Button>
    </Row>
  )
}

export const VaultRow = ({ name, facts }: OwnRowProps) => {
  const locked = useSnapshot(snapshot => snapshot.locked)
  const lock = useCall('lock')
  const unlock = useCall('unlock')
  const remedy = useRemedy()
  const failure = lock.failure ?? unlock.failure
  const keeper = facts?.vault.keptBy === 'passphrase' ? 'your passphrase' : 'the system’s keychain'
  return (
    <Row
      name={name}
      note={
        locked
          ? `Locked; ${keeper} opens it. Nothing new can start, live sessions go on.`
          : `Open, by ${keeper}. Locked, nothing new can start and live sessions go on.`
      }
      below={
        failure && failure.kind !== 'cancelled' ? <FailureNotice failure={failure} onRemedy={remedy} /> : null
      }
    >
      {locked ? (
        <Button icon="lock" disabled={unlock.busy} onClick={() => void unlock.run({})}>
          Unlock
        </Button>
      ) : (
        <Button icon="lock" disabled={lock.busy} onClick={() => void lock.run({})}>
          Lock
        </Button>
      )}
    </Row>
  )
}

/** A value that may be long and is copied by selecting it. */
const Fact = ({ name, value, from }: { name: string; value: string; from: string }) => (
  <Row name={name} note={from}>
    <span className={value === 'None' ? styles.said : styles.fact} title={value}>
      {value}
    </span>
  </Row>
)

export const NetworkFacts = ({ facts }: OwnRowProps) =>
  (facts?.network ?? []).map(fact => (
    <Fact
      key={`${fact.name} ${fact.value} ${fact.from}`}
      name={fact.name === 'Proxy' ? 'Proxy in force' : fact.name}
      value={fact.value}
      from={fact.from}
    />
  ))

export const AgentFacts = ({ facts }: OwnRowProps) => {
  if (!facts) return null
  const { agent } = facts
  const { callers } = agent
  return (
    <>
      <Fact name="Socket" value={agent.socket} from="Open to you alone; every request carries a token." />
      <Fact name="Launchers" value={agent.launchers} from="What profiles in process mode run." />
      <Fact name="Command line" value={agent.commandLine} from="The same rooms, without a window." />
      <Row name="Callers" note={`Process ${agent.pid}. Counted since it started.`}>
        <span className={styles.said}>
          {callers.now} now · {callers.commands} commands · {callers.profiles} profiles read
        </span>
      </Row>
    </>
  )
}
