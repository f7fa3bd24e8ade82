// The route as a drawing: stations on a rail, the target beyond a turnout, and why a hop is refused.

import type { Look } from '../../../shared/environment-look.ts'
import { explainCause } from '../../../shared/explain-cause.ts'
import type { Cause } from '../../../shared/failure.ts'
import { countdown, timeLeft } from '../../../shared/time-left.ts'
import { useTime } from '../../desk/hooks.ts'
import { classes } from '../../parts/class-names.ts'
import { Icon } from '../../parts/icon.tsx'
import { PaneHead } from '../../parts/pane.tsx'
import { drawRoute } from './route-drawing.ts'
import styles from './route-picture.module.css'
import type { Station } from './stations.ts'

type RoutePictureProps = {
  stations: readonly Station[]
  look: Look
  /** A way for emergencies: dashed as long as it is not traveled. */
  breakGlass: boolean
}

const Note = ({ station }: { station: Station }) => {
  const left = useTime(now =>
    station.until !== null && timeLeft(station.until, now) > 0 ? countdown(station.until, now) : null,
  )
  return (
    <p className={styles.note} title={station.note}>
      {left === null ? null : <span className="num">{left} </span>}
      {station.until !== null && left === null ? 'Has ended' : station.note}
    </p>
  )
}

const Rail = ({ stations, look, breakGlass }: RoutePictureProps) => {
  const drawing = drawRoute(stations.map(station => station.state))
  return (
    <svg
      className={styles.rail}
      viewBox={`0 0 40 ${drawing.height}`}
      width="40"
      height={drawing.height}
      aria-hidden="true"
    >
      {drawing.ways.map(way => (
        <path
          key={way.key}
          className={classes(
            styles.way,
            styles[way.state],
            breakGlass && way.state === 'ahead' && styles.glass,
          )}
          d={way.d}
        />
      ))}
      {drawing.stops.map(stop =>
        stop.state === 'refused' ? (
          <g key={stop.key} className={styles.cross}>
            <circle cx={stop.x} cy={stop.y} r="9" />
            <path
              d={`M${stop.x - 3.25} ${stop.y - 3.25}l6.5 6.5M${stop.x + 3.25} ${stop.y - 3.25}l-6.5 6.5`}
            />
          </g>
        ) : stop.last ? (
          <g key={stop.key} className={styles.target} data-env={look}>
            <circle cx={stop.x} cy={stop.y} r="10" />
            <use href={`#m-${look}`} x={stop.x - 10} y={stop.y - 10} width="20" height="20" />
          </g>
        ) : (
          <circle
            key={stop.key}
            className={classes(styles.stop, stop.state === 'done' && styles.passed)}
            cx={stop.x}
            cy={stop.y}
            r="5"
          />
        ),
      )}
    </svg>
  )
}

const words = (cause: Cause): string => {
  const title = explainCause(cause.cause)
  return `${title.charAt(0).toUpperCase()}${title.slice(1)}.`
}

/** @param told the likely one is explained above already */
export const Causes = ({ causes, told }: { causes: readonly Cause[]; told: boolean }) => (
  <>
    <PaneHead>How the causes were told apart</PaneHead>
    <ul className={styles.causes}>
      {causes.map((cause, index) => (
        <li key={`${cause.cause} ${cause.why}`} className={index === 0 ? styles.likely : styles.cause}>
          <Icon name={index === 0 ? 'right' : 'minus'} small={index > 0} />
          <p>
            <strong>{words(cause)}</strong> {told && index === 0 ? null : cause.why}
            {cause.certain ? <span className="dim"> Certain.</span> : null}
          </p>
        </li>
      ))}
    </ul>
  </>
)

export const RoutePicture = ({ stations, look, breakGlass }: RoutePictureProps) => (
  <div className={styles.route}>
    <Rail stations={stations} look={look} breakGlass={breakGlass} />
    <ol>
      {stations.map(station => (
        <li key={station.key} className={station.state === 'refused' ? styles.strong : undefined}>
          <p className={styles.name}>
            <span className="cut" title={station.name}>
              {station.name}
            </span>{' '}
            <span className="num dim">{station.aside}</span>
            {station.state === 'done' ? <span className="sr">, done</span> : null}
          </p>
          <Note station={station} />
        </li>
      ))}
    </ol>
  </div>
)
