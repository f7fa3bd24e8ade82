// Electron's contextBridge as it behaves: values are copied between the two worlds of a page, functions become proxies.

/** What may not cross: Electron throws for it, so this does too. */
const refuse = (value: unknown): never => {
  throw new TypeError(`${typeof value} cannot cross the context bridge`)
}

const isPromise = (value: object): value is Promise<unknown> =>
  typeof (value as { then?: unknown }).then === 'function'

/** Copies a value into the other world. Functions arrive as proxies whose arguments and results cross back the same way. */
export const cross = (value: unknown): unknown => {
  if (typeof value === 'function')
    return (...args: unknown[]) => cross((value as (...args: unknown[]) => unknown)(...args.map(cross)))
  if (typeof value === 'symbol') return refuse(value)
  if (typeof value !== 'object' || value === null) return value
  if (isPromise(value)) return value.then(cross)
  if (Array.isArray(value)) return value.map(cross)
  const copy: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(value)) copy[key] = cross(inner)
  return Object.freeze(copy)
}
