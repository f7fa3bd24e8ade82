// The picture itself: units below, tracks over them, then the accounts; only what is seen, and words only where they can be read.
import { memo, useMemo } from 'react'
import type { Look } from '../../../shared/environment-look.ts'
import { classes } from '../../parts/class-names.ts'
import styles from './estate-map.module.css'
import { dotsOf } from './map-dots.ts'
import type { MapAccount, MapLayout, MapUnit } from './map-parts.ts'
import { MapRoutes, type StopWords } from './map-routes.tsx'
import { headHeight, rowHeight, unitWidth } from './map-units.ts'
import type { Live } from './map-words.ts'
import { nameThatFits } from './name-that-fits.ts'
import { meets, type Seen } from './seen.ts'

export type MapPictureProps = {
  layout: MapLayout
  chosen: string | null
  /** Accounts with a live session, and what is left of it in words. */
  live: ReadonlyMap<string, Live>
  words: ReadonlyMap<string, StopWords>
  lookOf: (account: MapAccount) => Look
  seen: Seen
  idOf: (key: string) => string
}

const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text

const rowsSeen = (unit: MapUnit, { top, bottom }: Seen): readonly MapAccount[] => {
  const first = Math.max(0, Math.floor((top - unit.y - headHeight) / rowHeight))
  return unit.accounts.slice(first, Math.ceil((bottom - unit.y - headHeight) / rowHeight))
}

/** How many letters of a unit's name have room in its head, by how much larger they are drawn. */
const lettersOf: Readonly<Record<number, number>> = { 1: 34, 2: 30, 3: 21, 4: 16 }

const Unit = memo(({ unit, letters }: { unit: MapUnit; letters: number }) => (
  <g>
    <rect x={unit.x} y={unit.y} width={unit.width} height={unit.height} rx="10" className={styles.unit} />
    <text
      x={unit.x + 16}
      y={unit.y + 27}
      // The face grows as the map shrinks, so that units are read from afar.
      className={classes(styles.unitName, styles[`letters${letters}`])}
    >
      {nameThatFits(unit.title, lettersOf[letters] ?? 34)}
    </text>
    {letters === 1 ? (
      <text x={unit.x + unit.width - 16} y={unit.y + 27} textAnchor="end" className={styles.unitNote}>
        {unit.accounts.length} {unit.accounts.length === 1 ? 'account' : 'accounts'}
      </text>
    ) : null}
  </g>
))

type AccountProps = {
  account: MapAccount
  look: Look
  left: Live | undefined
  chosen: boolean
  /** Its place in the order of reading, and of how many. */
  place: number
  of: number
  id: string
  /** It stands on the track, with its name below. */
  stop?: boolean
}

/** Those that stay in sight are not drawn again while the map is moved. */
const Account = memo(({ account, look, left, chosen, place, of, id, stop }: AccountProps) => {
  const { x, y } = account
  const size = left ? 14 : stop ? 24 : 20
  return (
    <g
      id={id}
      role="option"
      aria-selected={chosen}
      aria-setsize={of}
      aria-posinset={place}
      aria-label={`${account.name}, ${account.environment ?? 'no environment'}${left ? ', live' : ''}`}
      className={styles.account}
    >
      {stop ? (
        <circle cx={x} cy={y} r="16" className={chosen ? styles.chosen : styles.halo} />
      ) : (
        <rect
          x={x - 14}
          y={y - rowHeight / 2 + 2}
          width={unitWidth - 24}
          height={rowHeight - 4}
          rx="6"
          className={chosen ? styles.chosen : styles.back}
        />
      )}
      <g data-env={look} className={styles.mark}>
        {left ? (
          <>
            <circle cx={x} cy={y} r="10.5" className={classes(styles.ring, styles.ringTrack)} />
            <circle
              cx={x}
              cy={y}
              r="10.5"
              className={styles.ring}
              pathLength="100"
              strokeDasharray={`${left.percent} 100`}
              transform={`rotate(-90 ${x} ${y})`}
            />
          </>
        ) : null}
        <use href={`#m-${look}`} x={x - size / 2} y={y - size / 2} width={size} height={size} />
      </g>
      {stop ? (
        <>
          <text x={x} y={y + 32} className={styles.stopName}>
            {cut(account.name, 22)}
          </text>
          <text x={x} y={y + 47} className={styles.stopNote}>
            {account.id}
          </text>
        </>
      ) : (
        <>
          <text x={x + 20} y={y + 4.5} className={styles.name}>
            {cut(account.name, 18)}
          </text>
          <text x={x + 166} y={y + 4.5} className={styles.id}>
            {account.id}
          </text>
          {left ? (
            <text x={x + unitWidth - 46} y={y + 4.5} textAnchor="end" className={styles.time}>
              {left.words}
            </text>
          ) : null}
        </>
      )}
    </g>
  )
})

export const MapPicture = memo((props: MapPictureProps) => {
  const { layout, chosen, live, words, lookOf, seen, idOf } = props
  const { accounts, units } = layout
  const shown = units.filter(unit => meets(seen, unit))
  const places = useMemo(
    () => new Map(accounts.map((account, index) => [account.key, index + 1])),
    [accounts],
  )
  const stops = layout.stops.flatMap(stop => stop.account ?? [])
  const option = (account: MapAccount, stop?: boolean) => (
    <Account
      key={account.key}
      account={account}
      look={lookOf(account)}
      left={live.get(account.key)}
      chosen={account.key === chosen}
      place={places.get(account.key) ?? 0}
      of={accounts.length}
      id={idOf(account.key)}
      {...(stop ? { stop } : {})}
    />
  )
  // The chosen one is always there, for those who are told of it.
  const near = seen.small ? [] : shown.flatMap(unit => rowsSeen(unit, seen))
  const drawn = new Set([...stops, ...near].map(account => account.key))
  const also = accounts.filter(account => account.key === chosen && !drawn.has(account.key))
  return (
    <>
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a <g> takes no focus */}
      <g aria-hidden="true">
        {shown.map(unit => (
          <Unit key={unit.key} unit={unit} letters={seen.letters} />
        ))}
      </g>
      <MapRoutes layout={layout} chosen={chosen} live={live} words={words} />
      {seen.small ? (
        // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a <g> takes no focus
        <g aria-hidden="true">
          {shown.map(unit => (
            <g key={unit.key}>
              {dotsOf(unit.accounts, lookOf).map(({ look, d }) => (
                <path key={look} data-env={look} d={d} className={styles.dots} />
              ))}
            </g>
          ))}
        </g>
      ) : null}
      {stops.map(account => option(account, true))}
      {near.map(account => option(account))}
      {also.map(account => option(account))}
    </>
  )
})
