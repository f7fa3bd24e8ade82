// What of the list is not of today: a catalog whose host is silent or whose update cannot be taken, a portal that did not list it all, main itself when it cannot.
import { memo, type ReactNode, useState } from 'react'
import type { CatalogRow } from '../../../shared/catalog.ts'
import { explain } from '../../../shared/explain.ts'
import type { SignInView } from '../../../shared/snapshot.ts'
import { useCall, useDeskState, useDeskStore, useSnapshot, useTime } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import { Button } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { goTo } from '../../place/place.ts'
import { since } from '../../time/since.ts'
import styles from './listing.module.css'
import { staleInWords, troubleInWords } from './stale-words.ts'

type NoteProps = { offline: boolean; title?: string | undefined; act: ReactNode; children: ReactNode }

const Note = ({ offline, title, act, children }: NoteProps) => (
  <div className={styles.stale} role="status">
    <Icon name={offline ? 'offline' : 'alert'} />
    <p title={title}>{children}</p>
    {act}
  </div>
)

const StaleCatalog = ({ catalog }: { catalog: CatalogRow }) => {
  const sync = useCall('syncCatalog')
  const [tried, setTried] = useState(false)
  const from = useTime(now => (catalog.approvedCommit ? since(catalog.approvedCommit.at, now) : null))
  const failure =
    tried && sync.failure && sync.failure.kind !== 'cancelled' ? explain(sync.failure).title : null
  const offline = catalog.state === 'offline'
  return (
    <Note
      offline={offline}
      title={catalog.problem}
      act={
        offline ? (
          <Button
            small
            disabled={sync.busy}
            onClick={() => {
              setTried(true)
              void sync.run({ name: catalog.name })
            }}
          >
            {sync.busy ? 'Asking…' : 'Try again'}
          </Button>
        ) : (
          <Button small onClick={() => goTo('catalogs', catalog.name)}>
            See why
          </Button>
        )
      }
    >
      <strong>{catalog.name}</strong> {staleInWords(catalog, from)}
      {failure ? ` ${failure}.` : ''}
    </Note>
  )
}

/** Says why until the next reading begins; from then on its progress is what is to be said. */
const StalePortal = ({ signIn }: { signIn: SignInView }) => {
  const refresh = useCall('refreshList')
  const remedy = useRemedy()
  const { listTrouble: trouble, access } = signIn
  const from = useTime(now => (access === null ? null : since(access.listedAt, now)))
  if (trouble === null || signIn.listing !== null) return null
  const way = 'failure' in trouble ? explain(trouble.failure).remedy : null
  return (
    <Note
      offline={'failure' in trouble && trouble.failure.kind === 'unreachable'}
      title={'failure' in trouble ? explain(trouble.failure).detail : undefined}
      act={
        way?.action === 'sign-in' ? (
          <Button small onClick={() => remedy(way)}>
            {way.label}
          </Button>
        ) : (
          <Button small disabled={refresh.busy} onClick={() => void refresh.run({ signIn: signIn.id })}>
            Try again
          </Button>
        )
      }
    >
      <strong>{signIn.signIn}</strong> {troubleInWords(trouble, from)}
    </Note>
  )
}

/** Main could not give the list anew: the rows that are shown are the last it gave. */
const StaleRows = () => {
  const store = useDeskStore()
  const failure = useDeskState(state => (state.rows === null ? null : state.listFailure))
  if (failure === null) return null
  const { title, detail } = explain(failure)
  return (
    <Note
      offline={false}
      title={detail}
      act={
        <Button small onClick={store.askAgain}>
          Try again
        </Button>
      }
    >
      <strong>{title}.</strong> The targets are shown as they were known last.
    </Note>
  )
}

/** An update that waits for approval has its count in the sidebar; the list is as it was agreed to. */
export const Stale = memo(() => {
  const catalogs = useSnapshot(snapshot => snapshot.catalogs)
  const signIns = useSnapshot(snapshot => snapshot.signIns)
  return (
    <>
      <StaleRows />
      {catalogs
        .filter(({ state }) => state === 'offline' || state === 'invalid' || state === 'untrusted')
        .map(catalog => (
          <StaleCatalog key={catalog.name} catalog={catalog} />
        ))}
      {signIns.map(signIn => (
        <StalePortal key={signIn.id} signIn={signIn} />
      ))}
    </>
  )
})
