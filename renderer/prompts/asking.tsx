// What every prompt shares: the band of a guarded environment, a heading, and the two buttons.
import type { ReactNode } from 'react'
import { environmentColors } from '../../shared/catalog.ts'
import { type Look, lookOf } from '../../shared/environment-look.ts'
import { explain } from '../../shared/explain.ts'
import type { Failure } from '../../shared/failure.ts'
import { splitTargetId } from '../../shared/names.ts'
import { useSnapshot, useTargetRows } from '../desk/hooks.ts'
import { Button } from '../parts/button.tsx'
import { DialogActs } from '../parts/dialog.tsx'
import { environmentOf } from '../parts/environment-asks.ts'
import { EnvironmentBand } from '../parts/environment-band.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'
import { Keys } from '../parts/keys.tsx'
import styles from './asking.module.css'

export type AskedProps = {
  titleId: string
  busy: boolean
  failure: Failure | null
  /** Questions that wait behind this one. */
  more: number
  onCancel: () => void
}

/** What a prompt is about, when it is about a target. */
export const useAskedTarget = (
  target: string | null,
  /** What main says the color is, where the question itself says it. */
  color: string | null = null,
): {
  readonly account: string
  readonly role: string
  readonly id: string
  readonly environment: string | null
  readonly look: Look
} | null => {
  const rows = useTargetRows()
  const environments = useSnapshot(snapshot => snapshot.environments)
  if (target === null) return null
  const row = rows?.find(each => each.target === target)
  const parts = splitTargetId(target)
  const environment = row?.account.environment ?? null
  const described = row ? environmentOf(environments, row.catalog, environment) : null
  return {
    account: row?.account.name ?? parts?.account ?? target,
    role: row?.role ?? parts?.role ?? '',
    id: row?.account.id ?? '',
    environment,
    look: environmentColors.find(known => known === color) ?? lookOf(environment, described?.color ?? null),
  }
}

export const TargetBand = ({ target }: { target: ReturnType<typeof useAskedTarget> }) =>
  target?.environment ? (
    <EnvironmentBand
      solid
      look={target.look}
      name={target.environment}
      note={`${target.account} / ${target.role}`}
    />
  ) : null

type AskingProps = AskedProps & {
  title: string
  icon: IconName
  about: ReactNode
  children: ReactNode
  /** The verb of the answer; null = it closes by itself. */
  verb: string | null
  ready: boolean
  acts?: ReactNode
  onSubmit: () => void
}

export const Asking = (props: AskingProps) => {
  const { titleId, busy, failure, more, title, icon, about, verb, ready, acts, children } = props
  return (
    <form
      className={styles.ask}
      onSubmit={event => {
        event.preventDefault()
        if (ready && !busy) props.onSubmit()
      }}
    >
      <h2 id={titleId}>{title}</h2>
      <p className={styles.about}>
        <Icon name={icon} />
        <span>{about}</span>
      </p>
      {children}
      {failure ? (
        <p className={styles.failed} role="alert">
          <Icon name="alert" />
          <span>
            <strong>{explain(failure).title}.</strong> {explain(failure).detail}
          </span>
        </p>
      ) : null}
      <DialogActs>
        {more > 0 ? (
          <span className={styles.more}>
            {more === 1 ? 'One more question waits' : `${more} more questions wait`}
          </span>
        ) : null}
        <Button onClick={props.onCancel}>
          Cancel <Keys keys={['escape']} />
        </Button>
        {acts}
        {verb === null ? null : (
          <Button primary submit disabled={!ready || busy}>
            {verb}
          </Button>
        )}
      </DialogActs>
    </form>
  )
}

export const AskNote = ({ children }: { children: ReactNode }) => <p className={styles.note}>{children}</p>

/** Why it is asked again. */
export const AskProblem = ({ children }: { children: ReactNode }) => (
  <p className={styles.failed} role="alert">
    <Icon name="alert" />
    <span>{children}</span>
  </p>
)

export const AskWait = ({ ring, children }: { ring: ReactNode; children: ReactNode }) => (
  <p className={styles.wait} role="status">
    {ring}
    <span>{children}</span>
  </p>
)
