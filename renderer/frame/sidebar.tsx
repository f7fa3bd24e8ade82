// Where one can go, who is signed in, the lock, and the end of everything.
import { explain } from '../../shared/explain.ts'
import { countdown } from '../../shared/time-left.ts'
import { useCall, useSnapshot, useTime } from '../desk/hooks.ts'
import { GhostButton, IconButton, OutLink } from '../parts/button.tsx'
import { classes } from '../parts/class-names.ts'
import { Icon, type IconName } from '../parts/icon.tsx'
import { Logo } from '../parts/logo.tsx'
import { ask, useAsked } from '../place/asked.ts'
import { type Screen, usePlace } from '../place/place.ts'
import { endsSoon } from '../time/countdown.ts'
import { EndEverything } from './end-everything.tsx'
import styles from './sidebar.module.css'

const entries: readonly { screen: Screen; icon: IconName; name: string }[] = [
  { screen: 'targets', icon: 'targets', name: 'Targets' },
  { screen: 'sessions', icon: 'sessions', name: 'Sessions' },
  { screen: 'catalogs', icon: 'catalogs', name: 'Catalogs' },
  { screen: 'sign-ins', icon: 'sign-ins', name: 'Sign-ins' },
  { screen: 'activity', icon: 'activity', name: 'Activity' },
  { screen: 'settings', icon: 'settings', name: 'Settings' },
]

/** Screens that have no entry of their own, and where they belong. */
const within: { readonly [S in Screen]?: Screen } = {
  map: 'catalogs',
  drift: 'catalogs',
  welcome: 'targets',
}

const Count = ({ screen }: { screen: Screen }) => {
  const sessions = useSnapshot(snapshot => snapshot.sessions.length)
  const waiting = useSnapshot(
    snapshot =>
      snapshot.catalogs.filter(catalog => catalog.state === 'awaiting-approval' && !catalog.declined).length,
  )
  if (screen === 'sessions' && sessions > 0)
    return (
      <span className={styles.count}>
        {sessions}
        <span className="sr"> live</span>
      </span>
    )
  if (screen === 'catalogs' && waiting > 0)
    return (
      <span className={classes(styles.count, styles.loud)}>
        {waiting}
        <span className="sr"> waiting for approval</span>
      </span>
    )
  return null
}

const SignedInTime = ({ expiresAt }: { expiresAt: string }) => {
  const words = useTime(now => countdown(expiresAt, now))
  const soon = useTime(now => endsSoon(expiresAt, now))
  return <span className={classes('num', styles.left, soon && styles.soon)}>{words}</span>
}

const Foot = () => {
  const signIns = useSnapshot(snapshot => snapshot.signIns)
  const locked = useSnapshot(snapshot => snapshot.locked)
  const demo = useSnapshot(snapshot => snapshot.demo)
  const lock = useCall('lock')
  const { failure } = lock
  // Profiles and commands are asked when used: nobody is signed in by them.
  const signedIn = signIns.filter(
    ({ kind, state }) => state !== 'out' && (kind === 'identity-center' || kind === 'iam-user'),
  )
  return (
    <div className={styles.foot}>
      {demo ? (
        <p className={styles.demo}>
          <span className="cut" title={`Demo ${demo.organization}`}>
            Demo {demo.organization}
          </span>
          <OutLink href={demo.phoneUrl}>Phone</OutLink>
        </p>
      ) : null}
      {signedIn.length > 0 ? (
        <>
          <h2 className={styles.head}>Signed in</h2>
          <ul>
            {signedIn.slice(0, 5).map(signIn => (
              <li key={signIn.id} className={styles.signIn}>
                <Icon name="check" accent />
                <span className="cut" title={signIn.id}>
                  {signIn.signIn}
                </span>
                {signIn.expiresAt ? <SignedInTime expiresAt={signIn.expiresAt} /> : null}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className={styles.note}>
          {locked ? 'The vault is locked.' : signIns.length > 0 ? 'Not signed in.' : 'No sign-ins yet.'}
        </p>
      )}
      {failure ? (
        <p className={styles.note} role="alert">
          {explain(failure).title}. {explain(failure).detail}
        </p>
      ) : null}
      <div className={styles.acts}>
        <GhostButton icon="power" title="End everything…" onClick={() => ask({ what: 'end-everything' })}>
          End everything…
        </GhostButton>
        {locked ? null : (
          <IconButton icon="lock" label="Lock" disabled={lock.busy} onClick={() => void lock.run({})} />
        )}
      </div>
    </div>
  )
}

export const Sidebar = () => {
  const { screen } = usePlace()
  const ending = useAsked('end-everything') !== null
  return (
    <nav className={styles.sidebar} aria-label="Switchyard">
      <div className={styles.brand}>
        <Logo />
        <span className={styles.brandName}>Switchyard</span>
      </div>
      <ul className={styles.nav}>
        {entries.map(entry => (
          <li key={entry.screen}>
            <a
              href={`#${entry.screen}`}
              title={entry.name}
              aria-current={entry.screen === (within[screen] ?? screen) ? 'page' : undefined}
            >
              <Icon name={entry.icon} />
              <span className={styles.name}>{entry.name}</span>
              <Count screen={entry.screen} />
            </a>
          </li>
        ))}
      </ul>
      <Foot />
      {ending ? <EndEverything onClose={() => ask(null)} /> : null}
    </nav>
  )
}
