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
}

export const ListStatus = memo(({ found, of }: ListStatusProps) => {
  const enterDoes = useSnapshot(snapshot => snapshot.settings.enterDoes)
  const catalogs = useSnapshot(snapshot => snapshot.catalogs.length)
  const partial = useSnapshot(snapshot => snapshot.signIns.some(signIn => signIn.listing !== null))
  const words =
    found === null
      ? ''
      : `${
          found < of ? `${found.toLocaleString('en')} of ${counted(of, 'target')}` : counted(found, 'target')
        }${partial ? ' so far' : ''}${found < of ? '' : ` · ${counted(catalogs, 'catalog')}`}`
  return (
    <footer className={styles.status}>
      <span className="num" role="status">
        {words}
      </span>
      <span className={styles.hints} aria-hidden="true">
        <Keys keys={['enter']} /> {enterDoes}{' '}
        {enterDoes === 'console' ? null : (
          <>
            <Keys keys={['command', 'enter']} /> console{' '}
          </>
        )}
        <Keys keys={['→']} /> details <Keys keys={['P']} /> pin <Keys keys={['?']} /> keys
      </span>
    </footer>
  )
})
