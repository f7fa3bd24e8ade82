// The screen of settings: each row one choice, kept by main as soon as it is made.
import type { ReactNode } from 'react'
import type { Shell, Settings as Values } from '../../../shared/settings.ts'
import { useCall, useSnapshot } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Screen, Section } from '../../parts/screen.tsx'
import { Segment } from '../../parts/segment.tsx'
import { Select } from '../../parts/select.tsx'
import { shellNames } from '../../parts/shell-names.ts'
import { lengthInWords } from '../../time/countdown.ts'
import styles from './settings.module.css'

const Row = ({ name, note, children }: { name: string; note: string; children: ReactNode }) => (
  <div className={styles.row}>
    <div className={styles.words}>
      <p className={styles.name}>{name}</p>
      <p className={styles.note}>{note}</p>
    </div>
    <div className={styles.control}>{children}</div>
  </div>
)

const themes = [
  { value: 'system', text: 'System' },
  { value: 'light', text: 'Light' },
  { value: 'dark', text: 'Dark' },
] as const
const modes = [
  { value: 'keys', text: 'Keys' },
  { value: 'process', text: 'Process' },
] as const
/** AWS: GetSessionToken lasts 15 minutes to 36 hours for an IAM user (STS API reference). */
const mfaLengths = [900, 3_600, 14_400, 28_800, 43_200, 86_400, 129_600]

export const Settings = () => {
  const settings = useSnapshot(snapshot => snapshot.settings)
  const locked = useSnapshot(snapshot => snapshot.locked)
  const version = useSnapshot(snapshot => snapshot.version)
  const { run, failure } = useCall('changeSettings')
  const lock = useCall('lock')
  const unlock = useCall('unlock')
  const shown = failure ?? lock.failure ?? unlock.failure
  const remedy = useRemedy()
  const change = (values: Partial<Values>): void => void run(values)
  const lengths = mfaLengths.includes(settings.mfaSession)
    ? mfaLengths
    : [...mfaLengths, settings.mfaSession].sort((a, b) => a - b)
  return (
    <Screen title="Settings" note={`Switchyard ${version}`}>
      <div className={styles.column}>
        {shown && shown.kind !== 'cancelled' ? <FailureNotice failure={shown} onRemedy={remedy} /> : null}
        <Section title="Window">
          <div className={styles.group}>
            <Row name="Theme" note="Light, dark, or as this machine has it.">
              <Segment
                label="Theme"
                value={settings.theme}
                options={themes}
                onChoose={theme => change({ theme })}
              />
            </Row>
          </div>
        </Section>
        <Section title="Use">
          <div className={styles.group}>
            <Row
              name="Profiles hold"
              note={
                settings.profileMode === 'keys'
                  ? 'Keys: short-lived keys in the credentials file; every tool reads them.'
                  : 'A process: no key on disk; tools ask Switchyard each time.'
              }
            >
              <Segment
                label="Profiles hold"
                value={settings.profileMode}
                options={modes}
                onChoose={profileMode => change({ profileMode })}
              />
            </Row>
            <Row name="Shell" note="The first in the list when an environment is copied.">
              <Select
                label="Shell"
                value={settings.shell}
                options={Object.entries(shellNames).map(([value, text]) => ({ value, text }))}
                onChoose={shell => change({ shell: shell as Shell })}
              />
            </Row>
          </div>
        </Section>
        <Section title="Safety">
          <div className={styles.group}>
            <Row name="Longest MFA session" note="One code opens it; all targets behind it share it.">
              <Select
                label="Longest MFA session"
                value={String(settings.mfaSession)}
                options={lengths.map(seconds => ({ value: String(seconds), text: lengthInWords(seconds) }))}
                onChoose={seconds => change({ mfaSession: Number(seconds) })}
              />
            </Row>
            <Row
              name="Vault"
              note={
                locked
                  ? 'Locked. Nothing new can start; live sessions go on.'
                  : 'Open. Locking keeps new sessions from starting; live ones go on.'
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
          </div>
        </Section>
      </div>
    </Screen>
  )
}
