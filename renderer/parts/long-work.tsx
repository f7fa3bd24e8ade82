// Long work and the button that begins it: how far it is, said as it goes on, and its end. It is one button, so that the keyboard stays on it.
import type { ReactNode } from 'react'
import { Button } from './button.tsx'

type LongWorkProps = {
  /** How far it is; null = nothing is under way. */
  words: string | null
  /** What is read out of it, where the words change too often to be heard; they are when it is not given. */
  said?: string | null
  /** What the button says that begins it. */
  verb: ReactNode
  /** null = it cannot begin here, and has no button. */
  onStart: (() => void) | null
  /** There is nothing to do. */
  disabled?: boolean
  onCancel: () => void
  /** What is chosen before it begins. */
  beside?: ReactNode
}

export const LongWork = ({
  words,
  said = words,
  verb,
  onStart,
  disabled,
  onCancel,
  beside,
}: LongWorkProps) => {
  const under = words !== null
  return (
    <>
      {/* Beside the button: what is said on its own would be no part of its name. Always there: a region that comes with its words is not read out. */}
      <span className="sr" role="status">
        {said}
      </span>
      {under ? null : beside}
      {under || onStart ? (
        <Button
          icon={under ? 'x' : 'refresh'}
          disabled={!under && disabled}
          onClick={under ? onCancel : (onStart ?? undefined)}
        >
          {under ? <span className="num">{words}, cancel</span> : verb}
        </Button>
      ) : null}
    </>
  )
}
