// The sign of Switchyard: a track that changes rails and arrives.
import { classes } from './class-names.ts'
import styles from './logo.module.css'

export const Logo = ({ large }: { large?: boolean }) => (
  <svg className={classes(styles.logo, large && styles.large)} viewBox="0 0 16 16" aria-hidden="true">
    <path className={styles.stub} d="M1.5 4.5h2.5M10.5 11.5h4" />
    <path className={styles.way} d="M1.5 11.5h1.9c.5 0 .9-.2 1.15-.6l3.9-5.8c.25-.4.65-.6 1.15-.6h1.5" />
    <circle className={styles.end} cx="12.75" cy="4.5" r="2.25" />
  </svg>
)
