// Shortens a unit's name from its beginning: its last parts tell it from its neighbors. Pure.

/** "Clients / hooli / production" -> "hooli / production" -> "production" -> "producti…". */
export const nameThatFits = (title: string, most: number): string => {
  const parts = title.split(' / ')
  for (let from = 0; from < parts.length; from++) {
    const shorter = parts.slice(from).join(' / ')
    if (shorter.length <= most) return shorter
  }
  return `${(parts.at(-1) ?? '').slice(0, Math.max(1, most - 1))}…`
}
