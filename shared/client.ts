// Turns a pipe into typed calls: the one client of window and command line.
import type { Calls, Contract, Events } from './contract.ts'
import { failed, type Result } from './result.ts'
import { type Pipe, readFrame } from './wire.ts'

export type Client<C extends Contract> = {
  readonly call: Calls<C>
  /** Subscribes to an event; returns an unsubscribe. */
  on<K extends keyof Events<C> & string>(name: K, take: (value: Events<C>[K]) => void): () => void
  /** Told once when the pipe is gone. */
  onClose(take: () => void): void
  close(): void
}

/** @param names the contract's call names; a list, so that the window needs no schemas. */
export const createClient = <C extends Contract>(
  pipe: Pipe,
  names: readonly (keyof C['calls'] & string)[],
): Client<C> => {
  const waiting = new Map<number, (result: Result<never>) => void>()
  const listeners = new Map<string, Set<(value: never) => void>>()
  let next = 1

  pipe.onFrame(received => {
    const frame = readFrame(received)
    if (frame?.type === 'reply') {
      const settle = waiting.get(frame.id)
      waiting.delete(frame.id)
      settle?.(frame.result as Result<never>)
    }
    if (frame?.type === 'event')
      for (const take of listeners.get(frame.name) ?? []) take(frame.value as never)
  })
  pipe.onClose(() => {
    for (const settle of waiting.values())
      settle(failed({ kind: 'unreachable', host: 'Switchyard', said: 'the connection ended' }))
    waiting.clear()
  })

  const send = (name: string, input: unknown): Promise<Result<never>> =>
    new Promise(resolve => {
      const id = next++
      waiting.set(id, resolve)
      pipe.send({ type: 'call', id, name, input })
    })
  const call = Object.fromEntries(
    names.map(name => [name, (input: unknown) => send(name, input)]),
  ) as unknown as Calls<C>

  return {
    call,
    on(name, take) {
      const takers = listeners.get(name) ?? new Set()
      listeners.set(name, takers)
      takers.add(take as (value: never) => void)
      return () => takers.delete(take as (value: never) => void)
    },
    onClose: take => pipe.onClose(take),
    close: () => pipe.close(),
  }
}
