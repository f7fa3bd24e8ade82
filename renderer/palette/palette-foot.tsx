// The keys that act on what the palette has chosen.
import type { EnterDoes } from '../desk/use-enter.ts'
import { Keys } from '../parts/keys.tsx'
import styles from './palette.module.css'

type PaletteFootProps = { of: 'target' | 'command' | null; enterDoes: EnterDoes }

export const PaletteFoot = ({ of, enterDoes }: PaletteFootProps) => (
  <footer className={styles.foot} aria-hidden="true">
    {/* What Enter does to a target stands in its row. */}
    {of === 'command' ? (
      <span>
        <Keys keys={['enter']} /> do it
      </span>
    ) : null}
    {of === 'target' && enterDoes !== 'console' ? (
      <span>
        <Keys keys={['command', 'enter']} /> console
      </span>
    ) : null}
    {of === null ? null : (
      <span className={styles.less}>
        <Keys keys={['↑', '↓']} /> move
      </span>
    )}
    {of === 'target' ? (
      <span className={styles.less}>
        <Keys keys={['→']} /> details
      </span>
    ) : null}
    {of === null ? null : (
      <span className={styles.less}>
        <Keys keys={['tab']} /> actions
      </span>
    )}
    <span className={styles.end}>
      <Keys keys={['escape']} /> close
    </span>
  </footer>
)
