// The foot of the list: how many targets there are, and the keys that act on them.
import { memo } from 'react'
import { useSnapshot } from '../../desk/hooks.ts'
import { Keys } from '../../parts/keys.tsx'
import styles from './list-status.module.css'

const counted = (count: number, word: string): string =>
  `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`

type ListStatusProps = {
  /** null = not known. */
  found: number | null
  /** How many there are without search and filter. */
  of: number
  /** What is chosen lives, so that Enter renews it. */
  live: boolean
}

export const ListStatus = memo(({ found, of, live }: ListStatusProps) => {
  const enterDoes = useSnapshot(snapshot => snapshot.settings.enterDoes)
  // None that could be read is not none.
  const catalogs = useSnapshot(snapshot =>
    snapshot.unread.catalogs === null ? snapshot.catalogs.length : null,
  )
  const partial = useSnapshot(snapshot => snapshot.signIns.some(signIn => signIn.listing !== null))
  const words =
    found === null
      ? ''
      : `${
          found < of ? `${found.toLocaleString('en')} of ${counted(of, 'target')}` : counted(found, 'target')
        }${partial ? ' so far' : ''}${found < of || catalogs === null ? '' : ` · ${counted(catalogs, 'catalog')}`}`
  return (
    <footer className={styles.status}>
      <span className="num" role="status">
        {words}
      </span>
      <span className={styles.hints} aria-hidden="true">
        {found ? (
          <>
            <Keys keys={['enter']} /> {enterDoes === 'assume' && live ? 'renew' : enterDoes}{' '}
            {enterDoes === 'console' ? null : (
              <>
                <Keys keys={['command', 'enter']} /> console{' '}
              </>
            )}
            <Keys keys={['→']} /> details <Keys keys={['P']} /> pin{' '}
          </>
        ) : null}
        <Keys keys={['?']} /> keys
      </span>
    </footer>
  )
})
