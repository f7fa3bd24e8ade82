// The picture itself: tracks behind, then stops, units and their accounts; words only where they can be read.
import { memo, type ReactNode } from 'react'
import type { Look } from '../../../shared/environment-look.ts'
import { classes } from '../../parts/class-names.ts'
import styles from './estate-map.module.css'
import { type MapAccount, type MapLayout, type MapWay, rowHeight, unitWidth } from './map-layout.ts'

type MapPictureProps = {
  layout: MapLayout
  chosen: string | null
  /** Accounts with a live session, and what is left of it in words. */
  live: ReadonlyMap<string, string>
  lookOf: (account: MapAccount) => Look
  /** Words are too small to be read. */
  small: boolean
  idOf: (key: string) => string
  onChoose: (key: string) => void
}

const Text = ({
  x,
  y,
  className,
  children,
  end,
}: {
  x: number
  y: number
  className: string | undefined
  children: ReactNode
  end?: boolean
}) => (
  <text x={x} y={y} className={className} textAnchor={end ? 'end' : undefined}>
    {children}
  </text>
)

const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text

export const MapPicture = memo(({ layout, chosen, live, lookOf, small, idOf, onChoose }: MapPictureProps) => {
  const places = new Map(layout.accounts.map((account, index) => [account.key, index + 1]))
  // The usual way is the chosen one; break-glass only where there is no other.
  const usual = layout.ways.some(way => !way.glass && chosen !== null && way.to.has(chosen))
  const on = ({ to, glass }: MapWay): boolean => chosen !== null && to.has(chosen) && (!glass || !usual)
  const traveled = (to: ReadonlySet<string>): boolean => [...live.keys()].some(key => to.has(key))
  return (
    <>
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a <g> takes no focus */}
      <g aria-hidden="true">
        {layout.ways
          .toSorted((a, b) => Number(on(a)) - Number(on(b)))
          .map(way => (
            <path
              key={way.key}
              d={way.d}
              className={classes(
                styles.way,
                way.glass && styles.glass,
                traveled(way.to) && styles.done,
                on(way) && styles.on,
              )}
            />
          ))}
        {layout.stops.map(stop => (
          <g key={stop.key}>
            <circle cx={stop.x} cy={stop.y} r="7" className={styles.stop} />
            <text x={stop.x} y={stop.y - 16} className={styles.stopName}>
              {stop.name}
            </text>
            <text x={stop.x} y={stop.y + 26} className={styles.stopNote}>
              {stop.kind === 'sign-in' ? 'sign-in' : stop.note}
            </text>
          </g>
        ))}
      </g>
      {layout.units.map(unit => (
        // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a <g> takes no focus
        // biome-ignore lint/a11y/useSemanticElements: a group of options in a drawing has no element of its own
        <g key={unit.key} role="group" aria-label={unit.title}>
          <rect
            x={unit.x}
            y={unit.y}
            width={unit.width}
            height={unit.height}
            rx="10"
            className={styles.unit}
          />
          {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a <g> takes no focus */}
          <g aria-hidden="true">
            <Text x={unit.x + 16} y={unit.y + 27} className={styles.unitName}>
              {cut(unit.title, 30)}
            </Text>
            <Text x={unit.x + unit.width - 16} y={unit.y + 27} className={styles.unitNote} end>
              {unit.accounts.length} {unit.accounts.length === 1 ? 'account' : 'accounts'}
            </Text>
          </g>
          {unit.accounts.map(account => {
            const look = lookOf(account)
            const left = live.get(account.key)
            return (
              <g
                key={account.key}
                id={idOf(account.key)}
                role="option"
                aria-selected={account.key === chosen}
                aria-setsize={layout.accounts.length}
                aria-posinset={places.get(account.key)}
                aria-label={`${account.name}, ${account.environment ?? 'no environment'}${left ? ', live' : ''}`}
                className={styles.account}
                onClick={() => onChoose(account.key)}
              >
                <rect
                  x={unit.x + 8}
                  y={account.y - rowHeight / 2 + 2}
                  width={unitWidth - 16}
                  height={rowHeight - 4}
                  rx="6"
                  className={account.key === chosen ? styles.chosen : styles.back}
                />
                <g data-env={look} className={styles.mark}>
                  {left ? <circle cx={account.x} cy={account.y} r="10.5" className={styles.ring} /> : null}
                  <use
                    href={`#m-${look}`}
                    x={account.x - (left ? 7 : 10)}
                    y={account.y - (left ? 7 : 10)}
                    width={left ? 14 : 20}
                    height={left ? 14 : 20}
                  />
                </g>
                {small ? null : (
                  <>
                    <Text x={account.x + 20} y={account.y + 4.5} className={styles.name}>
                      {cut(account.name, 18)}
                    </Text>
                    <Text x={unit.x + 196} y={account.y + 4.5} className={styles.id}>
                      {account.id}
                    </Text>
                    {left ? (
                      <Text x={unit.x + unit.width - 16} y={account.y + 4.5} className={styles.time} end>
                        {left}
                      </Text>
                    ) : null}
                  </>
                )}
              </g>
            )
          })}
        </g>
      ))}
    </>
  )
})
