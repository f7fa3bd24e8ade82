// A secret value that shows four characters and refuses JSON, clone and log.
import { inspect } from 'node:util'

/** Holds one secret string. Only `reveal()` yields it, so a search for `reveal(` lists every place that handles one. */
export class Secret {
  readonly #value: string
  /** A function is not cloneable: structuredClone and postMessage throw instead of dropping the value silently. */
  readonly refuseClone = (): never => {
    throw new Error('A secret cannot be cloned.')
  }

  constructor(value: string) {
    this.#value = value
  }

  reveal(): string {
    return this.#value
  }

  toJSON(): never {
    throw new Error('A secret cannot be written as JSON.')
  }

  toString(): string {
    const shown = this.#value.length >= 16 ? this.#value.slice(-4) : ''
    return `Secret(…${shown})`
  }

  [inspect.custom](): string {
    return this.toString()
  }
}
