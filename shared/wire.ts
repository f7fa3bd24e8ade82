// The frames that travel through every pipe, and what a pipe is. No pipe knows a call's name.
import type { Result } from './result.ts'

export type CallFrame = {
  readonly type: 'call'
  readonly id: number
  readonly name: string
  readonly input: unknown
}
export type ReplyFrame = { readonly type: 'reply'; readonly id: number; readonly result: Result<unknown> }
export type EventFrame = { readonly type: 'event'; readonly name: string; readonly value: unknown }
/** The caller no longer waits for the reply; what it started is stopped where that is safe. */
export type CancelFrame = { readonly type: 'cancel'; readonly id: number }
export type Frame = CallFrame | ReplyFrame | EventFrame | CancelFrame

export type Pipe = {
  send(frame: Frame): void
  onFrame(take: (frame: unknown) => void): void
  /** Told once when the other end is gone; calls that still wait then fail. */
  onClose(take: () => void): void
  close(): void
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A frame, or null when it is none: what is malformed dies here. */
export const readFrame = (value: unknown): Frame | null => {
  if (!isRecord(value)) return null
  const { type, id, name } = value
  if (type === 'event') return typeof name === 'string' ? { type, name, value: value.value } : null
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) return null
  if (type === 'cancel') return { type, id }
  if (type === 'call') return typeof name === 'string' ? { type, id, name, input: value.input } : null
  if (type === 'reply' && isRecord(value.result)) return { type, id, result: value.result as Result<unknown> }
  return null
}

/** Two ends of one pipe inside a process, for a command line that composes the rooms itself. Frames are cloned, as on a wire. */
export const createMemoryPipe = (): readonly [Pipe, Pipe] => {
  const ends = [
    { frames: [] as ((frame: unknown) => void)[], closes: [] as (() => void)[] },
    { frames: [] as ((frame: unknown) => void)[], closes: [] as (() => void)[] },
  ] as const
  let open = true
  const end = (mine: 0 | 1): Pipe => ({
    send(frame) {
      if (!open) return
      const copy: unknown = JSON.parse(JSON.stringify(frame))
      void Promise.resolve().then(() => {
        for (const take of ends[mine === 0 ? 1 : 0].frames) take(copy)
      })
    },
    onFrame: take => void ends[mine].frames.push(take),
    onClose: take => void ends[mine].closes.push(take),
    close() {
      if (!open) return
      open = false
      for (const side of ends) for (const take of side.closes) take()
    },
  })
  return [end(0), end(1)]
}
