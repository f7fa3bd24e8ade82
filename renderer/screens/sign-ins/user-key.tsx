// An IAM user's key, device and groups: what the vault knows at once, and what IAM adds when it may be asked.
import { useCallback, useEffect, useState } from 'react'
import { explain } from '../../../shared/explain.ts'
import type { SignInFacts } from '../../../shared/sign-in-facts.ts'
import type { SignInView } from '../../../shared/snapshot.ts'
import { useCall, useDesk, useTargetRows, useTime } from '../../desk/hooks.ts'
import { Button, TextButton } from '../../parts/button.tsx'
import { Facts, PaneHead } from '../../parts/pane.tsx'
import { goTo } from '../../place/place.ts'
import { since } from '../../time/since.ts'
import { Confirm } from './confirm.tsx'
import { ageInWords, daysSince, groupsInWords, oldKey } from './key-words.ts'
import { MfaDevice } from './mfa-device.tsx'
import { RotateKey } from './rotate-key.tsx'
import styles from './sign-in-details.module.css'

const Age = ({ createdAt }: { createdAt: string | null }) => {
  const days = useTime(now => daysSince(createdAt, now))
  if (days === null) return <span className="dim">IAM does not say</span>
  return days < oldKey ? (
    ageInWords(days)
  ) : (
    <>
      <strong>{ageInWords(days)}</strong>, AWS advises {oldKey} at most
    </>
  )
}
const Since = ({ at }: { at: string }) => useTime(now => since(at, now))

/** Asked again whenever the key, the device or the session is another one. */
const useFacts = (signIn: SignInView) => {
  const call = useDesk()
  const [facts, setFacts] = useState<SignInFacts | null>(null)
  const { id, state, mfaSerial } = signIn
  const [turn, setTurn] = useState(0)
  const again = useCallback(() => setTurn(before => before + 1), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: state, device and turn are no input, they say when to ask again
  useEffect(() => {
    let current = true
    void call('signInFacts', { signIn: id }).then(answer => {
      if (current && answer.ok) setFacts(answer.value)
    })
    return () => {
      current = false
    }
  }, [call, id, state, mfaSerial, turn])
  return { facts, again }
}

export const UserKey = ({ signIn }: { signIn: SignInView }) => {
  const { facts, again } = useFacts(signIn)
  const [asked, setAsked] = useState<'rotate' | 'remove' | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const remove = useCall('removeKey')
  const rows = useTargetRows()
  const hidden = rows?.filter(row => row.signIn === signIn.signIn && row.granted === false).length ?? 0
  const waiting = <span className="dim">…</span>
  return (
    <>
      <PaneHead>Access key</PaneHead>
      <Facts
        rows={[
          {
            term: 'In the vault',
            value: facts ? (
              <>
                since <Since at={facts.addedAt} />
              </>
            ) : (
              'yes'
            ),
          },
          { term: 'Key', value: facts ? <span className="mono">{facts.accessKeyId}</span> : waiting },
          { term: 'Age', value: facts ? <Age createdAt={facts.createdAt} /> : waiting },
          {
            term: 'Last used',
            value: facts ? (
              facts.lastUsed ? (
                <>
                  <Since at={facts.lastUsed.at} />, {facts.lastUsed.service}
                </>
              ) : (
                <span className="dim">{facts.failure ? 'IAM does not say' : 'not yet'}</span>
              )
            ) : (
              waiting
            ),
          },
        ]}
      />
      {facts?.failure ? (
        <p className={styles.meta}>
          IAM was asked and says less: {explain(facts.failure).title}.
          {signIn.state === 'out' ? ' It may say more after an MFA code.' : ''}
        </p>
      ) : null}
      {said ? (
        <p className={styles.meta} role="status">
          {said}
        </p>
      ) : null}
      <div className={styles.acts}>
        <Button icon="refresh" disabled={facts === null} onClick={() => setAsked('rotate')}>
          Rotate key…
        </Button>
        <Button onClick={() => setAsked('remove')}>Remove…</Button>
      </div>

      <PaneHead>MFA device</PaneHead>
      <MfaDevice signIn={signIn} devices={facts?.devices ?? null} />
      <Facts
        rows={[
          {
            term: 'Codes',
            value: (
              <>
                {signIn.codesBy ? `printed by ${signIn.codesBy} ` : 'typed by hand '}
                <TextButton onClick={() => goTo('settings')}>
                  {signIn.codesBy ? 'Change…' : 'Use a command…'}
                </TextButton>
              </>
            ),
          },
        ]}
      />

      {facts?.groups ? (
        <>
          <PaneHead>Groups, as IAM says</PaneHead>
          <p className={styles.meta}>{groupsInWords(facts.groups, hidden)}</p>
        </>
      ) : null}

      {asked === 'rotate' && facts ? (
        <RotateKey
          signIn={signIn}
          facts={facts}
          onDone={sentence => {
            setAsked(null)
            setSaid(sentence)
            again()
          }}
          onClose={() => setAsked(null)}
        />
      ) : null}
      {asked === 'remove' ? (
        <Confirm
          title={`Remove the key of ${signIn.signIn}?`}
          verb="Remove key"
          working="Removing…"
          busy={remove.busy}
          failure={remove.failure}
          onYes={() =>
            void remove.run({ signIn: signIn.id }).then(result => {
              if (result.ok) setAsked(null)
            })
          }
          onClose={() => setAsked(null)}
        >
          <p>
            It leaves the vault of this machine, and what came from it ends: sessions, profiles, the MFA
            session. With IAM it stays as it is.
          </p>
        </Confirm>
      ) : null}
    </>
  )
}
