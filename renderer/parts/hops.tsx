// How far a target is, as a small drawing: a ring for where one starts and for each stop, a dot for the target.
import { memo } from 'react'
import styles from './hops.module.css'

const step = 12

export const Hops = memo(({ count, dashed }: { count: number; dashed?: boolean }) => {
  const shown = Math.max(1, Math.min(count, 4))
  const width = 8 + shown * step
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
      {Array.from({ length: shown }, (_, hop) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a drawing of identical stops has nothing else to be known by
        <g key={hop} transform={`translate(${hop * step} 0)`}>
          <circle className={styles.via} cx="3.5" cy="5" r="2" />
          <path
            className={dashed ? styles.dashed : styles.line}
            d={`M5.5 5h${hop === shown - 1 ? 7.5 : 8}`}
          />
        </g>
      ))}
      <circle className={styles.end} cx={shown * step + 3.5} cy="5" r="2.75" />
    </svg>
  )
})
