// The faces of one screen, as links that look like a segment.
import styles from './tabs.module.css'

type Tab = { readonly place: string; readonly text: string }

export const catalogTabs: readonly Tab[] = [
  { place: 'catalogs', text: 'Sources' },
  { place: 'map', text: 'Map' },
  { place: 'drift', text: 'Drift' },
]

export const Tabs = ({ tabs, current }: { tabs: readonly Tab[]; current: string }) => (
  <nav className={styles.tabs} aria-label="Show">
    {tabs.map(tab => (
      <a key={tab.place} href={`#${tab.place}`} aria-current={tab.place === current ? 'page' : undefined}>
        {tab.text}
      </a>
    ))}
  </nav>
)
