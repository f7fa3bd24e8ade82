// Lets what is costly to draw follow what is seen first: a value reaches it only after the frame with the rest was painted.
import { startTransition, useEffect, useState } from 'react'

/** @param first what is there before the first frame was painted */
export const useAfterPaint = <T>(value: T, first: T): T => {
  const [shown, setShown] = useState(first)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => startTransition(() => setShown(() => value)))
    })
    return () => {
      cancelAnimationFrame(frame)
      if (timer) clearTimeout(timer)
    }
  }, [value])
  return shown
}
