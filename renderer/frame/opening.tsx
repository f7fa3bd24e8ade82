// What the window shows before main has answered, and while it does not.
import { useDeskState, useDeskStore } from '../desk/hooks.ts'
import { useRemedy } from '../desk/remedy.ts'
import { Button } from '../parts/button.tsx'
import { Logo } from '../parts/logo.tsx'
import { Unread } from '../parts/unread.tsx'
import styles from './opening.module.css'

export const Opening = () => {
  const lost = useDeskState(state => state.link === 'lost')
  const failure = useDeskState(state => state.failure)
  const store = useDeskStore()
  const remedy = useRemedy()
  return (
    <main className={styles.opening}>
      <h1 className="sr">Switchyard</h1>
      <Logo large />
      {lost ? (
        <div role="alert">
          <p className={styles.title}>Switchyard is not running</p>
          <p className={styles.note}>
            Start it again with <code className="mono">switchyard open</code>. This page connects by itself
            while its key is valid.
          </p>
          <Button onClick={store.retry}>Try now</Button>
        </div>
      ) : failure ? (
        <Unread failure={failure} onRemedy={remedy} onRetry={store.askAgain} />
      ) : (
        <p className={styles.waiting} role="status">
          Waiting for Switchyard to answer
        </p>
      )}
    </main>
  )
}
