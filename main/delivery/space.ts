// A space: what keeps one client's consoles apart from another's in a person's browser, named and colored always alike; pure.
import { createHash } from 'node:crypto'
import type { EnvironmentColor, Target } from '../../shared/catalog.ts'
import { containerColors, containerIcons, type Space } from '../../shared/space.ts'

/** An environment looks in the browser as it does here. */
const environmentColors: Readonly<Record<EnvironmentColor, Space['color']>> = {
  red: 'red',
  amber: 'orange',
  green: 'green',
  blue: 'blue',
  violet: 'purple',
  slate: 'turquoise',
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
const pick = <T>(from: readonly T[], byte: number | undefined): T => from[(byte ?? 0) % from.length] as T

/** Control characters would be lines and commands to other programs. */
const clean = (text: string): string => text.replace(/\p{C}/gu, '').trim().slice(0, 60)

const directoryOf = (name: string): string => {
  const plain = name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+|[.-]+$/g, '')
  return plain === name && plain.length <= 40
    ? `Switchyard-${plain}`
    : `Switchyard-${plain.slice(0, 32)}-${hash(name).toString('hex').slice(0, 6)}`
}

const accountName = ({ account }: Target): string => `${account.key} ${account.id}`

const nameOf = (target: Target, per: string): string => {
  const { account, catalog } = target
  if (per === 'catalog') return catalog
  if (per === 'unit' && account.unit) return `${catalog} ${account.unit}`
  if (per === 'environment' && account.environment) return `${catalog} ${account.environment}`
  if (per.startsWith('tag:')) {
    const value = account.tags[per.slice('tag:'.length)]
    if (value && clean(value) !== '') return value
  }
  return accountName(target)
}

/**
 * @param per the setting `spacePer`: `account`, `unit`, `environment`, `catalog` or `tag:KEY`; an account that has no
 * such thing has a space of its own
 */
export const spaceOf = (target: Target, per: string): Space => {
  const name = clean(nameOf(target, per))
  const bytes = hash(name)
  const environment = target.account.color ?? target.environment?.color ?? null
  const one = name === clean(accountName(target)) || per === 'environment'
  return {
    name,
    color: one && environment !== null ? environmentColors[environment] : pick(containerColors, bytes[0]),
    icon: pick(containerIcons, bytes[1]),
    directory: directoryOf(name),
  }
}
