// The forms of the personal layer: an account, a role, who one is at a sign-in, and what is one's own about a target.
import { useId, useState } from 'react'
import { environmentColors } from '../../../shared/catalog.ts'
import { formatDuration, parseDuration } from '../../../shared/duration.ts'
import type { AboutSignIn, AboutTarget, OwnAccount, OwnRole } from '../../../shared/personal.ts'
import type { PersonalChange } from '../../../shared/personal-change.ts'
import type { Result } from '../../../shared/result.ts'
import { Field } from '../../parts/field.tsx'
import { Select } from '../../parts/select.tsx'
import styles from './ask.module.css'
import { OwnForm, orNull } from './own-form.tsx'

export type Send = { change: (wish: PersonalChange) => Promise<Result<null>>; onDone: () => void }
type Color = NonNullable<OwnAccount['color']>

const colors = [
  { value: '', text: 'as its environment' },
  ...environmentColors.map(color => ({ value: color, text: color })),
]
const ColorChoice = ({ value, onChoose }: { value: string; onChoose: (value: string) => void }) => (
  <div className={styles.choice}>
    <span className={styles.label}>Color</span>
    <Select label="Color" value={value} options={colors} onChoose={onChoose} />
  </div>
)
const Check = ({
  text,
  checked,
  onCheck,
}: {
  text: string
  checked: boolean
  onCheck: (checked: boolean) => void
}) => {
  const id = useId()
  return (
    <p className={styles.check}>
      <input id={id} type="checkbox" checked={checked} onChange={event => onCheck(event.target.checked)} />
      <label htmlFor={id}>{text}</label>
    </p>
  )
}

export const AccountForm = ({ account, ...send }: Send & { account: OwnAccount | null }) => {
  const [key, setKey] = useState(account?.key ?? '')
  const [id, setId] = useState(account?.id ?? '')
  const [name, setName] = useState(account?.name ?? '')
  const [unit, setUnit] = useState(account?.unit ?? '')
  const [environment, setEnvironment] = useState(account?.environment ?? '')
  const [color, setColor] = useState<string>(account?.color ?? '')
  return (
    <OwnForm
      {...send}
      title={account ? `Account ${account.key}` : 'Add an account of your own'}
      ready={key.trim() !== '' && id.trim() !== ''}
      wish={() => ({
        kind: 'account',
        key: key.trim(),
        ...(account ? {} : { fresh: true }),
        fields: {
          id: id.replace(/[\s-]/g, ''),
          name: orNull(name),
          unit: orNull(unit),
          environment: orNull(environment),
          color: orNull(color),
        },
      })}
    >
      {account ? null : (
        <Field
          mono
          label="Key"
          placeholder="side-project"
          value={key}
          maxLength={63}
          data-first
          onChange={event => setKey(event.target.value)}
        />
      )}
      <Field
        mono
        label="Account id"
        placeholder="12 digits"
        value={id}
        maxLength={20}
        onChange={event => setId(event.target.value)}
      />
      <Field
        label="Name"
        placeholder="as its key"
        value={name}
        maxLength={200}
        onChange={event => setName(event.target.value)}
      />
      <Field
        label="Unit"
        placeholder="none"
        value={unit}
        maxLength={200}
        onChange={event => setUnit(event.target.value)}
      />
      <Field
        label="Environment"
        placeholder="none"
        value={environment}
        maxLength={63}
        onChange={event => setEnvironment(event.target.value)}
      />
      <ColorChoice value={color} onChoose={setColor} />
    </OwnForm>
  )
}

const words = (text: string): readonly string[] => text.split(/[\s,]+/).filter(Boolean)
const oneOrMany = (text: string): string | string[] => {
  const all = words(text)
  return all.length === 1 ? (all[0] ?? '') : [...all]
}

