// How far a target is, as a small drawing: a ring for where one starts and for each stop, a dot for the target.
import { memo } from 'react'
import styles from './hops.module.css'

const step = 12

export const Hops = memo(({ count, dashed }: { count: number; dashed?: boolean }) => {
  const shown = Math.max(1, Math.min(count, 4))
  const width = 8 + shown * step
  const stops = Array.from({ length: shown }, (_, stop) => stop * step)
  const words = count === 1 ? '1 hop' : `${count} hops`
  return (
    <svg
      className={styles.hops}
      viewBox={`0 0 ${width} 10`}
      width={width}
      height="10"
      role="img"
      aria-label={words}
    >
      <path
        className={styles.via}
        d={stops.map(x => `M${x + 1.5} 5a2 2 0 1 0 4 0a2 2 0 1 0 -4 0`).join('')}
      />
      <path
        className={dashed ? styles.dashed : styles.line}
        d={stops.map((x, stop) => `M${x + 5.5} 5h${stop === shown - 1 ? 7.5 : 8}`).join('')}
      />
      <circle className={styles.end} cx={shown * step + 3.5} cy="5" r="2.75" />
    </svg>
  )
})
