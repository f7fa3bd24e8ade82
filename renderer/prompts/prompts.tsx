// The questions main asks, in front of everything, one at a time.
import { useCallback, useState } from 'react'
import type { Failure } from '../../shared/failure.ts'
import type { Answer, Prompt } from '../../shared/prompt.ts'
import { useDesk, useSnapshot } from '../desk/hooks.ts'
import { Dialog } from '../parts/dialog.tsx'
import { GuardPrompt } from './guard-prompt.tsx'
import { MfaPrompt } from './mfa-prompt.tsx'
import { PassphrasePrompt } from './passphrase-prompt.tsx'
import { SignInPrompt } from './sign-in-prompt.tsx'

const titleId = 'prompt-title'

const Asked = ({ prompt, more }: { prompt: Prompt; more: number }) => {
  const call = useDesk()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const { id } = prompt
  const cancel = useCallback(() => {
    void call('cancelPrompt', { id })
  }, [call, id])
  const answer = useCallback(
    (given: Answer) => {
      setBusy(true)
      setFailure(null)
      // Busy until main takes the prompt away: an answer that was accepted is no longer a question.
      void call('answerPrompt', { id, answer: given }).then(result => {
        if (result.ok) return
        setBusy(false)
        setFailure(result.failure)
      })
    },
    [call, id],
  )
  const shared = { titleId, busy, failure, more, onCancel: cancel }
  return (
    <Dialog titleId={titleId} wide={prompt.kind === 'sign-in'} onCancel={cancel}>
      {prompt.kind === 'mfa' ? (
        <MfaPrompt {...shared} question={prompt} onAnswer={code => answer({ kind: 'mfa', code })} />
      ) : prompt.kind === 'guard' ? (
        <GuardPrompt
          {...shared}
          question={prompt}
          onAnswer={(reason, confirm) => answer({ kind: 'guard', reason, confirm })}
        />
      ) : prompt.kind === 'passphrase' ? (
        <PassphrasePrompt
          {...shared}
          question={prompt}
          onAnswer={passphrase => answer({ kind: 'passphrase', passphrase })}
        />
      ) : (
        <SignInPrompt {...shared} id={id} question={prompt} />
      )}
    </Dialog>
  )
}

export const Prompts = () => {
  const first = useSnapshot(snapshot => snapshot.prompts[0] ?? null)
  const waiting = useSnapshot(snapshot => snapshot.prompts.length)
  return first ? <Asked key={first.id} prompt={first} more={waiting - 1} /> : null
}
