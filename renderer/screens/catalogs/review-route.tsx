// The way to a target today and after an update, drawn side by side as stations on a track.
import { lookOf } from '../../../shared/environment-look.ts'
import type { ReviewRoutes, ReviewStop } from '../../../shared/review.ts'
import { classes } from '../../parts/class-names.ts'
import styles from './review-route.module.css'
import { layOutRoute, routeWidth } from './review-route-layout.ts'

/** `planned`: what the other route does not have is drawn as track to be laid. */
const Way = ({
  title,
  stops,
  planned,
}: {
  title: string
  stops: readonly ReviewStop[]
  planned?: boolean
}) => {
  const drawn = layOutRoute(stops)
  return (
    <figure className={styles.figure}>
      <figcaption>{title}</figcaption>
      <svg
        className={styles.way}
        viewBox={`0 0 ${routeWidth} 40`}
        role="img"
        aria-label={`${title}: ${stops.map(({ name }) => name).join(', ')}`}
      >
        {drawn.ways.map(({ key, d, alt }) => (
          <path key={key} className={classes(styles.track, planned && alt && styles.alt)} d={d} />
        ))}
        {drawn.stops.map(({ key, x, text, anchor, stop }) => {
          const look = lookOf(stop.environment, stop.color)
          const marked = stop.kind === 'target' || (stop.fresh && stop.kind === 'hop')
          return (
            <g key={key}>
              <title>{stop.name}</title>
              {marked ? (
                <g data-env={look} className={styles.mark}>
                  <circle className={styles.halo} cx={x} cy="12" r="8" />
                  <use href={`#m-${look}`} x={x - 10} y="2" width="20" height="20" />
                </g>
              ) : (
                <circle className={styles.stop} cx={x} cy="12" r="4" />
              )}
              <text
                x={anchor === 'start' ? x - 5 : anchor === 'end' ? x + 10 : x}
                y="34"
                textAnchor={anchor}
                className={classes(styles.name, planned && stop.fresh && styles.strong)}
              >
                {text}
              </text>
            </g>
          )
        })}
      </svg>
    </figure>
  )
}

export const RoutesTodayAndAfter = ({ routes }: { routes: ReviewRoutes }) => (
  <div className={styles.routes}>
    <Way title="Today" stops={routes.before} />
    <Way planned title="After" stops={routes.after} />
  </div>
)
