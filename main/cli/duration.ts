// Reads durations as people type them on the command line: 45m, 1h, 1h30m, 3600s or plain seconds; pure.

/** Seconds, or null when it is no duration. */
export const readDuration = (text: string): number | null => {
  if (/^\d+$/.test(text)) return Number(text)
  const match = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?:in)?)?(?:(\d+)s)?$/.exec(text.replaceAll(' ', ''))
  if (!match || match[0] === '') return null
  const [days, hours, minutes, seconds] = match.slice(1).map(part => Number(part ?? 0))
  return (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)
}
