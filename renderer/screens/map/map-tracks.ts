// The drawing of tracks: level or straight down, turned by half a right angle, as rails are. Pure, in the map's own units.

type Point = { readonly x: number; readonly y: number }
/** Where a branch ends: beside which edge it goes up and down, and how far in it runs. `turned` = from the right. */
export type End = { readonly edge: number; readonly x: number; readonly y: number; readonly turned: boolean }
export type Rails = {
  readonly stops: readonly Point[]
  /** The height of the level track above all units. */
  readonly bus: number
  /** Where it goes up to that track. */
  readonly rise: number
  /** This line's own offset beside a column. */
  readonly own: number
  /** Where branches part in a fan, behind all that stands on the way; null = they go along the columns. */
  readonly fork: number | null
}

const bevel = 8
const half = 10

/** So far behind a point a track may turn: what is written below it reaches as far. */
const clear = 44

/** A track between two points, level at both ends. */
export const track = (from: Point, to: Point): string => {
  if (from.y === to.y) return `M${from.x} ${from.y}H${to.x}`
  const run = Math.min(Math.abs(to.y - from.y), Math.max(0, to.x - from.x - clear - 16))
  const turn = from.x + clear
  return `M${from.x} ${from.y}H${turn}L${turn + run} ${to.y}H${to.x}`
}

/** From stop to stop. */
export const trackOf = (stops: readonly Point[]): string =>
  stops
    .slice(1)
    .map((stop, index) => track(stops[index] ?? stop, stop))
    .join('')

const groupBy = (ends: readonly End[]): readonly (readonly [number, readonly End[]])[] => {
  const groups = new Map<number, End[]>()
  for (const end of ends) {
    const group = groups.get(end.edge)
    if (group) group.push(end)
    else groups.set(end.edge, [end])
  }
  return [...groups]
}

/** A straight stretch with its corners cut: up or down by `height`, then level. */
const corner = (x: number, y: number, toX: number, toY: number): string => {
  const up = toY < y
  const side = toX > x ? bevel : -bevel
  if (Math.abs(toY - y) < 2 * bevel) return `L${x + side} ${toY}H${toX}`
  return `V${up ? toY + bevel : toY - bevel}L${x + side} ${toY}H${toX}`
}

/** The branches of a line behind its last stop. */
export const ladderTo = ({ stops, bus, rise, own, fork }: Rails, ends: readonly End[]): string => {
  const last = stops.at(-1)
  if (!last || ends.length === 0) return ''
  if (fork !== null) {
    const room = Math.max(0, Math.min(...ends.map(end => end.edge)) - fork - 12)
    const branches = ends.map(({ x, y }) => {
      const run = Math.min(Math.abs(y - last.y), room)
      return `M${fork} ${last.y}l${run} ${y < last.y ? -run : run}${run < Math.abs(y - last.y) ? `V${y}` : ''}H${x}`
    })
    return `M${last.x + half} ${last.y}H${fork}${branches.join('')}`
  }
  const columns = groupBy(ends)
  const besides = columns.map(([edge, group]) => (group[0]?.turned ? edge + 16 + own : edge - 22 - own))
  const farthest = Math.max(...besides)
  const lowest = Math.abs(bus - last.y) < 1
  const rising = lowest
    ? `M${last.x + half} ${last.y}H${farthest - bevel}`
    : `M${last.x + half} ${last.y}H${rise - bevel}L${rise} ${last.y < bus ? last.y + bevel : last.y - bevel}${corner(rise, last.y, farthest - bevel, bus)}`
  const ladders = columns.map(([, group], index) => {
    const x = besides[index] ?? 0
    const bottom = Math.max(...group.map(({ y }) => y))
    const pole = `M${x - bevel} ${bus}L${x} ${bus + bevel}V${bottom - bevel}`
    const rungs = group.map(
      end => `M${x} ${end.y - bevel}L${x + (end.turned ? -bevel : bevel)} ${end.y}H${end.x}`,
    )
    return `${pole}${rungs.join('')}`
  })
  return `${rising}${ladders.join('')}`
}
