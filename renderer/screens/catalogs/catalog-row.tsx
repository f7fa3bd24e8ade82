// One catalog of the list: its name, how many targets it holds, and its state.
import type { CatalogRow as Row } from '../../../shared/catalog.ts'
import { classes } from '../../parts/class-names.ts'
import { Icon } from '../../parts/icon.tsx'
import styles from './catalog-row.module.css'
import { kindInWords, stateInWords } from './catalog-words.ts'

type CatalogRowProps = { catalog: Row; selected: boolean; onChoose: () => void }

export const CatalogRow = ({ catalog, selected, onChoose }: CatalogRowProps) => {
  const state = stateInWords(catalog)
  return (
    <li>
      <button
        type="button"
        aria-pressed={selected}
        className={classes(styles.row, selected && styles.selected)}
        onClick={onChoose}
      >
        <span className={styles.name}>{catalog.name}</span>
        <span className={styles.count}>
          {catalog.targets.toLocaleString('en')}
          <span className="sr"> targets</span>
        </span>
        <span className={styles.state}>
          <Icon name={state.icon} accent={state.icon === 'check'} />
          {state.words}
        </span>
        <span className={styles.from}>{kindInWords[catalog.kind]}</span>
      </button>
    </li>
  )
}
