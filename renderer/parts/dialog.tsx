// A question in front of everything: the page behind is inert, Escape cancels, focus returns to where it was.
import { type ReactNode, useEffect, useRef } from 'react'
import { classes } from './class-names.ts'
import styles from './dialog.module.css'

type DialogProps = {
  /** The id of the heading that names it. */
  titleId: string
  wide?: boolean
  onCancel: () => void
  children: ReactNode
}

export const Dialog = ({ titleId, wide, onCancel, children }: DialogProps) => {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (!element) return
    const before = document.activeElement
    element.showModal()
    element.querySelector<HTMLElement>('[data-first]')?.focus()
    return () => {
      element.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className={classes(styles.dialog, wide && styles.wide)}
      aria-labelledby={titleId}
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
