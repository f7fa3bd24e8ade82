// The foot of the sidebar: who is signed in, the lock, and the end of everything; in the rail of a narrow window as a menu.
import { explain } from '../../shared/explain.ts'
import { countdown } from '../../shared/time-left.ts'
import { useCall, useSnapshot, useTime } from '../desk/hooks.ts'
import { GhostButton, IconButton, OutLink } from '../parts/button.tsx'
import { classes } from '../parts/class-names.ts'
import { Icon } from '../parts/icon.tsx'
import { ask } from '../place/asked.ts'
import { endsSoon } from '../time/countdown.ts'
import styles from './sidebar.module.css'
import { useNobodyWords, useSignedIn } from './signed-in.ts'
import { YouMenu } from './you-menu.tsx'

const SignedInTime = ({ expiresAt }: { expiresAt: string }) => {
  const words = useTime(now => countdown(expiresAt, now))
  const soon = useTime(now => endsSoon(expiresAt, now))
  return <span className={classes('num', styles.left, soon && styles.soon)}>{words}</span>
}

/** The lock failed: said where it was pressed. */
const Said = ({ failure }: { failure: ReturnType<typeof useCall<'lock'>>['failure'] }) =>
  failure ? (
    <p className={styles.note} role="alert">
      {explain(failure).title}. {explain(failure).detail}
    </p>
  ) : null

export const SidebarFoot = () => {
  const signedIn = useSignedIn()
  const nobody = useNobodyWords()
  const locked = useSnapshot(snapshot => snapshot.locked)
  const demo = useSnapshot(snapshot => snapshot.demo)
  const lock = useCall('lock')
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
        <p className={styles.note}>{locked ? 'The vault is locked' : nobody}.</p>
      )}
      <Said failure={lock.failure} />
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

/** The same in the rail and in the bar below, where there is no room for more than a button. */
export const YouButton = () => {
  const signedIn = useSignedIn().length
  const locked = useSnapshot(snapshot => snapshot.locked)
  return (
    <YouMenu
      trigger={
        <button type="button" className={styles.you} title="You: sign-ins, lock, end everything">
          <Icon name={locked ? 'lock' : 'user'} />
          <span className={styles.name}>You</span>
          {locked ? (
            <span className="sr">, the vault is locked</span>
          ) : signedIn > 0 ? (
            <span className={styles.count}>
              {signedIn}
              <span className="sr"> signed in</span>
            </span>
          ) : (
            <span className="sr">, not signed in</span>
          )}
        </button>
      }
    />
  )
}
