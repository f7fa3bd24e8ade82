// Everything about the chosen target: how careful to be, the way there in a drawing and a sentence, and the ways to use it.
import { memo, type RefObject, useEffect, useRef } from 'react'
import { lookOf } from '../../../shared/environment-look.ts'
import type { TargetRow } from '../../../shared/target-row.ts'
import { useSnapshot } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import type { Deliveries, ProfileDraft } from '../../desk/use-deliveries.ts'
import { Button, IconButton } from '../../parts/button.tsx'
import { classes } from '../../parts/class-names.ts'
import { asksFor, environmentOf } from '../../parts/environment-asks.ts'
import { EnvironmentBand } from '../../parts/environment-band.tsx'
import { FailureNotice, leadsOn } from '../../parts/failure-notice.tsx'
import type { OpenedByKey } from '../../parts/menu.tsx'
import { PaneHead } from '../../parts/pane.tsx'
import { ask, useAsked } from '../../place/asked.ts'
import { lengthInWords } from '../../time/countdown.ts'
import { Deliver } from './deliver.tsx'
import styles from './details.module.css'
import { ExternalIdAct } from './external-id.tsx'
import { Personal } from './personal.tsx'
import { isProfileName, ProfileField } from './profile-field.tsx'
import { wantedExternalId } from './refused-hop.ts'
import { RoutePart } from './route-part.tsx'
import { SessionCard } from './session-card.tsx'
import { stationsOf } from './stations.ts'
import { TargetFactsList } from './target-facts.tsx'
import { TargetTitle } from './target-title.tsx'
import { useTargetFacts } from './use-target-facts.ts'

type DetailsProps = {
  row: TargetRow
  deliveries: Deliveries
  draft: ProfileDraft
  open: boolean
  /** It lies over the list, which cannot be used then. */
  covers: boolean
  /** The element, for who takes the keyboard into it. */
  pane: RefObject<HTMLElement | null>
  copyMenu: OpenedByKey
  onDraft: (target: string, draft: ProfileDraft) => void
  onHide: (row: TargetRow, hidden: boolean) => void
  onClose: () => void
}

/** "asks for name and reason, at most 1 h" */
const guardsInWords = (environment: Parameters<typeof asksFor>[0], breakGlass: boolean): string =>
  [
    breakGlass ? 'break-glass, asks for reason' : asksFor(environment),
    environment?.maxDuration ? `at most ${lengthInWords(environment.maxDuration)}` : '',
  ]
    .filter(Boolean)
    .join(', ')

