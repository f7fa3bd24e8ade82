// Tells names that people take for one another although they are two: letters of other alphabets, 0 and o, rn and m.

/** What stands for what, after capitals, accents, joiners and wide forms are gone (the letters of Unicode's confusables.txt that have a Latin twin). */
const twins: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['a', 'аαɑ'],
    ['b', 'вβʙ'],
    ['c', 'сϲ'],
    ['d', 'ԁđɖ'],
    ['e', 'еεє'],
    ['g', 'ɡ'],
    ['h', 'һнʜ'],
    ['i', 'іιɪ'],
    ['j', 'јϳ'],
    ['k', 'кκ'],
    ['l', '1|ӏłⅼ'],
    ['m', 'мʍ'],
    ['n', 'пηո'],
    ['o', '0оοøօ'],
    ['p', 'рρ'],
    ['q', 'ԛ'],
    ['r', 'гʀ'],
    ['s', 'ѕꜱ'],
    ['t', 'тτ'],
    ['u', 'υսц'],
    ['v', 'νѵ'],
    ['w', 'ԝωш'],
    ['x', 'хχ'],
    ['y', 'уүγ'],
    ['z', 'ʐ'],
  ].flatMap(([letter = '', others = '']) => [...others].map(other => [other, letter] as const)),
)

const anyTwin = new RegExp(`[${Object.keys(twins).join('')}]`, 'gu')
/** Mostly names have none, and thousands of them are told quickly. */
const unusual = /[^ -~]/

/** Two names with one skeleton look alike. */
export const skeletonOf = (name: string): string => {
  const bare = unusual.test(name) ? name.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, '') : name
  return (
    bare
      // Only as a capital does it look like an l.
      .replaceAll('I', 'l')
      .toLowerCase()
      .replaceAll('ı', 'i')
      .replace(anyTwin, letter => twins[letter] ?? letter)
      .replaceAll('rn', 'm')
      .replaceAll('vv', 'w')
      .replaceAll('cl', 'd')
  )
}

type Named = { readonly key: string; readonly name: string }
export type Pair = { readonly key: string; readonly label: string; readonly other: string }

/** Each account whose key or name looks like one of an account before it, and is not the very same word. */
export const lookAlikes = (accounts: Iterable<Named>): readonly Pair[] => {
  const seen = new Map<string, { readonly key: string; readonly label: string }>()
  const pairs: Pair[] = []
  for (const { key, name } of accounts) {
    const labels = name === key ? [key] : [key, name]
    for (const label of labels) {
      const skeleton = skeletonOf(label)
      const before = seen.get(skeleton)
      if (before === undefined) seen.set(skeleton, { key, label })
      else if (before.key !== key && before.label.toLowerCase() !== label.toLowerCase())
        pairs.push({ key, label, other: before.label })
    }
  }
  return pairs
}

/** ` (“а” is U+0430)`: what cannot be seen is said; empty when all letters are plain. */
export const strangeLetters = (label: string): string => {
  const strange = [...label].find(letter => (letter.codePointAt(0) ?? 0) > 0x7f)
  if (strange === undefined) return ''
  const code = (strange.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return ` (its “${strange}” is U+${code})`
}
