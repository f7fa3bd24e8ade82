// The faces of one screen, as links that look like a segment.
import styles from './tabs.module.css'

type Tab = { readonly place: string; readonly text: string; readonly count: number | null }

export const Tabs = ({ tabs, current }: { tabs: readonly Tab[]; current: string }) => (
  <nav className={styles.tabs} aria-label="Show">
    {tabs.map(tab => (
      <a key={tab.place} href={`#${tab.place}`} aria-current={tab.place === current ? 'page' : undefined}>
        {tab.text}
        {tab.count === null ? null : (
          <span className={styles.count}>
            {tab.count.toLocaleString('en')}
            <span className="sr"> {tab.count === 1 ? 'difference' : 'differences'}</span>
          </span>
        )}
      </a>
    ))}
  </nav>
)
