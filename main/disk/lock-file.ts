// A lock that names its holder: made by one alone, given a sign of life while held, taken over from the dead.
import { createHash, randomBytes } from 'node:crypto'
import {
  lstatSync,
  lutimesSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { codeOf } from './disk-failure.ts'

export type HeldLock = {
  /** True when somebody took it away because this process slept or hung: then nothing more may be written. */
  lost(): boolean
  release(): void
}

/** What is found in a lock's place: who holds it, in `nameOf`'s words, and its last sign of life. */
type Found = { readonly holder: string; readonly sign: number }

const signMs = 2_000
/**
 * Whoever gave no sign for so long is dead, even where that cannot be seen: on another machine, or when its number is
 * another process's now. Measured by who waits, in time that stands still while the machine sleeps.
 */
const silentMs = 15_000

const here = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)
/** Tells this process from an earlier one of the same number, as in containers, where each is the first. */
const thisProcess = randomBytes(4).toString('hex')
let taken = 0

/** Short: up to 59 letters a link needs no room on the disk, so that a full one can still be tidied. */
const newName = (): string => {
  taken += 1
  return `${process.pid}.${here}.${thisProcess}.${taken}`
}

const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** Known to be dead; of a holder on another machine, or of nobody we know, that is never known. */
const isDead = (holder: string): boolean => {
  const [pid, host, run] = holder.split('.')
  if (host !== here || !/^\d+$/.test(pid ?? '')) return false
  return Number(pid) === process.pid ? run !== thisProcess : !runs(Number(pid))
}

/** The last sign of each lock that is waited for, and since when it is the last one. */
const seen = new Map<string, Found & { readonly since: number }>()

const isSilent = (lock: string, { holder, sign }: Found): boolean => {
  const last = seen.get(lock)
  if (last?.holder === holder && last.sign === sign) return performance.now() - last.since >= silentMs
  seen.set(lock, { holder, sign, since: performance.now() })
  return false
}

/**
 * A link whose target is the holder's name comes to be whole, unlike a file. False when something is there already.
 * Where links cannot be made (Windows without the right to, FAT) it is a file.
 */
const make = (lock: string, name: string): boolean => {
  try {
    if (process.platform === 'win32') writeFileSync(lock, name, { flag: 'wx' })
    else symlinkSync(name, lock)
    return true
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EEXIST') return false
    if (code === null || process.platform === 'win32' || !withoutLinks.has(code)) throw error
  }
  try {
    writeFileSync(lock, name, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}
const withoutLinks = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'])

/** The holder's name; that of nobody for what is neither a link nor a file of ours; null when there is no lock. */
const readHolder = (lock: string): string | null => {
  try {
    return readlinkSync(lock)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    // No link: EINVAL on POSIX, UNKNOWN on Windows.
  }
  try {
    return readFileSync(lock, 'utf8')
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? null : ''
  }
}

const find = (lock: string): Found | null => {
  const holder = readHolder(lock)
  const state = lstatSync(lock, { throwIfNoEntry: false })
  return holder === null || state === undefined ? null : { holder, sign: state.mtimeMs }
}

/** Removes a lock whose holder is dead. One at a time: after the look it could have become another's. */
const clear = (lock: string, dead: Found): void => {
  const guard = `${lock}.guard`
  if (!make(guard, newName())) {
    const left = find(guard)
    if (left && (isDead(left.holder) || isSilent(guard, left))) rmSync(guard, { force: true })
    return
  }
  try {
    const again = find(lock)
    if (again?.holder === dead.holder && again.sign === dead.sign)
      rmSync(lock, { recursive: true, force: true })
  } finally {
    rmSync(guard, { force: true })
  }
}

/** Takes the lock of `path`, which is `path.lock`. @returns null when somebody holds it. Throws what the disk says. */
export const tryLock = (path: string): HeldLock | null => {
  const lock = `${path}.lock`
  const found = find(lock)
  if (found !== null) {
    if (!isDead(found.holder) && !isSilent(lock, found)) return null
    clear(lock, found)
  }
  const name = newName()
  if (!make(lock, name)) return null
  seen.delete(lock)
  const isMine = (): boolean => readHolder(lock) === name
  const giveSign = setInterval(() => {
    const now = (performance.timeOrigin + performance.now()) / 1_000
    try {
      if (isMine()) lutimesSync(lock, now, now)
    } catch {
      // A disk that takes no sign now may take the next one.
    }
  }, signMs)
  giveSign.unref()
  return {
    lost: () => !isMine(),
    release() {
      clearInterval(giveSign)
      if (isMine()) rmSync(lock, { force: true })
    },
  }
}
