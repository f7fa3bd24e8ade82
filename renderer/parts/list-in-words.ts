// Names of profiles in a sentence, however many there are; pure.

/** `a`, `a and b`, `a, b and 3 more`. */
export const listInWords = (names: readonly string[]): string => {
  if (names.length === 0) return 'no profile'
  if (names.length > 3) return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`
  const last = names.at(-1) ?? ''
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}
