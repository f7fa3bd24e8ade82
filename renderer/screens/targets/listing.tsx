// Portal lists that are still being read: how far they are, while what has come is usable already.
import { memo, useRef } from 'react'
import type { SignInView } from '../../../shared/snapshot.ts'
import { useDeskStore, useSnapshot } from '../../desk/hooks.ts'
import styles from './listing.module.css'
import { type Reading, readyIn, secondsToGo } from './listing-pace.ts'

const number = (value: number): string => value.toLocaleString('en')

const ListingOf = ({ signIn, listing }: { signIn: string; listing: NonNullable<SignInView['listing']> }) => {
  const store = useDeskStore()
  const first = useRef<Reading | null>(null)
  const { accounts, of } = listing
  const now = { accounts, at: store.now() }
  first.current ??= now
  return (
    <div className={styles.listing} role="status">
      {of === null ? (
        <progress aria-label={`Reading the list of ${signIn}`} />
      ) : (
        <progress aria-label={`Reading the list of ${signIn}`} max={of} value={accounts} />
      )}
      <p>
        <strong>
          {number(accounts)}
          {of === null ? ' accounts' : ` of ${number(of)} accounts`}
        </strong>{' '}
        so far from {signIn}, at the pace AWS allows. {readyIn(secondsToGo(first.current, now, of))}
      </p>
    </div>
  )
}

export const Listing = memo(() => {
  const signIns = useSnapshot(snapshot => snapshot.signIns)
  return signIns.map(({ id, signIn, listing }) =>
    listing === null ? null : <ListingOf key={id} signIn={signIn} listing={listing} />,
  )
})
