// The chosen account on the map: how it is reached, and the first ways to use it.

import type { Look } from '../../../shared/environment-look.ts'
import { useSnapshot } from '../../desk/hooks.ts'
import { useDeliveries } from '../../desk/use-deliveries.ts'
import { Button } from '../../parts/button.tsx'
import { Mark } from '../../parts/mark.tsx'
import { goTo } from '../../place/place.ts'
import styles from './estate-map.module.css'
import type { MapAccount } from './map-parts.ts'

/** "globex-production, from ops in one hop, and 2 other roles." */
export const routeInWords = (account: MapAccount): string => {
  const [row, ...others] = account.rows
  if (!row) return ''
  const way =
    row.signIn === null
      ? 'with no route to it'
      : `from ${row.signIn} in ${row.hops === 1 ? 'one hop' : `${row.hops} hops`}`
  const more =
    others.length === 0 ? '' : `, and ${others.length} other ${others.length === 1 ? 'role' : 'roles'}`
  return `${row.role}, ${way}${more}.`
}

export const MapCard = ({ account, look }: { account: MapAccount; look: Look }) => {
  const deliveries = useDeliveries()
  const locked = useSnapshot(snapshot => snapshot.locked)
  const [row] = account.rows
  if (!row) return null
  const { target } = row
  const live = row.session !== null
  const then = (run: () => void) => () => {
    goTo('targets', target)
    run()
  }
  return (
    <section className={styles.card} aria-label={account.name}>
      <p className={styles.cardTitle}>
        <Mark look={look} label={account.environment ?? 'no environment'} />
        <strong className="cut">{account.name}</strong>
        <span className="num dim">{account.id}</span>
      </p>
      <p>{routeInWords(account)}</p>
      <p className={styles.acts}>
        <Button small primary={!live} disabled={locked} onClick={then(() => deliveries.assume(target, {}))}>
          {live ? 'Renew' : 'Assume'}
        </Button>
        <Button small primary={live} disabled={locked} onClick={then(() => deliveries.openConsole(target))}>
          Console
        </Button>
        <Button small onClick={then(() => undefined)}>
          Details
        </Button>
      </p>
    </section>
  )
}
