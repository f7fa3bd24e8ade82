// The tracks of the map and what stands on them: all lines quietly, what is traveled and what is chosen over them.
import { memo } from 'react'
import { classes } from '../../parts/class-names.ts'
import styles from './estate-map.module.css'
import { cut, stopWords } from './map-letters.ts'
import { step } from './map-lines.ts'
import type { MapLayout, MapLine } from './map-parts.ts'

/** What is said of a sign-in above and below its station. */
export type StopWords = {
  readonly above: string
  readonly below: string
  readonly live: boolean
  readonly mfa: boolean
}

type MapRoutesProps = {
  layout: MapLayout
  chosen: string | null
  live: ReadonlyMap<string, unknown>
  words: ReadonlyMap<string, StopWords>
  /** How much larger than at their own size words are drawn. */
  grown: number
}

/** More traveled ways than these are a thicket. */
const mostTraveled = 100

/** The usual way is the one; break-glass only where there is no other. */
const waysTo = (lines: readonly MapLine[], account: string): readonly MapLine[] => {
  const all = lines.filter(line => line.to.has(account))
  const usual = all.filter(line => !line.glass)
  return usual.length > 0 ? usual : all
}

export const MapRoutes = memo(({ layout, chosen, live, words, grown }: MapRoutesProps) => {
  const letters = stopWords(grown)
  const { lines, stops } = layout
  const on = chosen === null ? [] : waysTo(lines, chosen)
  const onStops = new Set(on.flatMap(line => line.stops.map(stop => stop.key)))
  const traveled = [...live.keys()].slice(0, mostTraveled).flatMap(account =>
    waysTo(lines, account)
      .slice(0, 1)
      .map(line => ({ key: account, d: line.pathTo(account) })),
  )
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a <g> takes no focus
    <g aria-hidden="true">
      {lines.map(line => (
        <path key={line.key} d={line.d} className={classes(styles.way, line.glass && styles.glass)} />
      ))}
      {traveled.map(({ key, d }) => (
        <path key={key} d={d} className={classes(styles.way, styles.done)} />
      ))}
      {on.map(line => (
        <path key={line.key} d={line.pathTo(chosen ?? '')} className={classes(styles.way, styles.on)} />
      ))}
      {stops
        .filter(stop => stop.account === null)
        .map(stop => {
          const said = words.get(stop.name)
          const start = stop.kind === 'sign-in'
          const on = onStops.has(stop.key)
          return (
            <g key={stop.key} transform={`translate(${stop.x} ${stop.y}) scale(${letters?.grown ?? 1})`}>
              <circle
                r="7"
                className={classes(styles.stop, start && said?.live && styles.passed, on && styles.onStop)}
              />
              {letters ? (
                <text y={letters.notes && start && said?.above ? -31 : -16} className={styles.stopName}>
                  {cut(stop.name, letters.letters)}
                </text>
              ) : null}
              {letters?.notes ? (
                <>
                  {start && said?.above ? (
                    <text y="-16" className={styles.stopNote}>
                      {said.above}
                    </text>
                  ) : null}
                  <text y="26" className={styles.stopNote}>
                    {start ? (said?.below ?? '') : stop.note}
                  </text>
                  {start && said?.mfa ? (
                    // In the middle of the way to the next stop.
                    <text
                      x={step / 2 / letters.grown}
                      y="-9"
                      className={classes(styles.stopNote, on && styles.wayNote)}
                    >
                      MFA
                    </text>
                  ) : null}
                </>
              ) : null}
            </g>
          )
        })}
    </g>
  )
})
