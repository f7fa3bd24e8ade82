// Adds a sign-in of the person's own: a portal, an IAM user, a profile or a command, into the personal layer.
import { type FormEvent, type ReactNode, useState } from 'react'
import type { SignInKind } from '../../../shared/catalog.ts'
import { accountIdPattern, keyPattern } from '../../../shared/names.ts'
import type { OwnFields } from '../../../shared/personal.ts'
import { useCall } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { FailureNotice, leadsOn } from '../../parts/failure-notice.tsx'
import { Field } from '../../parts/field.tsx'
import { PortalFields, usePortalForm } from '../../parts/portal-fields.tsx'
import { Segment } from '../../parts/segment.tsx'
import { wordsOfCommand } from './key-words.ts'
import styles from './sign-in-details.module.css'

const kinds = [
  { value: 'identity-center', text: 'Portal' },
  { value: 'iam-user', text: 'IAM user' },
  { value: 'profile', text: 'Profile' },
  { value: 'command', text: 'Command' },
] as const

const about: { readonly [K in SignInKind]: string } = {
  'identity-center': 'IAM Identity Center: its page signs you in and lists your accounts and roles.',
  'iam-user': 'A user with an access key, which goes into the vault of this machine next.',
  profile: 'A profile of your AWS files, read by the rules of the AWS tools whenever a route needs it.',
  command: 'A program that prints credentials as credential_process does. It runs without a shell.',
}

const KeyField = ({ value, onChange }: { value: string; onChange: (key: string) => void }) => (
  <Field
    mono
    label="Name"
    placeholder="work"
    value={value}
    maxLength={63}
    note={
      value === '' || keyPattern.test(value) ? undefined : 'Lower-case letters, digits, “.”, “_” and “-”.'
    }
    onChange={event => onChange(event.target.value)}
  />
)

export const AddSignIn = ({ onAdded, onCancel }: { onAdded: (id: string) => void; onCancel: () => void }) => {
  const [kind, setKind] = useState<SignInKind>('identity-center')
  const [key, setKey] = useState('')
  const [said, setSaid] = useState('')
  const [account, setAccount] = useState('')
  const [mfa, setMfa] = useState(true)
  const portal = usePortalForm()
  const change = useCall('changePersonal')
  const remedy = useRemedy()
  const words = wordsOfCommand(said)

  const wish = (): { key: string; fields: OwnFields } | null => {
    if (kind === 'identity-center')
      return portal.wish
        ? {
            key: portal.wish.key,
            fields: { kind, startUrl: portal.wish.startUrl, region: portal.wish.region },
          }
        : null
    if (!keyPattern.test(key)) return null
    if (kind === 'profile') return said.trim() === '' ? null : { key, fields: { kind, profile: said.trim() } }
    if (kind === 'command')
      return words && words.length > 0 ? { key, fields: { kind, command: words } } : null
    return accountIdPattern.test(account)
      ? { key, fields: { kind, account: key, ...(mfa ? { mfa: 'required' } : {}) } }
      : null
  }
  const ready = wish()
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!ready || change.busy) return
    // A user lives in an account, which the layer has to know under some name: that of the sign-in.
    if (kind === 'iam-user') {
      const added = await change.run({ change: { kind: 'account', key: ready.key, fields: { id: account } } })
      if (!added.ok) return
    }
    const fields = Object.fromEntries(
      Object.entries(ready.fields).map(([name, value]) => [name, Array.isArray(value) ? [...value] : value]),
    ) as Record<string, string | string[] | null>
    const added = await change.run({ change: { kind: 'sign-in', key: ready.key, fields, fresh: true } })
    if (added.ok) onAdded(`personal:${ready.key}`)
  }
  const fieldsOf: { readonly [K in SignInKind]: () => ReactNode } = {
    'identity-center': () => <PortalFields form={portal} named />,
    'iam-user': () => (
      <>
        <Field
          label="Account id"
          placeholder="12 digits"
          inputMode="numeric"
          maxLength={12}
          value={account}
          onChange={event => setAccount(event.target.value.trim())}
        />
        <KeyField value={key} onChange={setKey} />
        <label className={styles.check}>
          <input type="checkbox" checked={mfa} onChange={event => setMfa(event.target.checked)} />
          <span>The user has an MFA device, and its code is asked for</span>
        </label>
      </>
    ),
    profile: () => (
      <>
        <Field
          mono
          label="AWS profile"
          placeholder="default"
          maxLength={128}
          value={said}
          onChange={event => setSaid(event.target.value)}
        />
        <KeyField value={key} onChange={setKey} />
      </>
    ),
    command: () => (
      <>
        <Field
          mono
          label="Command"
          placeholder="op read --out-file - op://work/aws/credentials"
          maxLength={4_000}
          value={said}
          note={
            words === null
              ? 'A quote is still open.'
              : words.length > 1
                ? `${words.length} words: ${words.join(' · ')}`
                : undefined
          }
          onChange={event => setSaid(event.target.value)}
        />
        <KeyField value={key} onChange={setKey} />
      </>
    ),
  }
  return (
    <aside className={styles.details} aria-label="Add a sign-in">
      <form className={styles.pane} onSubmit={event => void submit(event)}>
        <h2>Add a sign-in</h2>
        <p className={styles.kind}>Of your own, in your personal layer</p>
        <div className={styles.acts}>
          <Segment label="Kind" value={kind} options={kinds} onChoose={setKind} />
        </div>
        <p className={styles.meta}>{about[kind]}</p>
        {fieldsOf[kind]()}
        {change.failure ? <FailureNotice failure={change.failure} onRemedy={remedy} /> : null}
        <div className={styles.acts}>
          <Button onClick={onCancel}>Cancel</Button>
          <Button primary={!leadsOn(change.failure)} submit disabled={ready === null || change.busy}>
            Add sign-in
          </Button>
        </div>
      </form>
    </aside>
  )
}
