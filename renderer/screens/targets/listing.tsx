// Portal lists that are still being read: how far they are, while what has come is usable already.
import { memo } from 'react'
import { useSnapshot } from '../../desk/hooks.ts'
import styles from './listing.module.css'

const number = (value: number): string => value.toLocaleString('en')

export const Listing = memo(() => {
  const signIns = useSnapshot(snapshot => snapshot.signIns)
  return signIns
    .filter(signIn => signIn.listing !== null)
    .map(signIn => {
      const { accounts, of } = signIn.listing ?? { accounts: 0, of: null }
      const words =
        of === null ? `${number(accounts)} accounts` : `${number(accounts)} of ${number(of)} accounts`
      return (
        <div key={signIn.id} className={styles.listing} role="status">
          {of === null ? (
            <progress aria-label={`Reading the list of ${signIn.signIn}`} />
          ) : (
            <progress aria-label={`Reading the list of ${signIn.signIn}`} max={of} value={accounts} />
          )}
          <p>
            <strong>{words}</strong> so far from {signIn.signIn}, at the pace AWS allows.
          </p>
        </div>
      )
    })
})
