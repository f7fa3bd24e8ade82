// The band that names the environment once per surface: soft in details, solid on prompts.
import type { ReactNode } from 'react'
import type { Look } from '../../shared/environment-look.ts'
import { classes } from './class-names.ts'
import styles from './environment-band.module.css'
import { Mark } from './mark.tsx'

type BandProps = { look: Look; name: string; note?: ReactNode; solid?: boolean; children?: ReactNode }

export const EnvironmentBand = ({ look, name, note, solid, children }: BandProps) => (
  <div className={classes(styles.band, solid && styles.solid)} data-env={look}>
    <Mark look={look} {...(solid ? { onSolid: true } : {})} />
    <strong>{name}</strong>
    <div className={styles.end}>
      {note ? <span className={styles.note}>{note}</span> : null}
      {children}
    </div>
  </div>
)
