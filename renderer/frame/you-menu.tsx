// What the foot of the sidebar says, as a menu: where the window is narrow, sign-ins, the lock, the end of everything and the agent are here.
import { type ReactElement, useRef } from 'react'
import { explain } from '../../shared/explain.ts'
import type { Failure } from '../../shared/failure.ts'
import { useCall, useDeskState, useSnapshot, useTime } from '../desk/hooks.ts'
import { Menu } from '../parts/menu.tsx'
import { ask } from '../place/asked.ts'
import { openPage } from '../place/open-page.ts'
import { goTo } from '../place/place.ts'
import { signedInWords, useNobodyWords, useSignedIn } from './signed-in.ts'

/** What came of the last try stands beside the command. */
const said = (failure: Failure | null): string =>
  failure === null || failure.kind === 'cancelled' ? '' : explain(failure).title

/** The button has the focus again by then, and a question that opens gives it back there. */
const afterFocus = (then: () => void): void => void requestAnimationFrame(() => requestAnimationFrame(then))

export const YouMenu = ({ trigger }: { trigger: ReactElement }) => {
  const ending = useRef(false)
  const signedIn = useSignedIn()
  const nobody = useNobodyWords()
  const locked = useSnapshot(snapshot => snapshot.locked)
  const demo = useSnapshot(snapshot => snapshot.demo)
  const version = useSnapshot(snapshot => snapshot.version)
  const live = useDeskState(state => state.link === 'live')
  const lock = useCall('lock')
  const unlock = useCall('unlock')
  const left = useTime(now => signedIn.map(each => signedInWords(each, now)).join('\n')).split('\n')
  return (
    <Menu
      title={signedIn.length > 0 ? 'Signed in' : 'Sign-ins'}
      trigger={trigger}
      back={() => {
        if (ending.current) afterFocus(() => ask({ what: 'end-everything' }))
        ending.current = false
        return true
      }}
      items={
        signedIn.length > 0
          ? signedIn.map(({ id, signIn }, at) => ({
              key: id,
              icon: 'check' as const,
              text: signIn,
              note: left[at] ?? '',
              onChoose: () => goTo('sign-ins', id),
            }))
          : [
              {
                key: 'none',
                text: nobody,
                icon: 'sign-ins' as const,
                onChoose: () => goTo('sign-ins'),
              },
            ]
      }
      more={[
        {
          title: 'This machine',
          items: [
            locked
              ? {
                  key: 'unlock',
                  icon: 'lock' as const,
                  text: 'Unlock',
                  note: said(unlock.failure),
                  onChoose: () => void unlock.run({}),
                }
              : {
                  key: 'lock',
                  icon: 'lock' as const,
                  text: 'Lock',
                  note: said(lock.failure),
                  onChoose: () => void lock.run({}),
                },
            {
              key: 'end',
              icon: 'power' as const,
              text: 'End everything…',
              onChoose: () => {
                ending.current = true
              },
            },
            {
              key: 'agent',
              icon: 'plug' as const,
              text: live ? 'Agent answers' : 'Agent does not answer',
              note: version,
              onChoose: () => goTo('settings', 'agent'),
            },
            ...(demo
              ? [
                  {
                    key: 'phone',
                    icon: 'phone' as const,
                    text: `Demo ${demo.organization}`,
                    note: 'phone',
                    onChoose: () => openPage(demo.phoneUrl),
                  },
                ]
              : []),
          ],
        },
      ]}
    />
  )
}
