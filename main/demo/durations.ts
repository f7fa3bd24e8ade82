// Reads durations as people write them on the command line of the demo: `+55m`, `8h`, `1h30m`, `-20m`, `300ms`.

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Milliseconds, negative with a leading minus; null when it is no duration. */
export const readDuration = (written: string): number | null => {
  const match = /^([+-]?)((?:\d+(?:ms|s|m|h|d))+)$/.exec(written.trim())
  if (!match) return null
  const parts = [...(match[2] ?? '').matchAll(/(\d+)(ms|s|m|h|d)/g)]
  const sum = parts.reduce((total, part) => total + Number(part[1]) * (units[part[2] ?? ''] ?? 0), 0)
  return match[1] === '-' ? -sum : sum
}
