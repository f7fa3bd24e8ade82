// Asks what a guarded environment or a break-glass role wants to know before it opens: the account's name, a reason.
import { useState } from 'react'
import type { Question } from '../../shared/prompt.ts'
import { ticketIn } from '../../shared/ticket.ts'
import { Field } from '../parts/field.tsx'
import { type AskedProps, Asking, AskNote, TargetBand, useAskedTarget } from './asking.tsx'

type GuardPromptProps = AskedProps & {
  question: Extract<Question, { kind: 'guard' }>
  onAnswer: (reason: string | null, confirm: string | null) => void
}

export const GuardPrompt = ({ question, onAnswer, ...asked }: GuardPromptProps) => {
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const target = useAskedTarget(question.target, question.color)
  const { confirm } = question
  const asksReason = question.reason || question.breakGlass
  const ready = (confirm === null || typed.trim() === confirm) && (!asksReason || reason.trim() !== '')
  const ticket = ticketIn(reason)
  const confirmFirst = confirm !== null
  return (
    <>
      <TargetBand target={target} />
      <Asking
        {...asked}
        title={`Assume ${target?.role ?? question.target}?`}
        icon={question.breakGlass ? 'glass' : 'shield'}
        about={
          <>
            {question.breakGlass ? 'Break-glass in ' : 'Account '}
            <strong>{target?.account}</strong> <span className="num">{target?.id}</span>, on the record
          </>
        }
        verb="Assume"
        ready={ready}
        onSubmit={() => onAnswer(asksReason ? reason.trim() : null, confirm === null ? null : typed.trim())}
      >
        {confirm === null ? null : (
          <Field
            data-first
            label={
              <>
                Type the account’s name: <strong>{confirm}</strong>
              </>
            }
            value={typed}
            onChange={event => setTyped(event.target.value)}
          />
        )}
        {asksReason ? (
          <Field
            {...(confirmFirst ? {} : { 'data-first': true })}
            label="Reason"
            placeholder="OPS-2417 Queue stuck after deploy"
            maxLength={500}
            value={reason}
            onChange={event => setReason(event.target.value)}
          />
        ) : null}
        <AskNote>
          {asksReason
            ? ticket
              ? `Ticket ${ticket} is recognized. The reason stays in the record of this machine.`
              : 'Start with a ticket when there is one. The reason stays in the record of this machine.'
            : 'It stays in the record of this machine.'}
        </AskNote>
      </Asking>
    </>
  )
}
