// Shows what it holds only after a moment: a place kept for what is here at once would be a blink, and move what stands beside it.
import { type ReactNode, useEffect, useState } from 'react'

/** In ms. */
const moment = 200

export const Late = ({ children }: { children: ReactNode }) => {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), moment)
    return () => clearTimeout(timer)
  }, [])
  return late ? children : null
}
