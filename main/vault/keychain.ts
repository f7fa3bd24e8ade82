// Keeps one small secret per Switchyard home in the system's keychain.
import { createHash } from 'node:crypto'
import type { AsyncEntry } from '@napi-rs/keyring'
import type { Failure } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { leaveAtOnce } from './leave.ts'

export interface Keychain {
  /** Null when there is no such item. */
  get(): Promise<Result<string | null>>
  set(value: string): Promise<Result<void>>
  /** Fine when there was none. */
  remove(): Promise<Result<void>>
}

/** What people see in Keychain Access, Seahorse or the Credential Manager. */
const itemName = 'Switchyard'

/** Time for a person to answer the keychain's own prompt; credential-process must answer within 50 s in all. */
const answerMs = 45_000

/** Two homes never share an item, and the folder's name says nothing to other programs. */
export const keychainAccount = (home: string): string =>
  `home-${createHash('sha256').update(home).digest('hex').slice(0, 24)}`

/**
 * A prompt that is waiting cannot be interrupted (the library's AbortSignal does not reach it) and
 * holds one of Node's four worker threads. So all calls of this process stand in one line.
 */
let line: Promise<unknown> = Promise.resolve()
/** `home` is the absolute path of the Switchyard home; `waitMs` bounds each call, its wait in the line included. */
export const createKeychain = ({ home, waitMs = answerMs }: { home: string; waitMs?: number }): Keychain => {
  const call = <T>(run: (entry: AsyncEntry) => Promise<T>): Promise<Result<T>> => {
    const mine = line.then(async () => {
      process.on('exit', leaveAtOnce)
      try {
        return await run(await openEntry(home))
      } finally {
        process.off('exit', leaveAtOnce)
      }
    })
    line = mine.catch(() => {})
    return withinTime(mine, waitMs)
  }
  return {
    get: () => call(entry => entry.getPassword()),
    async set(value) {
      const kept = await call(entry => entry.setPassword(value))
      return kept.ok ? ok(undefined) : kept
    },
    async remove() {
      const removed = await call(entry => entry.deletePassword())
      return removed.ok ? ok(undefined) : removed
    },
  }
}

/**
 * Loaded on first use: nothing that needs no key touches the keychain. Without the pinned store the
 * library would fall back, silently, to the kernel's keyring, which forgets everything at a restart.
 */
const openEntry = async (home: string): Promise<AsyncEntry> => {
  const { AsyncEntry: Entry } = await import('@napi-rs/keyring')
  return new Entry(itemName, keychainAccount(home), { linux: { store: 'secret-service' } })
}

const withinTime = async <T>(work: Promise<T>, waitMs: number): Promise<Result<T>> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>(resolve => {
    timer = setTimeout(() => resolve('late'), waitMs)
  })
  try {
    const first = await Promise.race([work.then(value => ({ value })), late])
    if (first !== 'late') return ok(first.value)
    const seconds = Math.round(waitMs / 1000)
    return failed({
      kind: 'keychain-unavailable',
      said: `It did not answer within ${seconds} s; its own prompt may be waiting.`,
    })
  } catch (error) {
    return failed(explainKeychainError(error instanceof Error ? error.message : String(error)))
  } finally {
    clearTimeout(timer)
  }
}

/** The library gives prose only; these are the sentences of its Linux, macOS and Windows parts. */
export const explainKeychainError = (message: string): Failure => {
  const said = message
    .replace(/^(Platform failure|Couldn't access platform (secure )?storage):\s*/i, '')
    .replace(/^(Secret Service|DBus error):\s*/i, '')
  if (/dismissed|user cancell?ed|cancell?ed by the user/i.test(message)) return { kind: 'keychain-dismissed' }
  if (/not provided by any \.service files|ServiceUnknown/i.test(message)) {
    return { kind: 'keychain-unavailable', said: 'No program on this machine offers the Secret Service.' }
  }
  if (/DBUS_SESSION_BUS_ADDRESS|autolaunch|session bus|connect to socket|Failed to connect/i.test(message)) {
    return { kind: 'keychain-unavailable', said: 'There is no session bus, so no keychain can be reached.' }
  }
  if (/no result found|no default collection/i.test(message)) {
    return {
      kind: 'keychain-unavailable',
      said: 'It has no default keyring yet. Make one in your desktop first.',
    }
  }
  if (/locked/i.test(message))
    return { kind: 'keychain-unavailable', said: 'It is locked, and showed no prompt to unlock it.' }
  return { kind: 'keychain-unavailable', said: said.endsWith('.') ? said : `${said}.` }
}
