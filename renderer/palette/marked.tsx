// A name with the typed letters set apart, so that one sees why it was found.

/** Where the terms stand in a text, joined where they meet: pairs of start and end. */
export const placesOf = (text: string, query: string): readonly (readonly [number, number])[] => {
  const lower = text.toLowerCase()
  // A letter that changes its length in lower case would move all places behind it.
  if (lower.length !== text.length) return []
  const found = query
    .toLowerCase()
    .split(/[\s/:@]+/)
    .filter(Boolean)
    .flatMap(term => {
      const at = lower.indexOf(term)
      return at < 0 ? [] : [[at, at + term.length] as const]
    })
    .sort(([a], [b]) => a - b)
  const joined: [number, number][] = []
  for (const [start, end] of found) {
    const last = joined.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else joined.push([start, end])
  }
  return joined
}

export const Marked = ({ text, query }: { text: string; query: string }) => {
  const places = placesOf(text, query)
  return (
    <>
      {places.map(([start, end], index) => (
        <span key={start}>
          {text.slice(places[index - 1]?.[1] ?? 0, start)}
          <mark>{text.slice(start, end)}</mark>
        </span>
      ))}
      {text.slice(places.at(-1)?.[1] ?? 0)}
    </>
  )
}
