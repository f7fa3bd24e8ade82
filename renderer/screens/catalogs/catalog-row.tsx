// One catalog of the list: its name, how many targets it holds, its state, and where it comes from.
import type { CatalogRow as Row } from '../../../shared/catalog.ts'
import { useTime } from '../../desk/hooks.ts'
import { classes } from '../../parts/class-names.ts'
import { Icon } from '../../parts/icon.tsx'
import styles from './catalog-row.module.css'
import { fromInWords, stateInWords } from './catalog-words.ts'

type CatalogRowProps = { catalog: Row; selected: boolean; syncing: boolean; onChoose: () => void }

export const CatalogRow = ({ catalog, selected, syncing, onChoose }: CatalogRowProps) => {
  const state = stateInWords(catalog)
  const from = useTime(now => fromInWords(catalog, now))
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
          <Icon name={syncing ? 'refresh' : state.icon} accent={!syncing && state.icon === 'check'} />
          {syncing ? 'Asking its source' : state.words}
        </span>
        <span className={classes(styles.from, 'cut')} title={from}>
          {from}
        </span>
      </button>
    </li>
  )
}
