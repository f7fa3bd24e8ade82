// What a form lets choose beside its text: one of several with a label above it, or yes and no.
import { useId } from 'react'
import { environmentColors } from '../../shared/catalog.ts'
import styles from './choices.module.css'
import { Select } from './select.tsx'

const colors = [
  { value: '', text: 'as its environment' },
  ...environmentColors.map(color => ({ value: color, text: color })),
]

export const ColorChoice = ({ value, onChoose }: { value: string; onChoose: (value: string) => void }) => (
  <div className={styles.choice}>
    <span>Color</span>
    <Select label="Color" value={value} options={colors} onChoose={onChoose} />
  </div>
)

type CheckProps = { text: string; checked: boolean; onCheck: (checked: boolean) => void }

export const Check = ({ text, checked, onCheck }: CheckProps) => {
  const id = useId()
  return (
    <p className={styles.check}>
      <input id={id} type="checkbox" checked={checked} onChange={event => onCheck(event.target.checked)} />
      <label htmlFor={id}>{text}</label>
    </p>
  )
}
