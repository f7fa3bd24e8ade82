// Marks of accounts seen from afar: all of one look in one path, its shape still telling it from the others. Pure.
import type { Look } from '../../../shared/environment-look.ts'

const disc = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`
const shapes: { readonly [K in Look]: (x: number, y: number) => string } = {
  red: (x, y) => `M${x - 8} ${y - 8}h16v16h-16z`,
  amber: (x, y) => `M${x} ${y - 9}l10 17h-20z`,
  green: (x, y) => disc(x, y, 9),
  blue: (x, y) => disc(x, y, 9) + disc(x, y, 4),
  violet: (x, y) => `M${x} ${y - 11}l11 11l-11 11l-11 -11z`,
  slate: (x, y) => `M${x - 5} ${y - 9}h10l5 9l-5 9h-10l-5 -9z`,
  unknown: (x, y) => disc(x, y, 7) + disc(x, y, 5),
}

/** @returns each look that occurs, with the path of its marks (even-odd, so that rings have holes) */
export const dotsOf = <T extends { readonly x: number; readonly y: number }>(
  accounts: readonly T[],
  lookOf: (account: T) => Look,
): readonly { readonly look: Look; readonly d: string }[] => {
  const paths = new Map<Look, string[]>()
  for (const account of accounts) {
    const look = lookOf(account)
    const path = paths.get(look) ?? []
    paths.set(look, path)
    path.push(shapes[look](account.x, account.y))
  }
  return [...paths].map(([look, path]) => ({ look, d: path.join('') }))
}
