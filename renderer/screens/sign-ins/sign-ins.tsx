// The screen of sign-ins: the roots of trust, their state, and the chosen one's keys and sessions.
import { useState } from 'react'
import type { Failure } from '../../../shared/failure.ts'
import { useCall, useDeskStore, useSnapshot } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { Screen } from '../../parts/screen.tsx'
import { Unread } from '../../parts/unread.tsx'
import { choose, goTo, usePlace } from '../../place/place.ts'
import { AddSignIn } from './add-sign-in.tsx'
import { SignInDetails } from './sign-in-details.tsx'
import { SignInRow } from './sign-in-row.tsx'
import { enters } from './sign-in-words.ts'

export const SignIns = () => {
  const signIns = useSnapshot(snapshot => snapshot.signIns)
  const locked = useSnapshot(snapshot => snapshot.locked)
  const unread = useSnapshot(snapshot => snapshot.unread.signIns)
  const store = useDeskStore()
  const unlock = useCall('unlock')
  const leave = useCall('signOut')
  const remedy = useRemedy()
  const [adding, setAdding] = useState(false)
  const [failures, setFailures] = useState<readonly Failure[]>([])
  const { chosen } = usePlace()
  const selected = signIns.find(signIn => signIn.id === chosen) ?? signIns[0] ?? null
  const signedIn = signIns.filter(signIn => enters(signIn) && signIn.state !== 'out')
  const signOutOfAll = async (): Promise<void> => {
    const failed: Failure[] = []
    for (const { id } of signedIn) {
      const left = await leave.run({ signIn: id })
      if (!left.ok) failed.push(left.failure)
    }
    setFailures(failed)
  }
  return (
    <Screen
      title="Sign-ins"
      note={signIns.length > 0 ? `${signedIn.length} of ${signIns.length} signed in` : null}
      tight={signIns.length > 0 && !locked}
      acts={
        locked ? null : (
          <>
            {signedIn.length > 0 ? (
              <Button disabled={leave.busy} onClick={() => void signOutOfAll()}>
                Sign out of all
              </Button>
            ) : null}
            <Button icon="plus" disabled={adding} onClick={() => setAdding(true)}>
              Add
            </Button>
          </>
        )
      }
      aside={
        locked ? null : adding ? (
          <AddSignIn
            onAdded={id => {
              setAdding(false)
              choose('sign-ins', id)
            }}
            onCancel={() => setAdding(false)}
          />
        ) : selected ? (
          <SignInDetails key={selected.id} signIn={selected} />
        ) : null
      }
    >
      {locked ? (
        <Empty icon="lock" title="The vault is locked">
          <p>Who is signed in is kept in the vault.</p>
          <Button disabled={unlock.busy} onClick={() => void unlock.run({})}>
            Unlock
          </Button>
        </Empty>
      ) : unread !== null ? (
        <Unread failure={unread} onRemedy={remedy} onRetry={store.askAgain} />
      ) : signIns.length === 0 ? (
        <Empty icon="sign-ins" title="No sign-ins">
          <p>A catalog names the sign-ins of its team, and you may add your own.</p>
          {/* In one column the form lies over this. */}
          {adding ? null : <Button onClick={() => goTo('catalogs')}>Add a catalog</Button>}
        </Empty>
      ) : (
        <>
          {failures.map((failure, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike, and none moves
            <FailureNotice key={at} failure={failure} onRemedy={remedy} />
          ))}
          <ul>
            {signIns.map(signIn => (
              <SignInRow
                key={signIn.id}
                signIn={signIn}
                selected={!adding && signIn === selected}
                onChoose={() => {
                  setAdding(false)
                  choose('sign-ins', signIn.id)
                }}
              />
            ))}
          </ul>
        </>
      )}
    </Screen>
  )
}
