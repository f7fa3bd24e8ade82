// The screen of sign-ins: the roots of trust, their state, and the chosen one's keys and sessions.
import { useCall, useSnapshot } from '../../desk/hooks.ts'
import { Button } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Screen } from '../../parts/screen.tsx'
import { choose, goTo, usePlace } from '../../place/place.ts'
import { SignInDetails } from './sign-in-details.tsx'
import { SignInRow } from './sign-in-row.tsx'

export const SignIns = () => {
  const signIns = useSnapshot(snapshot => snapshot.signIns)
  const locked = useSnapshot(snapshot => snapshot.locked)
  const unlock = useCall('unlock')
  const { chosen } = usePlace()
  const selected = signIns.find(signIn => signIn.id === chosen) ?? signIns[0] ?? null
  const signedIn = signIns.filter(signIn => signIn.state !== 'out').length
  return (
    <Screen
      title="Sign-ins"
      note={signIns.length > 0 ? `${signedIn} of ${signIns.length} signed in` : null}
      tight={signIns.length > 0 && !locked}
      aside={selected && !locked ? <SignInDetails key={selected.id} signIn={selected} /> : null}
    >
      {locked ? (
        <Empty icon="lock" title="The vault is locked">
          <p>Who is signed in is kept in the vault.</p>
          <Button disabled={unlock.busy} onClick={() => void unlock.run({})}>
            Unlock
          </Button>
        </Empty>
      ) : signIns.length === 0 ? (
        <Empty icon="sign-ins" title="No sign-ins">
          <p>A catalog names the sign-ins of its team.</p>
          <Button onClick={() => goTo('catalogs')}>Add a catalog</Button>
        </Empty>
      ) : (
        <ul>
          {signIns.map(signIn => (
            <SignInRow
              key={signIn.id}
              signIn={signIn}
              selected={signIn === selected}
              onChoose={() => choose('sign-ins', signIn.id)}
            />
          ))}
        </ul>
      )}
    </Screen>
  )
}
