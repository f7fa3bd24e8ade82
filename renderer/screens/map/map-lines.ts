// The lines of the map: from each sign-in through what lies on the way, then a fan or a ladder to the accounts.
import type { TargetRow } from '../../../shared/target-row.ts'
import type { MapHome, MapLine, MapStop, MapUnit } from './map-parts.ts'
import { ladderTo, type Rails, trackOf } from './map-tracks.ts'
import { type Box, type Column, headHeight, heightOfColumn, standColumn, unitWidth } from './map-units.ts'

const signInX = 104
/** From one stop to the next. */
export const step = 180
const lane = 9
/** Behind the last stop, past its name and id as large as they are from afar, a track may go up or down. */
const behind = 84
/** What is written above the topmost stop keeps clear of the edge. */
const aboveRare = 20
/** More ways than these between two columns are drawn on the same tracks. */
const lanes = 5
/** More stops than these side by side are one: nobody reads fifty. */
const mostHubs = 6

type Accounts = ReadonlyMap<string, Box['accounts'][number]>
type Wanted = {
  readonly rows: readonly TargetRow[]
  readonly homes: readonly MapHome[]
  readonly accounts: Accounts
  readonly columns: readonly Column[]
}
type Drafted = {
  readonly signIn: string
  readonly via: readonly string[]
  glass: boolean
  readonly to: Set<string>
}

const accountOf = (target: string): string => target.slice(target.indexOf(':') + 1).split('/')[0] ?? ''

/** The accounts on the way of each row, and who goes there. Break-glass has lines of its own. */
const draftLines = (rows: readonly TargetRow[], homes: readonly MapHome[]): readonly Drafted[] => {
  const byTarget = new Map(rows.map(row => [row.target, row]))
  const home = new Map(homes.map(each => [each.signIn, each.key]))
  const lines = new Map<string, Drafted>()
  for (const row of rows) {
    if (row.signIn === null) continue
    const via: string[] = []
    for (let at = row.via; at !== undefined && via.length < 6; at = byTarget.get(at)?.via)
      via.unshift(accountOf(at))
    const passed = via.filter(
      (account, index) => account !== via[index - 1] && account !== home.get(row.signIn ?? ''),
    )
    const key = [row.signIn, ...passed, row.breakGlass ? 'glass' : ''].join('\n')
    const line = lines.get(key) ?? {
      signIn: row.signIn,
      via: passed,
      glass: row.breakGlass,
      to: new Set<string>(),
    }
    lines.set(key, line)
    line.to.add(row.account.key)
  }
  return [...lines.values()].sort((a, b) => Number(a.glass) - Number(b.glass))
}

/** Lines through ever another account, where there are many, are one line through all of them. */
const gather = (lines: readonly Drafted[]): readonly Drafted[] => {
  const groups = new Map<string, Drafted[]>()
  for (const line of lines) {
    const key = `${line.signIn} ${line.glass} ${line.via.length}`
    const group = groups.get(key)
    if (group) group.push(line)
    else groups.set(key, [line])
  }
  return [...groups.values()].flatMap(group => {
    const [first] = group
    if (!first || first.via.length === 0 || group.length <= mostHubs) return group
    const through = new Set(group.flatMap(({ via }) => via)).size
    return [{ ...first, via: [`${through} accounts`], to: new Set(group.flatMap(({ to }) => [...to])) }]
  })
}

