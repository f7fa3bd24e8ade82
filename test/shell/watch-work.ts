// Notes what this process does with files, sockets and programs, in order: the modules of Node are watched, nothing is replaced.
import childProcess from 'node:child_process'
import dns from 'node:dns'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'

type Some = Record<string, (...args: unknown[]) => unknown>

const watched: readonly (readonly [object, readonly string[]])[] = [
  [
    fs,
    ['mkdirSync', 'openSync', 'readFileSync', 'readdirSync', 'writeFileSync', 'open', 'readFile', 'watch'],
  ],
  [fs.promises, ['mkdir', 'open', 'readFile', 'readdir', 'writeFile', 'stat', 'lstat', 'watch']],
  [net.Socket.prototype, ['connect']],
  [net.Server.prototype, ['listen']],
  [dns, ['lookup', 'resolve']],
  [childProcess, ['spawn', 'execFile', 'spawnSync', 'execFileSync']],
]

/** @returns what was seen so far, as `name subject`; `stop` before the test ends */
export const watchWork = (): { readonly seen: readonly string[]; stop(): void } => {
  const seen: string[] = []
  const undo: (() => void)[] = []
  for (const [from, names] of watched) {
    const some = from as Some
    for (const name of names) {
      const real = some[name]
      if (!real) throw new Error(`Node has no ${name}.`)
      some[name] = function (this: unknown, ...args: unknown[]) {
        const [subject] = args
        seen.push(`${name} ${typeof subject === 'string' ? subject : ''}`)
        return real.apply(this, args)
      }
      undo.push(() => Object.assign(some, { [name]: real }))
    }
  }
  syncBuiltinESMExports()
  return {
    seen,
    stop() {
      for (const back of undo) back()
      syncBuiltinESMExports()
    },
  }
}
