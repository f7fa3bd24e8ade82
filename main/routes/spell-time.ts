// Lengths of time in the product's words: "12 h", "11 h 12 min", "45 min".

/** `seconds` as people say it; whole minutes, rounded down, so that nothing is promised longer than it lasts. */
export const spellSeconds = (seconds: number): string => {
  const minutes = Math.max(0, Math.floor(seconds / 60))
  if (minutes === 0) return `${Math.max(0, Math.floor(seconds))} s`
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return `${rest} min`
  if (hours >= 48 && rest === 0 && hours % 24 === 0) return `${hours / 24} days`
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`
}

/** The same where it begins a phrase: "One hour at a time", "45 min at a time". */
export const spellAtATime = (seconds: number): string =>
  seconds === 3_600 ? 'One hour at a time' : `${spellSeconds(seconds)} at a time`