export const layOutLines = ({ rows, homes, accounts, columns }: Wanted) => {
  const drafted = gather(draftLines(rows, homes))
  const usual = drafted.filter(line => !line.glass)
  const glass = drafted.filter(line => line.glass)
  const tallest = Math.max(0, ...columns.map(heightOfColumn))

  // Usual sign-ins stand around the middle; those for emergencies alone at the top, out of the way.
  const everyday = [...new Set(usual.map(({ signIn }) => signIn))]
  const rare = [...new Set(glass.map(({ signIn }) => signIn))].filter(name => !everyday.includes(name))
  const top = 64 + lane * Math.min(lanes, drafted.length) + (rare.length > 0 ? aboveRare : 0)
  const room = Math.max(tallest, 260 + 110 * (everyday.length - 1))
  const low = rare.length > 0 ? 40 : 0
  const busOf = (line: Drafted | undefined): number =>
    top - 22 - lane * (line ? drafted.indexOf(line) % lanes : 0)
  const yOf = new Map<string, number>([
    // Level with its track, so that it runs straight.
    ...rare.map(
      (name, index) => [name, busOf(glass.find(line => line.signIn === name)) + index * 110] as const,
    ),
    ...everyday.map(
      (name, index) => [name, top + low + ((room - low) * (index + 1)) / (everyday.length + 1)] as const,
    ),
  ])

  const stops = new Map<string, MapStop>()
  const stopAt = (stop: MapStop): MapStop => {
    const known = stops.get(stop.key)
    if (known) return known
    stops.set(stop.key, stop)
    return stop
  }
  const standing = drafted.map(line => {
    const y = yOf.get(line.signIn) ?? top
    const home = homes.find(each => each.signIn === line.signIn)
    const passed: MapStop[] = [
      stopAt({
        key: `sign-in ${line.signIn}`,
        kind: 'sign-in',
        name: line.signIn,
        note: '',
        account: null,
        x: signInX,
        y,
      }),
    ]
    if (home) {
      const account = accounts.get(home.key)
      const x = signInX + step
      passed.push(
        stopAt({
          key: `home ${line.signIn}`,
          kind: 'home',
          name: account?.name ?? home.key,
          note: home.id,
          // Two sign-ins may share a home; it is chosen where it stands first.
          account:
            account && ![...stops.values()].some(each => each.account?.key === home.key)
              ? { ...account, x, y }
              : null,
          x,
          y,
        }),
      )
    }
    // Those through others leave below the straight one, in the order of the catalog.
    const siblings = drafted.filter(each => each.signIn === line.signIn && each.via.length > 0)
    const below = line.via.length === 0 ? 0 : siblings.indexOf(line) + 1
    for (const [depth, key] of line.via.entries()) {
      const account = accounts.get(key)
      passed.push(
        stopAt({
          key: `hub ${line.signIn} ${line.via.slice(0, depth + 1).join(' ')}`,
          kind: 'hub',
          name: account?.name ?? key,
          note: account?.id ?? '',
          account: null,
          x: signInX + step * (depth + 1 + (home ? 1 : 0)),
          y: y + below * 84,
        }),
      )
    }
    return { line, stops: passed }
  })

  const lastX = Math.max(signInX, ...[...stops.values()].map(stop => stop.x))
  const fans = columns.length === 1 && usual.every(line => line.via.length === 0 || usual.length < 4)
  const reach = Math.max(
    0,
    ...standing
      .flatMap(({ line, stops: passed }) => (line.glass ? [] : [passed.at(-1)?.y ?? 0]))
      .flatMap(y => [y - top, top + tallest - y]),
  )
  const left = 40 + lane * Math.min(lanes, usual.length)
  const right = glass.length > 0 ? 20 + lane * Math.min(lanes, glass.length) : 16
  const unitsX = lastX + (fans ? Math.max(160, Math.min(420, reach)) + 60 : behind + 40 + left)
  const units = columns.flatMap((column, index) =>
    standColumn(column, unitsX + index * (unitWidth + left + right), top),
  )
  const byAccount = new Map(
    units.flatMap(unit => unit.accounts.map(account => [account.key, { unit, account }] as const)),
  )

  const lines = standing.map(({ line, stops: passed }): MapLine => {
    const own = (line.glass ? glass : usual).indexOf(line) % lanes
    const rails: Rails = {
      stops: passed,
      bus: busOf(line),
      rise: lastX + behind + lane * own,
      own: own * lane,
      fork: fans && !line.glass ? lastX + 34 : null,
    }
    const reached = [...line.to].flatMap(key => byAccount.get(key) ?? [])
    const ends = (some: typeof reached): ReturnType<typeof endsOf> => endsOf(some, line.glass)
    return {
      key: [line.signIn, ...line.via, line.glass].join(' '),
      glass: line.glass,
      stops: passed,
      to: line.to,
      d: `${trackOf(passed)}${ladderTo(rails, ends(reached))}`,
      pathTo(account) {
        if (!line.to.has(account)) return ''
        const place = byAccount.get(account)
        if (place) return `${trackOf(passed)}${ladderTo(rails, ends([place]))}`
        // It is home to somebody, and stands on a track itself.
        const stop = [...stops.values()].find(each => each.account?.key === account)
        return trackOf(stop && !passed.includes(stop) ? [...passed, stop] : passed)
      },
    }
  })
  return { lines, stops: [...stops.values()], place: { units, right } }
}

/** Usual lines end at each account; those for emergencies at the unit, from its other side. */
const endsOf = (
  reached: readonly {
    readonly unit: MapUnit
    readonly account: { readonly x: number; readonly y: number }
  }[],
  glass: boolean,
) => {
  if (!glass)
    return reached.map(({ unit, account }) => ({
      edge: unit.x,
      x: account.x - 14,
      y: account.y,
      turned: false,
    }))
  const units = [...new Set(reached.map(({ unit }) => unit))]
  return units.map(unit => ({
    edge: unit.x + unitWidth,
    x: unit.x + unitWidth,
    y: unit.y + headHeight / 2,
    turned: true,
  }))
}
