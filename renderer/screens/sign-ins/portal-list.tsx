// What a portal lists: how far the reading is, when it was done, and what came and went since the list before.
import { accessSentence, unreadSentence } from '../../../shared/portal-access.ts'
import type { SignInView } from '../../../shared/snapshot.ts'
import { useCall, useTime } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { PaneHead, Sentence } from '../../parts/pane.tsx'
import { since } from '../../time/since.ts'
import styles from './sign-in-details.module.css'
import { changeInWords } from './sign-in-words.ts'

const Since = ({ at }: { at: string }) => useTime(now => since(at, now))

const number = (value: number): string => value.toLocaleString('en')

export const PortalList = ({ signIn }: { signIn: SignInView }) => {
  const refresh = useCall('refreshList')
  const remedy = useRemedy()
  const { listing, access, listTrouble: trouble } = signIn
  // Also of a reading that this window did not ask for.
  const failure = refresh.failure ?? (trouble && 'failure' in trouble ? trouble.failure : null)
  const again = (): void => void refresh.run({ signIn: signIn.id })
  const change = access?.change ?? null
  const sentence = change === null ? '' : accessSentence(change)
  return (
    <>
      <PaneHead>Accounts and roles</PaneHead>
      {listing ? (
        <>
          <p className={styles.meta} role="status">
            {number(listing.accounts)}
            {listing.of === null ? '' : ` of ${number(listing.of)}`} accounts so far, at the pace AWS allows.
          </p>
          {listing.of === null ? null : (
            <progress
              className={styles.progress}
              aria-label="Accounts read"
              max={listing.of}
              value={listing.accounts}
            />
          )}
        </>
      ) : access ? (
        <p className={styles.meta}>
          {number(access.accounts)} accounts, {number(access.roles)} roles, read{' '}
          <Since at={access.listedAt} />.
        </p>
      ) : null}
      {access && access.unread.length > 0 ? (
        <p className={styles.meta}>{unreadSentence(access.unread)}</p>
      ) : null}
      {trouble && 'unread' in trouble ? (
        <p className={styles.meta}>
          {trouble.unread === 1 ? 'One account' : `${number(trouble.unread)} accounts`} could not be read, and
          nothing is known of {trouble.unread === 1 ? 'it' : 'them'}.
        </p>
      ) : null}
      {change === null ? null : (
        <Sentence>
          <strong>
            {changeInWords(change)} since <Since at={change.since} />.
          </strong>{' '}
          {sentence === '' ? '' : `You ${sentence}.`}
        </Sentence>
      )}
      {failure && failure.kind !== 'cancelled' && listing === null ? (
        <FailureNotice failure={failure} onRemedy={remedy} onRetry={again} />
      ) : null}
      {listing || failure ? null : (
        <div className={styles.acts}>
          <Button icon="refresh" disabled={refresh.busy} onClick={again}>
            Read the list again
          </Button>
        </div>
      )}
    </>
  )
}
