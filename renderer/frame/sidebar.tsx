// Where one can go, who is signed in, the lock, and the end of everything.
import { useSnapshot } from '../desk/hooks.ts'
import { classes } from '../parts/class-names.ts'
import { Icon, type IconName } from '../parts/icon.tsx'
import { Logo } from '../parts/logo.tsx'
import { rail, useMedia } from '../parts/use-media.ts'
import { ask, useAsked } from '../place/asked.ts'
import { type Screen, usePlace } from '../place/place.ts'
import { EndEverything } from './end-everything.tsx'
import styles from './sidebar.module.css'
import { SidebarFoot, YouButton } from './sidebar-foot.tsx'

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

export const Sidebar = () => {
  const { screen } = usePlace()
  const compact = useMedia(rail)
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
        {compact ? (
          <li className={styles.last}>
            <YouButton />
          </li>
        ) : null}
      </ul>
      {compact ? null : <SidebarFoot />}
      {ending ? <EndEverything onClose={() => ask(null)} /> : null}
    </nav>
  )
}
