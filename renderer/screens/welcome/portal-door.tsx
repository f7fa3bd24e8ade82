// Signs in to a portal from nothing: its address becomes a sign-in of the person's own, then its page is waited for.
import { type FormEvent, useState } from 'react'
import { useCall } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { FailureNotice, leadsOn } from '../../parts/failure-notice.tsx'
import { PortalFields, usePortalForm } from '../../parts/portal-fields.tsx'
import { goTo } from '../../place/place.ts'
import styles from './welcome.module.css'

export const PortalDoor = ({ onBack }: { onBack: () => void }) => {
  const form = usePortalForm()
  const change = useCall('changePersonal')
  const enter = useCall('signIn')
  const remedy = useRemedy()
  /** The sign-in that was written: a corrected address changes it, and leaving takes it away again. */
  const [made, setMade] = useState<string | null>(null)
  const busy = change.busy || enter.busy
  const failure = change.failure ?? enter.failure

  const submit = async (flow: 'browser' | 'device-code'): Promise<void> => {
    const { wish } = form
    if (!wish || busy) return
    enter.forget()
    const { startUrl, region } = wish
    const key = made ?? wish.key
    const written = await change.run({
      change: {
        kind: 'sign-in',
        key,
        fields: { kind: 'identity-center', startUrl, region },
        fresh: made === null,
      },
    })
    if (!written.ok) return
    setMade(key)
    const entered = await enter.run({ signIn: `personal:${key}`, flow })
    if (entered.ok) goTo('targets')
  }
  const back = async (): Promise<void> => {
    if (made !== null) await change.run({ change: { kind: 'sign-in', key: made, fields: null } })
    onBack()
  }
  return (
    <form
      className={styles.step}
      aria-label="Sign in to a portal"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void submit('browser')
      }}
    >
      <h1 tabIndex={-1}>Which portal?</h1>
      <p className={styles.lead}>
        The page where you see your AWS accounts. Its address is kept as a sign-in of your own; the accounts
        and roles it lists become your targets.
      </p>
      <PortalFields form={form} named={made === null} />
      {failure && failure.kind !== 'cancelled' ? <FailureNotice failure={failure} onRemedy={remedy} /> : null}
      <div className={styles.acts}>
        <Button disabled={busy} onClick={() => void back()}>
          Back
        </Button>
        <Button disabled={form.wish === null || busy} onClick={() => void submit('device-code')}>
          With a device code
        </Button>
        <Button primary={!leadsOn(failure)} submit disabled={form.wish === null || busy}>
          {busy ? 'Signing in…' : 'Sign in'}
        </Button>
      </div>
    </form>
  )
}