export const Details = memo((props: DetailsProps) => {
  const { row, deliveries, draft, open, covers, pane, copyMenu, onDraft, onHide, onClose } = props
  const environments = useSnapshot(snapshot => snapshot.environments)
  const session = useSnapshot(snapshot => snapshot.sessions.find(each => each.target === row.target) ?? null)
  const signIn = useSnapshot(
    snapshot => snapshot.signIns.find(each => each.signIn === row.signIn || each.id === row.signIn) ?? null,
  )
  const settings = useSnapshot(snapshot => snapshot.settings)
  const locked = useSnapshot(snapshot => snapshot.locked)
  const revision = useSnapshot(snapshot => snapshot.targetsRevision)
  const { target } = row
  const version = `${revision} ${signIn?.state} ${signIn?.expiresAt} ${session?.expiresAt}`
  const facts = useTargetFacts(target, version)
  const { route, extras, failure, checking, check } = facts
  const wished = useAsked('target')
  useEffect(() => {
    if (wished?.target !== target) return
    ask(null)
    if (wished.then === 'check') check()
  }, [wished, target, check])
  const remedy = useRemedy()
  const profileField = useRef<HTMLInputElement>(null)
  const own = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    if (covers) pane.current?.querySelector('button')?.focus()
  }, [covers, pane])

  const environment = environmentOf(environments, row.catalog, row.account.environment)
  const look = extras?.color ?? lookOf(row.account.environment, environment?.color ?? null)
  const attempt = deliveries.attempt(target)
  // What was said about the lock is over with the lock.
  const shownFailure = attempt.failure?.kind === 'vault-locked' && !locked ? null : attempt.failure
  const refusal = attempt.failure?.kind === 'hop-refused' ? attempt.failure : facts.refusal
  const stations = route
    ? stationsOf({ route, signIn, live: session !== null, refusal, mfaSession: settings.mfaSession })
    : []
  const profile = draft.profile ?? session?.profile ?? extras?.profile ?? ''
  const mode = draft.mode ?? session?.mode ?? settings.profileMode
  const assume = (): void => {
    if (profile === '' || isProfileName(profile)) deliveries.assume(target, draft)
  }
  const retries: { readonly [act: string]: () => void } = {
    assume,
    console: () => deliveries.openConsole(target),
    terminal: () => deliveries.openTerminal(target),
    stop: () => deliveries.stop(target),
  }
  const retry = attempt.failed ? retries[attempt.failed] : undefined
  const wanted = refusal && route ? wantedExternalId(refusal, route) : null
  const externalId = wanted ? <ExternalIdAct wanted={wanted} onRetry={retry ?? check} /> : null
  const led = wanted !== null || shownFailure?.kind === 'foreign-profile' || leadsOn(shownFailure)
  const showOwn = (): HTMLElement | null => {
    if (!own.current) return null
    own.current.open = true
    own.current.scrollIntoView({ block: 'nearest' })
    return own.current.querySelector('input')
  }

  return (
    <aside
      ref={pane}
      className={classes(styles.details, open && styles.open)}
      onKeyDown={event => {
        // A menu or a question that opened from here goes by itself, and gives the focus back.
        const inside = event.target instanceof Element && event.currentTarget.contains(event.target)
        const asks = event.target instanceof Element && event.target.closest('dialog') !== null
        if (event.key === 'Escape' && !event.defaultPrevented && inside && !asks) onClose()
      }}
      aria-label={`${row.account.name} / ${row.role}`}
    >
      <EnvironmentBand
        look={look}
        name={row.account.environment ?? 'no environment'}
        note={guardsInWords(environment, row.breakGlass)}
      >
        <span className={styles.close}>
          <IconButton icon="x" label="Close details" onClick={onClose} />
        </span>
      </EnvironmentBand>
      <div className={styles.pane}>
        <TargetTitle row={row} extras={extras} onPin={() => deliveries.pin(target, row.pinned === null)} />
        {session ? (
          <SessionCard
            session={session}
            look={look}
            busy={attempt.busy !== null}
            onStop={() => deliveries.stop(target)}
          />
        ) : null}

        {shownFailure ? (
          <FailureNotice
            failure={shownFailure}
            onRemedy={remedy}
            onRetry={shownFailure.kind === 'foreign-profile' ? undefined : retry}
          >
            {shownFailure.kind === 'foreign-profile' ? (
              <>
                <Button primary onClick={() => profileField.current?.select()}>
                  Choose another name
                </Button>
                <Button onClick={() => deliveries.assume(target, draft, true)}>Replace it</Button>
              </>
            ) : shownFailure.kind === 'hop-refused' ? (
              externalId
            ) : null}
          </FailureNotice>
        ) : null}
        {failure && failure.kind !== shownFailure?.kind ? (
          <FailureNotice failure={failure} second={led} onRemedy={remedy} onRetry={check} />
        ) : null}

        {route ? (
          <RoutePart
            stations={stations}
            sentence={route.sentence}
            look={look}
            breakGlass={row.breakGlass}
            letter={refusal?.send ?? null}
            act={shownFailure?.kind === 'hop-refused' ? null : externalId}
            told={shownFailure?.kind === 'hop-refused'}
            works={facts.works}
            onCopyLetter={letter => deliveries.copyText(target, letter, 'What to send is copied.')}
          />
        ) : failure ? null : (
          <>
            <PaneHead>Route</PaneHead>
            <div className={styles.waiting} role="status" aria-label="Finding the route" />
          </>
        )}

        <Deliver
          row={row}
          live={session !== null}
          attempt={attempt}
          deliveries={deliveries}
          onAssume={assume}
          region={session?.region ?? extras?.region ?? null}
          portal={signIn?.kind === 'identity-center' && row.hops === 1}
          copyMenu={copyMenu}
          checking={checking}
          led={led || leadsOn(failure)}
          onCheck={check}
          onOwn={showOwn}
          onHide={hidden => onHide(row, hidden)}
        />

        {extras ? (
          <>
            <ProfileField
              ref={profileField}
              profile={profile}
              mode={mode}
              written={session?.profile === profile && session.mode === mode}
              own={extras.personal.profile}
              onProfile={typed => onDraft(target, { ...draft, profile: typed })}
              onMode={chosen => onDraft(target, { ...draft, mode: chosen })}
              onEnter={assume}
              onKeep={name => {
                if (name === null) onDraft(target, draft.mode ? { mode: draft.mode } : {})
                if (name !== extras.profile) deliveries.change(target, { profile: name })
              }}
            />
            <TargetFactsList row={row} extras={extras} checking={checking} onCheck={check} />
            <Personal
              ref={own}
              row={row}
              extras={extras}
              deliveries={deliveries}
              onHide={hidden => onHide(row, hidden)}
            />
          </>
        ) : null}
      </div>
    </aside>
  )
})
