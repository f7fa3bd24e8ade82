// What stands in the personal layer, as lists: one's own at sign-ins, about targets, accounts, roles and sign-ins.
import { type ReactNode, useId } from 'react'
import { formatDuration } from '../../../shared/duration.ts'
import type { AboutSignIn, AboutTarget, OwnAccount, OwnRole, PersonalView } from '../../../shared/personal.ts'
import type { PersonalChange } from '../../../shared/personal-change.ts'
import { useSnapshot } from '../../desk/hooks.ts'
import { Button, IconButton } from '../../parts/button.tsx'
import { goTo } from '../../place/place.ts'
import { counted } from './catalog-words.ts'
import styles from './personal-pane.module.css'

/** A form, and what it is about; null = one more. */
export type OpenForm =
  | { readonly what: 'account'; readonly of: OwnAccount | null }
  | { readonly what: 'role'; readonly of: OwnRole | null }
  | { readonly what: 'sign-in'; readonly of: AboutSignIn }
  | { readonly what: 'target'; readonly of: AboutTarget }

const Part = ({ title, act, children }: { title: string; act?: ReactNode; children: ReactNode }) => (
  <section>
    <header className={styles.head}>
      <h3>{title}</h3>
      {act}
    </header>
    {children}
  </section>
)

type RowProps = {
  name: string
  note: string
  onChange?: () => void
  /** What is taken away, for its button's name. */
  onRemove?: () => void
}
const Row = ({ name, note, onChange, onRemove }: RowProps) => (
  <li className={styles.row}>
    <span className={styles.name}>
      <span className="cut" title={name}>
        {name}
      </span>
      <span className={styles.note} title={note}>
        {note}
      </span>
    </span>
    {onChange ? (
      <Button small aria-label={`Change ${name}`} onClick={onChange}>
        Change…
      </Button>
    ) : null}
    {onRemove ? <IconButton icon="x" label={`Remove ${name}`} onClick={onRemove} /> : null}
  </li>
)

const signInNote = ({ userName, mfaSerial, groups, known }: AboutSignIn): string =>
  [
    userName && `user ${userName}`,
    mfaSerial && `MFA ${mfaSerial.split('/').at(-1)}`,
    groups && counted(groups.length, 'group'),
    !known && 'waits for its catalog',
  ]
    .filter(Boolean)
    .join(' · ') || 'as IAM says'

const targetNote = ({ pin, profile, color, duration, externalId, hidden, known }: AboutTarget): string =>
  [
    pin && `pinned @${pin}`,
    profile && `profile ${profile}`,
    color,
    duration && formatDuration(duration),
    externalId && `external id ${externalId}`,
    hidden && 'hidden',
    !known && 'waits for its catalog',
  ]
    .filter(Boolean)
    .join(' · ')

/** Sign-ins of catalogs at which one is somebody: those with a word of their own, and those that could have one. */
const useSignIns = (written: readonly AboutSignIn[]): readonly AboutSignIn[] => {
  const all = useSnapshot(snapshot => snapshot.signIns)
  const more = all
    .filter(
      ({ id, kind, catalog }) =>
        kind === 'iam-user' && catalog !== 'personal' && !written.some(each => each.signIn === id),
    )
    .map(({ id }) => ({ signIn: id, userName: null, mfaSerial: null, groups: null, known: true }))
  return [...written, ...more]
}

type PersonalListsProps = {
  view: PersonalView
  /** The file does not fit: nothing can be changed here. */
  broken: boolean
  onOpen: (form: OpenForm) => void
  onRemove: (name: string, wish: PersonalChange) => void
}

export const PersonalLists = ({ view, broken, onOpen, onRemove }: PersonalListsProps) => {
  const signIns = useSignIns(view.aboutSignIns)
  const why = useId()
  return (
    <>
      <Part title="You at the team’s sign-ins">
        {signIns.length === 0 ? (
          <p className={styles.none}>No catalog has an IAM user to sign in as.</p>
        ) : null}
        <ul>
          {signIns.map(about => (
            <Row
              key={about.signIn}
              name={about.signIn}
              note={signInNote(about)}
              {...(broken ? {} : { onChange: () => onOpen({ what: 'sign-in', of: about }) })}
            />
          ))}
        </ul>
      </Part>
      <Part title="Targets">
        {view.aboutTargets.length === 0 ? (
          <p className={styles.none}>Pins, names, colors and hidden targets appear here.</p>
        ) : null}
        <ul>
          {view.aboutTargets.map(about => (
            <Row
              key={about.target}
              name={about.target}
              note={targetNote(about)}
              {...(broken
                ? {}
                : {
                    onChange: () => onOpen({ what: 'target', of: about }),
                    onRemove: () =>
                      onRemove(`What is personal about ${about.target}`, {
                        kind: 'target',
                        target: about.target,
                        pin: null,
                        profile: null,
                        color: null,
                        duration: null,
                        externalId: null,
                        hidden: null,
                      }),
                  })}
            />
          ))}
        </ul>
      </Part>
      <Part
        title="Accounts of your own"
        act={
          <Button small icon="plus" disabled={broken} onClick={() => onOpen({ what: 'account', of: null })}>
            Add account
          </Button>
        }
      >
        {view.accounts.length === 0 ? <p className={styles.none}>None yet.</p> : null}
        <ul>
          {view.accounts.map(account => (
            <Row
              key={account.key}
              name={account.name ?? account.key}
              note={[account.name ? account.key : null, account.id, account.environment, account.unit]
                .filter(Boolean)
                .join(' · ')}
              {...(broken
                ? {}
                : {
                    onChange: () => onOpen({ what: 'account', of: account }),
                    onRemove: () =>
                      onRemove(account.key, { kind: 'account', key: account.key, fields: null }),
                  })}
            />
          ))}
        </ul>
      </Part>
      <Part
        title="Roles of your own"
        act={
          <Button
            small
            icon="plus"
            disabled={broken || view.accounts.length === 0}
            aria-describedby={view.accounts.length === 0 ? why : undefined}
            onClick={() => onOpen({ what: 'role', of: null })}
          >
            Add role
          </Button>
        }
      >
        {view.roles.length === 0 ? (
          <p id={why} className={styles.none}>
            {view.accounts.length === 0 ? 'None yet: a role needs an account of your own.' : 'None yet.'}
          </p>
        ) : null}
        <ul>
          {view.roles.map(role => (
            <Row
              key={`${role.at} ${role.name}`}
              name={role.name}
              note={`${role.accounts?.join(', ') ?? counted(role.targets, 'account')} · from ${role.from.join(' or ')}${role.breakGlass ? ' · break-glass' : ''}`}
              {...(broken
                ? {}
                : {
                    onChange: () => onOpen({ what: 'role', of: role }),
                    onRemove: () =>
                      onRemove(role.name, { kind: 'role', at: role.at, was: role.name, fields: null }),
                  })}
            />
          ))}
        </ul>
      </Part>
      <Part
        title="Sign-ins of your own"
        act={
          <Button small onClick={() => goTo('sign-ins')}>
            Go to Sign-ins
          </Button>
        }
      >
        {view.signIns.length === 0 ? <p className={styles.none}>None yet.</p> : null}
        <ul>
          {view.signIns.map(({ key, kind, words }) => (
            <Row key={key} name={key} note={`${kind} · ${words}`} />
          ))}
        </ul>
      </Part>
    </>
  )
}
