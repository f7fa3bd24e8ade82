// One row of the record: when, the mark of its environment, what was done, and the way to find it in CloudTrail.
import { memo } from 'react'
import type { ActivityRow as Row } from '../../../shared/activity.ts'
import type { Look } from '../../../shared/environment-look.ts'
import { OutLink, TextButton } from '../../parts/button.tsx'
import { classes } from '../../parts/class-names.ts'
import { Icon } from '../../parts/icon.tsx'
import { Mark } from '../../parts/mark.tsx'
import { goTo } from '../../place/place.ts'
import styles from './activity.module.css'
import { cloudTrailUrl, heldCatalog, kindIcons, partsOf, wordsOf } from './activity-words.ts'
import { hasCauses } from './detail-words.ts'

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

/** @param real the AWS is Amazon's own, so CloudTrail knows of it */
export const ActivityRow = memo(({ row, look, real }: { row: Row; look: Look | null; real: boolean }) => {
  const { verb, about } = wordsOf(row)
  const loud = row.breakGlass === true
  const found = cloudTrailUrl(row)
  const held = heldCatalog(row)
  const refused = row.what === 'refusal' && row.outcome === 'refused' ? row.target : undefined
  const note = partsOf(row).join(' · ')
  return (
    <li className={classes(styles.row, loud && styles.loud)}>
      <time className="num" dateTime={row.at} title={new Date(row.at).toLocaleString('en-GB')}>
        {time.format(new Date(row.at))}
      </time>
      <span className={styles.dot}>
        {loud ? (
          <Icon name="glass" />
        ) : look ? (
          <Mark look={look} label={row.environment ?? ''} />
        ) : (
          <Icon name={kindIcons[row.what]} />
        )}
      </span>
      <div className={styles.body}>
        <p className="cut" title={`${verb} ${about}`}>
          <strong>{verb}</strong> {about}
        </p>
        <p className={styles.note} title={note}>
          {note}
        </p>
      </div>
      {real && found && row.what === 'session-start' ? (
        <OutLink href={found}>Find in CloudTrail</OutLink>
      ) : held !== null ? (
        <TextButton onClick={() => goTo('catalogs', held)}>Review</TextButton>
      ) : refused ? (
        <TextButton onClick={() => goTo('targets', refused)}>
          {hasCauses(row.detail ?? '') ? 'Why, and whom to ask' : 'Show target'}
        </TextButton>
      ) : null}
    </li>
  )
})
