// What a row of the settings table holds, which sections there are, and how rows are searched; pure.

export const settingSections = [
  { id: 'general', name: 'General' },
  { id: 'profiles', name: 'Profiles' },
  { id: 'browsers', name: 'Browsers' },
  { id: 'guards', name: 'Guards' },
  { id: 'mfa', name: 'MFA' },
  { id: 'vault', name: 'Vault' },
  { id: 'network', name: 'Network' },
  { id: 'agent', name: 'Agent' },
] as const
export type SettingSection = (typeof settingSections)[number]['id']

type Choice = { readonly value: string | number | null; readonly text: string }
export type SettingControl =
  | {
      readonly kind: 'segment'
      readonly options: readonly { readonly value: string; readonly text: string }[]
    }
  /** `length`: another number than those listed is shown as a length of time. */
  | { readonly kind: 'select'; readonly options: readonly Choice[]; readonly length?: true }
  | { readonly kind: 'switch' }
  | { readonly kind: 'shortcut' }
  /** `empty`: what the field stands for while nothing is in it. */
  | { readonly kind: 'text'; readonly empty: string; readonly clears?: true }
  /** Drawn by the screen itself: no single field, or a list. */
  | { readonly kind: 'own' }

export type SettingRow = {
  /** The field of the settings it changes; where the control is `own`, a name. */
  readonly id: string
  readonly section: SettingSection
  readonly name: string
  readonly note: string
  /** More words by which it is found. */
  readonly also?: string
  /** What it cannot do without. */
  readonly needs?: 'desktop' | 'browser'
  readonly control: SettingControl
}

/** Values with the words they are offered by, in their order. */
export const choices = (
  words: Readonly<Record<string, string>>,
): readonly { value: string; text: string }[] =>
  Object.entries(words).map(([value, text]) => ({ value, text }))

/** Pure: do all words of `query` occur in what a row says, its section's name included? */
export const rowMatches = (row: SettingRow, query: string): boolean => {
  const section = settingSections.find(each => each.id === row.section)?.name ?? ''
  const choices =
    row.control.kind === 'segment' || row.control.kind === 'select'
      ? row.control.options.map(option => option.text).join(' ')
      : ''
  const said = `${section} ${row.name} ${row.note} ${row.also ?? ''} ${choices}`.toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every(word => said.includes(word))
}
