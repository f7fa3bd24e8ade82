// Asks for the six digits of an MFA device: says whose, and when the next code comes if the last one is used.
import { useState } from 'react'
import type { Prompt } from '../../shared/prompt.ts'
import { timeLeft } from '../../shared/time-left.ts'
import { useDeskStore, useTime } from '../desk/hooks.ts'
import { WaitRing } from '../parts/mark.tsx'
import { countdownSeconds } from '../time/countdown.ts'
import {
  type AskedProps,
  Asking,
  AskNote,
  AskProblem,
  AskWait,
  TargetBand,
  useAskedTarget,
} from './asking.tsx'
import { callersInWords } from './caller-words.ts'
import { CodeBoxes } from './code-boxes.tsx'
import { readSerial } from './readings.ts'

/** A code of a virtual device lives so long (RFC 6238's usual step, the one AWS uses). */
const step = 30_000

const NextCode = ({ seconds }: { seconds: number }) => {
  const store = useDeskStore()
  const [at] = useState(() => new Date(store.now() + seconds * 1_000).toISOString())
  const words = useTime(now => countdownSeconds(at, now))
  const left = useTime(now => Math.round((timeLeft(at, now) / step) * 100))
  return left > 0 ? (
    <AskWait ring={<WaitRing left={left} />}>
      The last code is used. Next code in <span className="num">{words}</span>.
    </AskWait>
  ) : (
    <AskWait ring={<WaitRing left={100} />}>A new code is there.</AskWait>
  )
}

type MfaPromptProps = AskedProps & {
  question: Extract<Prompt, { kind: 'mfa' }>
  onAnswer: (code: string) => void
}

export const MfaPrompt = ({ question, onAnswer, ...asked }: MfaPromptProps) => {
  const [code, setCode] = useState('')
  const target = useAskedTarget(question.target)
  const { device, account } = readSerial(question.serial)
  const waiting = callersInWords(question.callers)
  return (
    <>
      <TargetBand target={target} />
      <Asking
        {...asked}
        title={`${question.problem ? 'New MFA code' : 'MFA code'} for ${question.user}`}
        icon="phone"
        about={
          <>
            Device <strong>{device}</strong>
            {account ? (
              <>
                {' '}
                in <span className="num">{account}</span>
              </>
            ) : null}
          </>
        }
        verb="Continue"
        ready={code.length === 6}
        onSubmit={() => onAnswer(code)}
      >
        <CodeBoxes code={code} onCode={setCode} />
        {question.nextCodeInSeconds === null ? null : <NextCode seconds={question.nextCodeInSeconds} />}
        {question.problem ? <AskProblem>{question.problem}</AskProblem> : null}
        <div role="status">{waiting === null ? null : <AskNote>{waiting}</AskNote>}</div>
      </Asking>
    </>
  )
}
