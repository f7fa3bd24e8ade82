// The mark of an environment: shape and color together, with a ring around it while a session lives.

import { memo } from 'react'
import type { Look } from '../../shared/environment-look.ts'
import { classes } from './class-names.ts'
import styles from './mark.module.css'

type MarkProps = {
  look: Look
  /** What it says to those who do not see it; without it the mark is decoration. */
  label?: string
  /** Percent of the session that is left; null = no session. */
  left?: number | null
  /** On a solid band of the same environment. */
  onSolid?: boolean
}

export const Mark = memo(({ look, label, left = null, onSolid }: MarkProps) => (
  <span
    className={styles.frame}
    {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
  >
    {left === null ? (
      <span className={classes(styles.shape, onSolid && styles.onSolid)} data-env={look} />
    ) : (
      <svg
        className={classes(styles.mark, onSolid && styles.onSolid)}
        data-env={look}
        viewBox="0 0 20 20"
        aria-hidden="true"
      >
        <circle className={styles.track} cx="10" cy="10" r="8.75" />
        <circle
          className={styles.ring}
          cx="10"
          cy="10"
          r="8.75"
          pathLength="100"
          strokeDasharray={`${left} 100`}
          transform="rotate(-90 10 10)"
        />
        <use href={`#m-${look}`} width="20" height="20" transform="translate(3.6 3.6) scale(.64)" />
      </svg>
    )}
  </span>
))

/** The same mark, large, as sessions show it. */
export const BigMark = ({ look, left }: { look: Look; left: number }) => (
  <svg className={styles.big} data-env={look} viewBox="0 0 44 44" aria-hidden="true">
    <circle className={styles.track} cx="22" cy="22" r="19.5" />
    <circle
      className={styles.ring}
      cx="22"
      cy="22"
      r="19.5"
      pathLength="100"
      strokeDasharray={`${left} 100`}
      transform="rotate(-90 22 22)"
    />
    <use href={`#m-${look}`} x="10" y="10" width="24" height="24" />
  </svg>
)

/** A wait that has an end, as a small ring in the text's color. */
export const WaitRing = ({ left }: { left: number }) => (
  <svg className={styles.wait} viewBox="0 0 16 16" aria-hidden="true">
    <circle className={styles.track} cx="8" cy="8" r="6.25" />
    <circle
      className={styles.ring}
      cx="8"
      cy="8"
      r="6.25"
      pathLength="100"
      strokeDasharray={`${left} 100`}
      transform="rotate(-90 8 8)"
    />
  </svg>
)
