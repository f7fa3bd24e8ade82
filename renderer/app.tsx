// The window: sidebar, the screen one is on, what must be said everywhere, and the prompts in front.
import { useEffect } from 'react'
import styles from './app.module.css'
import { useDeskState, useSnapshot } from './desk/hooks.ts'
import { DeliveriesContext, useDeliveriesOfWindow } from './desk/use-deliveries.ts'
import { useTellPresence } from './desk/use-presence.ts'
import { RecentsContext, useRecentsOfWindow } from './desk/use-recents.ts'
import { Banners } from './frame/banners.tsx'
import { Opening } from './frame/opening.tsx'
import { Sidebar } from './frame/sidebar.tsx'
import { Overlays } from './palette/overlays.tsx'
import { usePlace } from './place/place.ts'
import { Prompts } from './prompts/prompts.tsx'
import { Activity } from './screens/activity/activity.tsx'
import { Catalogs } from './screens/catalogs/catalogs.tsx'
import { Drift } from './screens/drift/drift.tsx'
import { EstateMap } from './screens/map/estate-map.tsx'
import { Sessions } from './screens/sessions/sessions.tsx'
import { Settings } from './screens/settings/settings.tsx'
import { SignIns } from './screens/sign-ins/sign-ins.tsx'
import { Targets } from './screens/targets/targets.tsx'
import { Welcome } from './screens/welcome/welcome.tsx'

const Shown = () => {
  const { screen } = usePlace()
  // With no catalog there is nothing to list: the first screen then asks where the accounts are described.
  const empty = useSnapshot(
    ({ signIns, catalogs, unread }) =>
      unread.catalogs === null && signIns.length === 0 && catalogs.every(({ targets }) => targets === 0),
  )
  if (screen === 'sessions') return <Sessions />
  if (screen === 'catalogs') return <Catalogs />
  if (screen === 'map') return <EstateMap />
  if (screen === 'drift') return <Drift />
  if (screen === 'sign-ins') return <SignIns />
  if (screen === 'activity') return <Activity />
  if (screen === 'settings') return <Settings />
  return empty || screen === 'welcome' ? <Welcome /> : <Targets />
}

const Window = () => {
  const theme = useSnapshot(snapshot => snapshot.settings.theme)
  const host = useSnapshot(snapshot => snapshot.host)
  const deliveries = useDeliveriesOfWindow()
  const recents = useRecentsOfWindow()
  useTellPresence()
  useEffect(() => {
    const root = document.documentElement
    root.dataset.host = host
    if (theme === 'system') delete root.dataset.theme
    else root.dataset.theme = theme
  }, [theme, host])
  return (
    <DeliveriesContext value={deliveries}>
      <RecentsContext value={recents}>
        <div className={styles.frame}>
          <Banners />
          <div className={styles.window}>
            <Sidebar />
            <Shown />
          </div>
        </div>
        <Overlays />
        <Prompts />
      </RecentsContext>
    </DeliveriesContext>
  )
}

export const App = () => {
  const known = useDeskState(state => state.snapshot !== null)
  return known ? <Window /> : <Opening />
}