export const RoleForm = ({ role, ...send }: Send & { role: OwnRole | null }) => {
  const [name, setName] = useState(role?.name ?? '')
  const [accounts, setAccounts] = useState(role?.accounts?.join(' ') ?? '')
  const [from, setFrom] = useState(role?.from.join(' ') ?? '')
  const [externalId, setExternalId] = useState(role?.externalId ?? '')
  const [mfa, setMfa] = useState(role?.mfa ?? false)
  const [breakGlass, setBreakGlass] = useState(role?.breakGlass ?? false)
  /** Chosen by a selector, which only the file can say. */
  const selected = role !== null && role.accounts === null
  return (
    <OwnForm
      {...send}
      title={role ? `Role ${role.name}` : 'Add a role of your own'}
      note="Where it is reached from: a sign-in (of a catalog as ops-hub:ops), or a role as account/Role."
      ready={name.trim() !== '' && from.trim() !== '' && (selected || accounts.trim() !== '')}
      wish={() => ({
        kind: 'role',
        at: role?.at ?? null,
        ...(role ? { was: role.name } : {}),
        fields: {
          name: name.trim(),
          ...(selected ? {} : { accounts: oneOrMany(accounts) }),
          from: oneOrMany(from),
          externalId: orNull(externalId),
          mfa: mfa ? 'required' : null,
          breakGlass: breakGlass ? 'true' : null,
        },
      })}
    >
      <Field
        mono
        label="Role name"
        placeholder="Administrator"
        value={name}
        maxLength={200}
        data-first
        onChange={event => setName(event.target.value)}
      />
      {selected ? null : (
        <Field
          mono
          label="Accounts of your own, by key"
          placeholder="side-project"
          value={accounts}
          maxLength={2_000}
          onChange={event => setAccounts(event.target.value)}
        />
      )}
      <Field
        mono
        label="Reached from"
        placeholder="ops-hub:ops"
        value={from}
        maxLength={2_000}
        onChange={event => setFrom(event.target.value)}
      />
      <Field
        mono
        label="External id"
        placeholder="none"
        value={externalId}
        maxLength={1_224}
        onChange={event => setExternalId(event.target.value)}
      />
      <Check text="Its trust policy asks for MFA" checked={mfa} onCheck={setMfa} />
      <Check text="For emergencies only (break-glass)" checked={breakGlass} onCheck={setBreakGlass} />
    </OwnForm>
  )
}

export const SignInForm = ({ about, ...send }: Send & { about: AboutSignIn }) => {
  const [userName, setUserName] = useState(about.userName ?? '')
  const [mfaSerial, setMfaSerial] = useState(about.mfaSerial ?? '')
  const [groups, setGroups] = useState(about.groups?.join(' ') ?? '')
  return (
    <OwnForm
      {...send}
      title={`You at ${about.signIn}`}
      note="IAM says these by itself after a key is added, where it may. What stands here comes first."
      ready
      wish={() => ({
        kind: 'sign-in-facts',
        signIn: about.signIn,
        userName: orNull(userName),
        mfaSerial: orNull(mfaSerial),
        groups: groups.trim() === '' ? null : [...words(groups)],
      })}
    >
      <Field
        mono
        label="User name"
        placeholder="as IAM says"
        value={userName}
        maxLength={64}
        data-first
        onChange={event => setUserName(event.target.value)}
      />
      <Field
        mono
        label="MFA serial number"
        placeholder="as IAM says"
        value={mfaSerial}
        maxLength={256}
        onChange={event => setMfaSerial(event.target.value)}
      />
      <Field
        mono
        label="Groups"
        placeholder="as IAM says"
        value={groups}
        maxLength={2_000}
        onChange={event => setGroups(event.target.value)}
      />
    </OwnForm>
  )
}

export const TargetForm = ({ about, ...send }: Send & { about: AboutTarget }) => {
  const [pin, setPin] = useState(about.pin ?? '')
  const [profile, setProfile] = useState(about.profile ?? '')
  const [color, setColor] = useState<string>(about.color ?? '')
  const [duration, setDuration] = useState(about.duration === null ? '' : formatDuration(about.duration))
  const [hidden, setHidden] = useState(about.hidden)
  const seconds = duration.trim() === '' ? null : parseDuration(duration.trim())
  const fits = duration.trim() === '' || (seconds !== null && seconds >= 900 && seconds <= 43_200)
  return (
    <OwnForm
      {...send}
      title={about.target}
      ready={fits}
      wish={() => ({
        kind: 'target',
        target: about.target,
        pin: orNull(pin),
        profile: orNull(profile),
        color: orNull(color) as Color | null,
        duration: seconds,
        hidden,
      })}
    >
      <Field
        mono
        label="Pin"
        placeholder="not pinned"
        value={pin}
        maxLength={40}
        data-first
        onChange={event => setPin(event.target.value)}
      />
      <Field
        mono
        label="Profile name"
        placeholder="as the catalog says"
        value={profile}
        maxLength={64}
        onChange={event => setProfile(event.target.value)}
      />
      <Field
        mono
        label="Session length"
        placeholder="as the catalog says"
        value={duration}
        maxLength={12}
        note={fits ? undefined : 'From 15m to 12h, such as 4h or 90m.'}
        onChange={event => setDuration(event.target.value)}
      />
      <ColorChoice value={color} onChoose={setColor} />
      <Check text="Hidden from the list" checked={hidden} onCheck={setHidden} />
    </OwnForm>
  )
}
