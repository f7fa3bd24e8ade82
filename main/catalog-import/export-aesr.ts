// Writes a catalog as text of the browser extension AWS Extend Switch Roles: one base account, and roles one switch away.
import type { EnvironmentColor, Target } from '../../shared/catalog.ts'
import { freeKey } from './clean-text.ts'
import {
  createLosses,
  type Exported,
  type ExportInput,
  firstWay,
  loseCatalogOnly,
  profileNames,
  shortName,
} from './exported.ts'

/** What our six colors look like there: hex digits without `#`. */
const hex: { readonly [K in EnvironmentColor]: string } = {
  red: 'd13438',
  amber: 'e3a008',
  green: '2e9e4f',
  blue: '2f6fde',
  violet: '8250df',
  slate: '64748b',
}

/** Comments and sections must not come out of a value. */
const plain = (text: string): string => text.replace(/[\r\n[\];#]+/g, ' ').trim()

export const exportAesr = (input: ExportInput): Exported => {
  const losses = createLosses()
  const { expanded } = input
  const names = profileNames(input, new Set())
  const used = new Set(names.values())
  const bases = new Map<string, { readonly name: string; readonly lines: readonly string[] }>()
  const targets: string[] = []
  const baseOf = (id: string, wanted: string, lines: readonly string[]): string => {
    const known = bases.get(id)
    if (known) return known.name
    const name = freeKey(wanted, key => used.has(key))
    used.add(name)
    bases.set(id, { name, lines })
    return name
  }
  loseCatalogOnly(input, losses)
  const sourceOf = (target: Target): string | null => {
    const way = firstWay(target, input)
    if (way === null) return null
    if ('signIn' in way)
      return way.signIn.kind === 'iam-user'
        ? baseOf(way.signIn.id, way.signIn.key, [`aws_account_id = ${way.signIn.account}`])
        : null
    // The console switches from where one signed in, never from a role one switched to (IAM user guide, "Switch roles").
    const before = way.target
    if (before.kind !== 'permission-set') return null
    return baseOf(before.id, `${before.account.key}-${before.role}`, [
      `aws_account_id = ${before.account.id}`,
      `role_name = ${before.role}`,
    ])
  }
  for (const target of expanded.targets.values()) {
    const source = sourceOf(target)
    if (source === null) {
      losses.add(
        shortName(target),
        target.kind === 'permission-set'
          ? 'It is taken in the portal itself, not by switching.'
          : 'The console cannot switch to it in one step from a sign-in.',
      )
      continue
    }
    if (target.externalId !== null)
      losses.add(shortName(target), 'It asks for an external id, which the console cannot give.')
    const color = target.account.color === null ? [] : [`color = ${hex[target.account.color]}`]
    targets.push(
      [
        `[${plain(names.get(target.id) ?? '')}]`,
        `role_arn = ${target.arn}`,
        `source_profile = ${source}`,
        `region = ${target.region}`,
        ...color,
        '',
      ].join('\n'),
    )
  }
  const heads = [...bases.values()].map(({ name, lines }) => [`[${name}]`, ...lines, ''].join('\n'))
  return { text: [...heads, ...targets].join('\n'), losses: losses.all() }
}
