// One account on the map: a row of its unit, a stop on the track, or from afar the flag of the chosen one.
import { memo } from 'react'
import type { Look } from '../../../shared/environment-look.ts'
import { classes } from '../../parts/class-names.ts'
import styles from './estate-map.module.css'
import { cut, markGrown, rowWords, stopWords } from './map-letters.ts'
import type { MapAccount } from './map-parts.ts'
import { rowHeight, unitWidth } from './map-units.ts'
import type { Live } from './map-words.ts'

export type AccountShape = 'row' | 'stop' | 'flag'

type AccountProps = {
  account: MapAccount
  look: Look
  /** What is left of its session. */
  left: Live | undefined
  chosen: boolean
  /** Its place in the order of reading, and of how many. */
  place: number
  of: number
  id: string
  shape: AccountShape
  /** How much larger than at their own size words are drawn. */
  words: number
  /** Its flag hangs to the left, because there is no room on the right. */
  turned: boolean
}

const at = (x: number, y: number, grown = 1): string =>
  `translate(${x} ${y})${grown === 1 ? '' : ` scale(${grown})`}`

const Sign = ({ look, left, size }: { look: Look; left: Live | undefined; size: number }) => (
  <g data-env={look} className={styles.mark}>
    {left ? (
      <>
        <circle r="10.5" className={classes(styles.ring, styles.ringTrack)} />
        <circle
          r="10.5"
          className={styles.ring}
          pathLength="100"
          strokeDasharray={`${left.percent} 100`}
          transform="rotate(-90)"
        />
      </>
    ) : null}
    <use href={`#m-${look}`} x={-size / 2} y={-size / 2} width={size} height={size} />
  </g>
)

type ShapeProps = Pick<AccountProps, 'account' | 'look' | 'left' | 'chosen' | 'words' | 'turned'>

const Row = ({ account, look, left, chosen, words }: ShapeProps) => {
  const { grown, letters } = rowWords(words, left !== undefined)
  const line = 4.5 * grown
  return (
    <>
      <rect
        x="-14"
        y={2 - rowHeight / 2}
        width={unitWidth - 24}
        height={rowHeight - 4}
        rx="6"
        className={chosen ? styles.chosen : styles.back}
      />
      <g transform={at(0, 0, markGrown(words))}>
        <Sign look={look} left={left} size={left ? 14 : 20} />
      </g>
      <text transform={at(words === 1 ? 20 : 24, line, grown)} className={styles.name}>
        {cut(account.name, letters)}
      </text>
      {words === 1 ? (
        <text x="166" y="4.5" className={styles.id}>
          {account.id}
        </text>
      ) : null}
      {left ? (
        <text transform={at(unitWidth - 46, line, grown)} textAnchor="end" className={styles.time}>
          {left.words}
        </text>
      ) : null}
    </>
  )
}

const Stop = ({ account, look, left, chosen, words }: ShapeProps) => {
  const said = stopWords(words)
  return (
    <g transform={at(0, 0, said?.grown ?? 1)}>
      <circle r="16" className={chosen ? styles.chosen : styles.halo} />
      <Sign look={look} left={left} size={left ? 14 : 24} />
      {said ? (
        <text y="32" className={styles.stopName}>
          {cut(account.name, said.letters)}
        </text>
      ) : null}
      {said?.notes ? (
        <text y="47" className={styles.stopNote}>
          {account.id}
        </text>
      ) : null}
    </g>
  )
}

/** As wide as its name may be. */
const flagWidth = (letters: number): number => 44 + letters * 7.6

const Flag = ({ account, look, left, words, turned }: ShapeProps) => {
  const name = cut(account.name, 22)
  const width = flagWidth(name.length)
  return (
    <g transform={at(0, 0, words)}>
      <rect x={turned ? 16 - width : -16} y="-16" width={width} height="32" rx="6" className={styles.flag} />
      <Sign look={look} left={left} size={left ? 14 : 20} />
      <text x={turned ? -20 : 20} y="4.5" textAnchor={turned ? 'end' : 'start'} className={styles.name}>
        {name}
      </text>
    </g>
  )
}

const shapes = { row: Row, stop: Stop, flag: Flag } as const

/** Those that stay in sight are not drawn again while the map is moved. */
export const Account = memo((props: AccountProps) => {
  const { account, left, chosen, place, of, id, shape } = props
  const Shape = shapes[shape]
  return (
    <g
      id={id}
      role="option"
      aria-selected={chosen}
      aria-setsize={of}
      aria-posinset={place}
      aria-label={`${account.name}, ${account.environment ?? 'no environment'}${left ? ', live' : ''}`}
      transform={at(account.x, account.y)}
      className={styles.account}
    >
      <Shape {...props} />
    </g>
  )
})
