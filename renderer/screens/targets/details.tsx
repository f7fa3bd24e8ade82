// Everything about the chosen target: how careful to be, the way there in a drawing and a sentence, and the ways to use it.
import { memo, useRef } from 'react'
import { lookOf } from '../../../shared/environment-look.ts'
import type { TargetRow } from '../../../shared/target-row.ts'
import { useSnapshot } from '../../desk/hooks.ts'
import { useRemedy } from '../../desk/remedy.ts'
import type { Deliveries, ProfileDraft } from '../../desk/use-deliveries.ts'
import { Button, IconButton } from '../../parts/button.tsx'
import { classes } from '../../parts/class-names.ts'
import { asksFor, environmentOf } from '../../parts/environment-asks.ts'
import { EnvironmentBand } from '../../parts/environment-band.tsx'
import { FailureNotice } from '../../parts/failure-notice.tsx'
import { PaneHead, Sentence } from '../../parts/pane.tsx'
import { Deliver } from './deliver.tsx'
import styles from './details.module.css'
import { isProfileName, ProfileField } from './profile-field.tsx'
import { Causes, RoutePicture } from './route-picture.tsx'
import { SessionCard } from './session-card.tsx'
import { stationsOf } from './stations.ts'
import { TargetFactsList } from './target-facts.tsx'
import { useTargetFacts } from './use-target-facts.ts'

type DetailsProps = {
  row: TargetRow
  deliveries: Deliveries
  draft: ProfileDraft
  open: boolean
  onDraft: (target: string, draft: ProfileDraft) => void
  onClose: () => void
}

export const Details = memo(({ row, deliveries, draft, open, onDraft, onClose }: DetailsProps) => {
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
  const { route, extras, failure, checking, check } = useTargetFacts(target, version)
  const remedy = useRemedy()
  const profileField = useRef<HTMLInputElement>(null)

  const environment = environmentOf(environments, row.catalog, row.account.environment)
  const look = extras?.color ?? lookOf(row.account.environment, environment?.color ?? null)
  const attempt = deliveries.attempt(target)
  // What was said about the lock is over with the lock.
  const shownFailure = attempt.failure?.kind === 'vault-locked' && !locked ? null : attempt.failure
  const refusal = attempt.failure?.kind === 'hop-refused' ? attempt.failure : null
  const stations = route
    ? stationsOf({ route, signIn, live: session !== null, refusal, mfaSession: settings.mfaSession })
    : []
  const causes = stations.flatMap(station => station.causes)
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

  return (
    <aside
      className={classes(styles.details, open && styles.open)}
      aria-label={`${row.account.name} / ${row.role}`}
    >
      <EnvironmentBand
        look={look}
        name={row.account.environment ?? 'no environment'}
        note={row.breakGlass ? 'break-glass, asks for reason' : asksFor(environment)}
      >
        <span className={styles.close}>
          <IconButton icon="x" label="Close details" onClick={onClose} />
        </span>
      </EnvironmentBand>
      <div className={styles.pane}>
        <div className={styles.title}>
          <h2 className="cut" title={row.account.name}>
            {row.account.name}
          </h2>
          <IconButton
            icon="pin"
            label={row.pinned === null ? 'Pin' : `Pinned as @${row.pinned}`}
            aria-pressed={row.pinned !== null}
            onClick={() => deliveries.pin(target, row.pinned === null)}
          />
          <p className={styles.role}>{row.role}</p>
          <p className={styles.meta}>
            <span className="num">{row.account.id}</span>
            {[extras?.region, row.account.unit].filter(Boolean).map(part => ` · ${part}`)}
          </p>
          {extras?.title ? <p className={styles.meta}>{extras.title}</p> : null}
        </div>

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
            onRetry={
              shownFailure.kind === 'foreign-profile' || !attempt.failed ? undefined : retries[attempt.failed]
            }
            onCopy={text => deliveries.copyText(target, text, 'The command is copied.')}
          >
            {shownFailure.kind === 'foreign-profile' ? (
              <>
                <Button primary onClick={() => profileField.current?.select()}>
                  Choose another name
                </Button>
                <Button onClick={() => deliveries.assume(target, draft, true)}>Replace it</Button>
              </>
            ) : null}
          </FailureNotice>
        ) : null}
        {failure && failure.kind !== shownFailure?.kind ? (
          <FailureNotice failure={failure} onRemedy={remedy} onRetry={check} />
        ) : null}

        {failure && !route ? null : <PaneHead>Route</PaneHead>}
        {route ? (
          <>
            <RoutePicture stations={stations} look={look} />
            {causes.length > 0 ? <Causes causes={causes} /> : null}
            {refusal?.send ? (
              <p className={styles.send}>
                <Button
                  small
                  icon="copy"
                  onClick={() => deliveries.copyText(target, refusal.send ?? '', 'What to send is copied.')}
                >
                  Copy what to send its owner
                </Button>
              </p>
            ) : null}
            <Sentence>{route.sentence}</Sentence>
          </>
        ) : failure ? null : (
          <div className={styles.waiting} role="status" aria-label="Finding the route" />
        )}

        <Deliver
          target={target}
          live={session !== null}
          attempt={attempt}
          deliveries={deliveries}
          onAssume={assume}
          region={session?.region ?? extras?.region ?? null}
          portal={signIn?.kind === 'identity-center' && row.hops === 1}
        />

        {extras ? (
          <ProfileField
            ref={profileField}
            profile={profile}
            mode={mode}
            written={session?.profile === profile && session.mode === mode}
            onProfile={typed => onDraft(target, { ...draft, profile: typed })}
            onMode={chosen => onDraft(target, { ...draft, mode: chosen })}
            onEnter={assume}
          />
        ) : null}
        {extras ? <TargetFactsList extras={extras} checking={checking} onCheck={check} /> : null}
      </div>
    </aside>
  )
})
