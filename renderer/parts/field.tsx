// A labelled field; what is typed or copied stands in the mono face.
import type { InputHTMLAttributes, ReactNode, Ref } from 'react'
import { useId } from 'react'
import { classes } from './class-names.ts'
import styles from './field.module.css'

type FieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'id'> & {
  label: ReactNode
  mono?: boolean
  /** What is wrong with it, or what it will do. */
  note?: ReactNode
  beside?: ReactNode
  ref?: Ref<HTMLInputElement>
}

export const Field = ({ label, mono, note, beside, ...rest }: FieldProps) => {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.row}>
        <input
          autoComplete="off"
          spellCheck={false}
          {...rest}
          id={id}
          className={classes(styles.input, mono && styles.mono)}
          aria-describedby={note ? `${id}-note` : undefined}
        />
        {beside}
      </div>
      {note ? (
        <p id={`${id}-note`} className={styles.note}>
          {note}
        </p>
      ) : null}
    </div>
  )
}
