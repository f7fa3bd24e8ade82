// A failure in words, with the way out as a button: a shape and weight, never a color.
import { type ReactNode, useState } from 'react'
import { explain } from '../../shared/explain.ts'
import type { Failure } from '../../shared/failure.ts'
import type { Remedy } from '../../shared/remedy.ts'
import { writeClipboard } from '../place/write-clipboard.ts'
import { Button } from './button.tsx'
import styles from './failure-notice.module.css'
import { Icon } from './icon.tsx'

type FailureNoticeProps = {
  failure: Failure
  /** Runs what failed once more. */
  onRetry?: (() => void) | undefined
  /** Does what the remedy names; what is left to the person is only said. */
  onRemedy: (remedy: Remedy) => void
  /** Another notice on the same surface leads on already. */
  second?: boolean
  children?: ReactNode
}

/** Says so itself: the notice around it is read out again where its words change. */
const CopyCommand = ({ command }: { command: string }) => {
  const [copied, setCopied] = useState<boolean | null>(null)
  return (
    <Button
      small
      icon={copied ? 'check' : 'copy'}
      onClick={() => void writeClipboard(command).then(setCopied)}
    >
      {copied === null ? 'Copy' : copied ? 'Copied' : 'The browser refused'}
    </Button>
  )
}

/** It has a button that leads on: the one primary of its surface, where the others step back meanwhile. */
export const leadsOn = (failure: Failure | null): boolean =>
  failure !== null &&
  failure.kind !== 'hop-refused' &&
  ['sign-in', 'unlock', 'approve'].includes(explain(failure).remedy?.action ?? '')

/** A refused hop is drawn and listed below, so its notice says only the likeliest cause. */
const wordsOf = (failure: Failure): { title: string; detail: string } => {
  if (failure.kind !== 'hop-refused') return explain(failure)
  const cause = failure.causes[0]
  return {
    title: `AWS refused hop ${failure.hop} of ${failure.hops}`,
    detail: cause ? cause.why : failure.awsMessage,
  }
}

export const FailureNotice = ({ failure, onRetry, onRemedy, second, children }: FailureNoticeProps) => {
  const { title, detail } = wordsOf(failure)
  const remedy = failure.kind === 'hop-refused' ? null : explain(failure).remedy
  const leads = leadsOn(failure)
  const opens = remedy?.action === 'open' ? remedy : null
  const command = remedy?.action === 'run' ? remedy.command : null
  return (
    <div className={styles.failure} role="alert">
      <p className={styles.title}>
        <Icon name="alert" />
        {title}
      </p>
      <p>{detail}</p>
      {remedy?.action === 'do' && !children ? <p>{remedy.label}.</p> : null}
      {remedy?.action === 'run' ? <p>{remedy.label}:</p> : null}
      {command ? (
        <p className={styles.command}>
          <code className="mono">{command}</code>
          <CopyCommand key={command} command={command} />
        </p>
      ) : null}
      {leads || opens || onRetry || children ? (
        <div className={styles.acts}>
          {leads && remedy ? (
            <Button primary={!second} onClick={() => onRemedy(remedy)}>
              {remedy.label}
            </Button>
          ) : null}
          {children}
          {onRetry ? (
            <Button icon="refresh" onClick={onRetry}>
              Try again
            </Button>
          ) : null}
          {opens ? <Button onClick={() => onRemedy(opens)}>{opens.label}</Button> : null}
        </div>
      ) : null}
    </div>
  )
}
