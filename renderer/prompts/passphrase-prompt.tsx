// Asks for the vault's passphrase; a new one is typed twice, because nobody can bring it back.
import { useState } from 'react'
import type { Question } from '../../shared/prompt.ts'
import { Field } from '../parts/field.tsx'
import { type AskedProps, Asking, AskNote, AskProblem } from './asking.tsx'

type PassphrasePromptProps = AskedProps & {
  question: Extract<Question, { kind: 'passphrase' }>
  onAnswer: (passphrase: string) => void
}

export const PassphrasePrompt = ({ question, onAnswer, ...asked }: PassphrasePromptProps) => {
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const creates = question.purpose === 'create'
  return (
    <Asking
      {...asked}
      title={creates ? 'Choose a passphrase' : 'Unlock the vault'}
      icon="lock"
      about="The vault holds keys and sessions on this machine"
      verb={creates ? 'Create vault' : 'Unlock'}
      ready={passphrase !== '' && (!creates || again === passphrase)}
      onSubmit={() => onAnswer(passphrase)}
    >
      <Field
        data-first
        type="password"
        label="Passphrase"
        autoComplete={creates ? 'new-password' : 'current-password'}
        value={passphrase}
        onChange={event => setPassphrase(event.target.value)}
      />
      {creates ? (
        <Field
          type="password"
          label="Once more"
          autoComplete="new-password"
          value={again}
          note={again !== '' && again !== passphrase ? 'The two differ.' : undefined}
          onChange={event => setAgain(event.target.value)}
        />
      ) : null}
      {creates ? <AskNote>Without it the vault cannot be opened, by nobody.</AskNote> : null}
      {question.problem ? <AskProblem>{question.problem}</AskProblem> : null}
    </Asking>
  )
}
