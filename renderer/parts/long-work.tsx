// Long work in the place of what began it: how far it is, said as it goes on, and its end. The keyboard stays there on both ways.
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { Button } from './button.tsx'
import styles from './long-work.module.css'

type LongWorkProps = {
  /** How far it is; null = nothing is under way. */
  words: string | null
  onCancel: () => void
  /** What begins it, the button that does at the end. */
  children: ReactNode
}

export const LongWork = ({ words, onCancel, children }: LongWorkProps) => {
  const place = useRef<HTMLSpanElement>(null)
  const under = words !== null
  const before = useRef(under)
  useLayoutEffect(() => {
    if (before.current === under) return
    before.current = under
    // The button that was pressed is gone, and with it the focus.
    if (document.activeElement === document.body)
      place.current?.querySelector<HTMLElement>('button:last-of-type')?.focus({ preventScroll: true })
  }, [under])
  return (
    <span ref={place} className={styles.place}>
      {/* Beside the button: what is said on its own would be no part of its name. Always there: a region that comes with its words is not read out. */}
      <span className="sr" role="status">
        {words}
      </span>
      {words === null ? (
        children
      ) : (
        <Button icon="x" onClick={onCancel}>
          <span className="num">{words}, cancel</span>
        </Button>
      )}
    </span>
  )
}
