// The keys that act on what the palette has chosen.
import type { EnterDoes } from '../desk/use-enter.ts'
import { Keys } from '../parts/keys.tsx'
import styles from './palette.module.css'
import { enterWords } from './target-entry.tsx'

type PaletteFootProps = {
  of: 'target' | 'command' | null
  enterDoes: EnterDoes
  /** The chosen target has a session. */
  live: boolean
}

export const PaletteFoot = ({ of, enterDoes, live }: PaletteFootProps) => (
  <footer className={styles.foot} aria-hidden="true">
    {of === null ? null : (
      <span>
        <Keys keys={['enter']} />{' '}
        {of === 'target' ? enterWords(enterDoes, live).toLocaleLowerCase('en') : 'do it'}
      </span>
    )}
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
