// What must be said on every screen: main is gone, the vault is locked, something about this machine is unusual.
import { explain } from '../../shared/explain.ts'
import { useCall, useDeskState, useDeskStore, useSnapshot } from '../desk/hooks.ts'
import { Button } from '../parts/button.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'
import styles from './banners.module.css'

const Banner = ({
  icon,
  children,
  act,
}: {
  icon: IconName
  children: string
  act?: { readonly label: string; readonly busy: boolean; readonly run: () => void }
}) => (
  <div className={styles.banner}>
    <Icon name={icon} />
    <p>{children}</p>
    {act ? (
      <Button small disabled={act.busy} onClick={act.run}>
        {act.label}
      </Button>
    ) : null}
  </div>
)

export const Banners = () => {
  const lost = useDeskState(state => state.link === 'lost')
  const locked = useSnapshot(snapshot => snapshot.locked)
  const notices = useSnapshot(snapshot => snapshot.notices)
  const store = useDeskStore()
  const unlock = useCall('unlock')
  // Always there, because a region that comes together with its words is not read out.
  return (
    <section aria-label="Notices" aria-live="polite" aria-relevant="additions">
      {lost ? (
        <Banner icon="offline" act={{ label: 'Try now', busy: false, run: store.retry }}>
          Switchyard is not running. The window shows the last it knew, and connects again by itself.
        </Banner>
      ) : null}
      {locked ? (
        <Banner icon="lock" act={{ label: 'Unlock', busy: unlock.busy, run: () => void unlock.run({}) }}>
          {`The vault is locked, so nothing new can start. Live sessions go on.${unlock.failure && unlock.failure.kind !== 'cancelled' ? ` ${explain(unlock.failure).title}.` : ''}`}
        </Banner>
      ) : null}
      {notices.map(notice => (
        <Banner key={notice} icon="info">
          {notice}
        </Banner>
      ))}
    </section>
  )
}
