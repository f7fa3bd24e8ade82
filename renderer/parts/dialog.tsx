// A question in front of everything: the page behind is inert, Escape cancels, focus returns to where it was.
import { type ReactNode, useEffect, useRef } from 'react'
import { classes } from './class-names.ts'
import styles from './dialog.module.css'

type DialogProps = {
  /** The id of the heading that names it, or its name where there is no heading. */
  titleId?: string
  label?: string
  wide?: boolean
  /** Wider still: two columns of what one reads. */
  broad?: boolean
  /** Wide, and near the top: what one types into while the page behind stays in sight. */
  top?: boolean
  /** A press beside it cancels; not where something typed would be lost. */
  light?: boolean
  onCancel: () => void
  children: ReactNode
}

export const Dialog = ({ titleId, label, wide, broad, top, light, onCancel, children }: DialogProps) => {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (!element) return
    const before = document.activeElement
    element.showModal()
    element.querySelector<HTMLElement>('[data-first]')?.focus({ preventScroll: true })
    // It is read from its top, also where the focus went to its foot.
    element.scrollTop = 0
    return () => {
      element.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className={classes(styles.dialog, wide && styles.wide, broad && styles.broad, top && styles.top)}
      aria-labelledby={titleId}
      aria-label={label}
      onPointerDown={event => {
        // The dialog's own box is covered by what it holds, so only its backdrop is left to press.
        if (light && event.target === event.currentTarget) onCancel()
      }}
      onCancel={event => {
        // Main closes the prompt; closing here would show an answer that was not given yet.
        event.preventDefault()
        onCancel()
      }}
    >
      {children}
    </dialog>
  )
}

/** The answers to it, in sight however long it is: what is read begins at its top, and what is pressed is there at once. */
export const DialogActs = ({ children }: { children: ReactNode }) => (
  <div className={styles.acts}>{children}</div>
)
