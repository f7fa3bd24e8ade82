// Lengths of time as people write them (`90s`, `15m`, `1h`, `1h30m`), in seconds.

/** AWS: DurationSeconds of AssumeRole lies between 15 minutes and 12 hours (STS API reference). */
export const shortestDuration = 900
export const longestDuration = 43_200

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** Seconds, or null when `text` is no length of time. A bare number counts as seconds. */
export const parseDuration = (text: string): number | null => {
  const trimmed = text.trim()
  if (/^\d{1,9}$/.test(trimmed)) return Number(trimmed)
  if (!/^(\d{1,6}[dhms]){1,4}$/.test(trimmed)) return null
  let seconds = 0
  for (const [, count, unit] of trimmed.matchAll(/(\d+)([dhms])/g))
    seconds += Number(count) * (unitSeconds[unit ?? ''] ?? 0)
  return seconds
}

/** `1h`, `1h30m`, `45s`: the shortest way to write so many seconds. */
export const formatDuration = (seconds: number): string => {
  let left = Math.max(0, Math.round(seconds))
  let text = ''
  for (const unit of ['h', 'm', 's']) {
    const size = unitSeconds[unit] ?? 1
    const count = Math.floor(left / size)
    left -= count * size
    if (count > 0) text += `${count}${unit}`
  }
  return text || '0s'
}
