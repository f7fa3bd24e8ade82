// The picture itself: units below, tracks over them, then the accounts; only what is seen, and words only where they can be read.
import { memo, useMemo } from 'react'
import type { Look } from '../../../shared/environment-look.ts'
import styles from './estate-map.module.css'
import { Account, type AccountShape } from './map-account.tsx'
import { dotsOf } from './map-dots.ts'
import { unitWords } from './map-letters.ts'
import type { MapAccount, MapLayout, MapUnit } from './map-parts.ts'
import { MapRoutes, type StopWords } from './map-routes.tsx'
import { headHeight, rowHeight } from './map-units.ts'
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

const rowsSeen = (unit: MapUnit, { top, bottom }: Seen): readonly MapAccount[] => {
  const first = Math.max(0, Math.floor((top - unit.y - headHeight) / rowHeight))
  return unit.accounts.slice(first, Math.ceil((bottom - unit.y - headHeight) / rowHeight))
}

const Unit = memo(({ unit, words }: { unit: MapUnit; words: number }) => {
  const said = unitWords(words)
  return (
    <g>
      <rect x={unit.x} y={unit.y} width={unit.width} height={unit.height} rx="10" className={styles.unit} />
      {said ? (
        <text
          // Its head is filled before it is left.
          transform={`translate(${unit.x + 16} ${unit.y + Math.min(38, 22 + 5 * said.grown)}) scale(${said.grown})`}
          className={styles.unitName}
        >
          {nameThatFits(unit.title, said.letters)}
        </text>
      ) : null}
      {words === 1 ? (
        <text x={unit.x + unit.width - 16} y={unit.y + 27} textAnchor="end" className={styles.unitNote}>
          {unit.accounts.length} {unit.accounts.length === 1 ? 'account' : 'accounts'}
        </text>
      ) : null}
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
  const option = (account: MapAccount, shape: AccountShape) => (
    <Account
      key={account.key}
      account={account}
      look={lookOf(account)}
      left={live.get(account.key)}
      chosen={account.key === chosen}
      place={places.get(account.key) ?? 0}
      of={accounts.length}
      id={idOf(account.key)}
      shape={shape}
      words={seen.words}
      turned={account.x > layout.width * 0.6}
    />
  )
  // The chosen one is always there, for those who are told of it, and by its name from any distance.
  const near = seen.small ? [] : shown.flatMap(unit => rowsSeen(unit, seen))
  const drawn = new Set([...stops, ...near].map(account => account.key))
  const also = accounts.filter(account => account.key === chosen && !drawn.has(account.key))
  return (
    <>
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a <g> takes no focus */}
      <g aria-hidden="true">
        {shown.map(unit => (
          <Unit key={unit.key} unit={unit} words={seen.words} />
        ))}
      </g>
      <MapRoutes layout={layout} chosen={chosen} live={live} words={words} grown={seen.words} />
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
      {stops.map(account => option(account, 'stop'))}
      {near.map(account => option(account, 'row'))}
      {also.map(account => option(account, seen.small ? 'flag' : 'row'))}
    </>
  )
})
