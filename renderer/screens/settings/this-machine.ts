// What a setting offers on this machine, and what is so here; pure.
import type { SettingRow } from '../../../shared/setting-row.ts'
import type { SettingsFacts } from '../../../shared/settings-facts.ts'
import type { Option } from './setting-control.tsx'

/** In place of the table's own options; undefined = those. */
export const optionsHere = (
  row: SettingRow,
  host: 'browser' | 'desktop',
  facts: SettingsFacts | null,
): readonly Option[] | undefined => {
  if (row.control.kind !== 'select') return undefined
  const { options } = row.control
  if (row.id === 'consoleIn' && host !== 'desktop')
    return options.map(option =>
      option.value === 'window' ? { ...option, text: `${option.text} (desktop)`, disabled: true } : option,
    )
  if (row.id === 'terminal' && facts)
    return [...options, ...facts.terminals.found.map(name => ({ value: name, text: name }))]
  if (row.id === 'spaceBrowser' && facts)
    return options.map(option => {
      const there = option.value === 'auto' || facts.spaces.found.some(each => each.browser === option.value)
      return there ? option : { ...option, text: `${option.text} (not found)` }
    })
  if (row.id === 'spacePer' && facts) {
    const named = new Set(options.map(option => option.value))
    const tags = facts.spaces.tags
      .map(tag => ({ value: `tag:${tag}`, text: `Tag ${tag}` }))
      .filter(option => !named.has(option.value))
    return [...options, ...tags]
  }
  return undefined
}

export const moreOf = (row: SettingRow, facts: SettingsFacts | null): string | null => {
  if (!facts) return null
  if (row.id === 'terminal') return facts.terminals.problem
  if (row.id === 'spaceBrowser') return facts.spaces.problem
  const { example: named } = facts.profiles
  if (row.id === 'profileName' && named) return `${named.target} becomes ${named.profile}.`
  const { example } = facts.spaces
  return row.id === 'spacePer' && example ? `${example.target} opens in “${example.space}”.` : null
}
